"""What personal data looks like in French text: one identifier, one module.

The tuple of all of them is ``recognizers.registry.RECOGNIZERS``; it stands apart from this file so
that asking which model is installed does not import Presidio and spaCy, which takes seconds.
"""
