"""The pipeline that a policy names: installed, whole, and known by the bytes of its files."""

import json
import shutil
from pathlib import Path

import pytest

from caviardage.errors import PolicyError
from recognizers.model import check_model, model_path, model_reference

NAME = "fr_core_news_md"


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
