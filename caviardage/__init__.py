"""The core of Caviardage: plain Python on batches of documents, no Beam and no spaCy."""

__version__ = "0.1.0"
