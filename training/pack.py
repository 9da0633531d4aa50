"""Puts a trained model where the product finds it: weights, meta data with their SHA-256.

python -m training.pack [training/build/model] [--version 1.1.0]
python -m training.pack --whole training/build/student --target …/caviardage_fr_fast --bias 0.75
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import spacy

from recognizers.model import WEIGHTS, check_model
from recognizers.weights import write_weights
from training.rehearsal import BASE

HERE = Path(__file__).parent
# Chosen on the samples and on new documents: recall of chats + 1 point, precision - 2.
BIAS = 1.0
TARGET = HERE.parent / "recognizers" / "models" / "caviardage_fr"
FAST = TARGET.with_name("caviardage_fr_fast")


def lean(ner: Any, bias: float) -> None:
    """Make the beginning of a person likelier than training left it.

    A name that nobody finds is published, a word masked for nothing is not: the score of the two
    transitions that begin a person is raised by ``bias``, which trades precision for recall.
    """
    upper = ner.model.get_ref("upper")
    values = upper.get_param("b").copy()
    # not ``move_names``: it leaves out a move that the output has
    names = [ner.moves.get_class_name(i) for i in range(len(values))]
    values[[names.index("B-PER"), names.index("U-PER")]] += bias
    upper.set_param("b", values)


def pack(model: Path, version: str, bias: float, target: Path = TARGET) -> None:
    """Write the weights of a trained pipeline and their description."""
    target.mkdir(parents=True, exist_ok=True)
    ner: Any = spacy.load(model).get_pipe("ner")
    lean(ner, bias)
    write_weights(ner.model, target / WEIGHTS)
    digest = hashlib.sha256((target / WEIGHTS).read_bytes()).hexdigest()
    meta = {
        "lang": "fr",
        "name": target.name,
        "version": version,
        "description": "French names in customer text: the component ner of the base, trained on.",
        "license": "LGPL-LR",
        "base": BASE,
        "base_version": str(check_model(BASE)["version"]),
        "pipeline": ["ner"],
        "labels": {"ner": list(ner.labels)},
        "person_bias": bias,
        "weights_sha256": digest,
    }
    text = json.dumps(meta, indent=2, ensure_ascii=False)
    (target / "meta.json").write_text(f"{text}\n", encoding="utf-8")


def pack_whole(model: Path, version: str, bias: float, target: Path = FAST) -> None:
    """Write a small model, which is a whole pipeline, and its description."""
    trained: Any = spacy.load(model)
    lean(trained.get_pipe("ner"), bias)
    # without the words that training has seen: vocab/strings.json would hold them all
    nlp: Any = spacy.util.load_model_from_config(trained.config)
    network = trained.get_pipe("ner").to_bytes(exclude=["vocab"])
    nlp.get_pipe("ner").from_bytes(network, exclude=["vocab"])
    nlp.meta |= {
        "name": target.name,
        "version": version,
        "description": "French names in customer text: small and fast, no vectors.",
        "license": "LGPL-LR",
        "person_bias": bias,
    }
    kept = {path.name: path.read_bytes() for path in target.glob("*.md")}
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        nlp.to_disk(Path(folder) / target.name)
        for name, text in kept.items():
            (Path(folder) / target.name / name).write_bytes(text)
        shutil.rmtree(target, ignore_errors=True)
        (Path(folder) / target.name).rename(target)


def main() -> None:
    """Pack the model named on the command line."""
    parser = argparse.ArgumentParser(description="Pack a trained model.")
    parser.add_argument("model", nargs="?", type=Path, default=HERE / "build" / "model")
    parser.add_argument("--version", default="1.1.0")
    parser.add_argument("--bias", type=float, default=BIAS)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--whole", action="store_true", help="a model of training.student")
    arguments = parser.parse_args()
    write = pack_whole if arguments.whole else pack
    write(arguments.model, arguments.version, arguments.bias, arguments.target)


if __name__ == "__main__":
    main()
