"""Trains a small model from nothing, with the tuned one as its teacher: no vectors, few layers.

    python -m training.student [--width 64] [--depth 2] [--hidden 64] [--output FOLDER]

It learns from the same generated messages, and from the texts of the rehearsal as the teacher
labels them. What it writes is a whole spaCy pipeline that needs no other package.
"""

import argparse
import warnings
from pathlib import Path
from typing import Any

import spacy
from spacy.util import load_config
from thinc.api import fix_random_seed, prefer_gpu

from recognizers.engine import load_nlp
from training import measure
from training.generate import Message
from training.train import HERE, Trainer

LABELS = ("LOC", "MISC", "ORG", "PER")
ATTRIBUTES = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500}


def blank(width: int, depth: int, hidden: int, seed: int) -> Any:
    """A pipeline with an untrained component ``ner``.

    Args:
        width: Numbers that stand for a word.
        depth: Layers that each let a word see one more to its left and right.
        hidden: Width of the parser of states.
        seed: The seed of its first weights.
    """
    fix_random_seed(seed)
    nlp = spacy.blank("fr")
    encoder = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "window_size": 1,
               "maxout_pieces": 2, "depth": depth}  # fmt: skip
    embedding = {"@architectures": "spacy.MultiHashEmbed.v2", "width": width,
                 "attrs": list(ATTRIBUTES), "rows": list(ATTRIBUTES.values()),
                 "include_static_vectors": False}  # fmt: skip
    words = {"@architectures": "spacy.Tok2Vec.v2", "embed": embedding, "encode": encoder}
    parser = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner",
              "extra_state_tokens": False, "hidden_width": hidden, "maxout_pieces": 2,
              "use_upper": True, "tok2vec": words}  # fmt: skip
    ner: Any = nlp.add_pipe("ner", config={"model": parser})
    for label in LABELS:
        ner.add_label(label)
    nlp.initialize()
    return nlp


def taught(teacher: Any, messages: list[Message]) -> list[Message]:
    """The messages as the teacher labels them."""
    docs = teacher.pipe([message.text for message in messages], batch_size=256)
    return [
        Message(doc.text, [(e.start_char, e.end_char, e.label_) for e in doc.ents], old.register)
        for doc, old in zip(docs, messages, strict=True)
    ]


def main() -> None:
    """Train a small model and write it."""
    parser = argparse.ArgumentParser(description="Train a small model from nothing.")
    parser.add_argument("--teacher", default="caviardage_fr")
    for name, size in (("width", 64), ("depth", 2), ("hidden", 64), ("epochs", 5)):
        parser.add_argument(f"--{name}", type=int, default=size)
    parser.add_argument("--learn-rate", type=float, default=0.002)
    parser.add_argument("--output", type=Path, default=HERE / "build" / "student")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore", message=r"\[W030\]")  # glued names, left undecided
    prefer_gpu()
    config = load_config(HERE / "config.cfg")
    config["data"]["epochs"] = arguments.epochs
    config["training"]["learn_rate"] = arguments.learn_rate
    config["training"]["dropout"] = 0.1
    extra = measure.samples(optional=True, trained=True) * config["data"]["samples_repeated"]
    student = blank(arguments.width, arguments.depth, arguments.hidden, config["model"]["seed"])
    teacher = load_nlp(arguments.teacher)
    trainer = Trainer(config, extra, student, lambda kept: taught(teacher, kept))
    for line in trainer.run():
        print(line, flush=True)
    with student.use_params(trainer.optimizer.averages):
        student.to_disk(arguments.output)


if __name__ == "__main__":
    main()
