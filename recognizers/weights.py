"""The weights of a model that differs from an installed one in its component ``ner`` only.

They are kept as plain arrays of half precision, one for each parameter of the component, in a
compressed file of numpy; nothing in it can run code.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from caviardage.errors import PolicyError


def _parameters(network: Any) -> Iterator[tuple[str, Any, str]]:
    """Each parameter of a thinc model: a key, the layer it is of, its name there."""
    for place, layer in enumerate(network.walk()):
        for name in sorted(layer.param_names):
            if layer.has_param(name):
                yield f"{place}/{name}", layer, name


def write_weights(network: Any, path: Path) -> None:
    """Write the parameters of a component's network (``nlp.get_pipe("ner").model``)."""
    arrays = {}
    for key, layer, name in _parameters(network):
        array = layer.get_param(name)
        arrays[key] = np.asarray(array.get() if hasattr(array, "get") else array, np.float16)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for key, array in arrays.items():
            member = io.BytesIO()
            np.save(member, array, allow_pickle=False)
            # a fixed date: equal weights make equal bytes
            archive.writestr(zipfile.ZipInfo(f"{key}.npy"), member.getvalue(), zipfile.ZIP_DEFLATED)
    path.write_bytes(buffer.getvalue())


def read_weights(network: Any, path: Path) -> None:
    """Give a network the parameters of a file.

    Raises:
        PolicyError: They are those of a network of another shape.
    """
    misfit = PolicyError(
        f"detection.model: the weights of {path.parent.name!r} do not fit its base"
    )
    with np.load(path, allow_pickle=False) as arrays:
        parameters = list(_parameters(network))
        if {key for key, *_ in parameters} != set(arrays.files):
            raise misfit
        for key, layer, name in parameters:
            array = arrays[key].astype(np.float32)
            if array.shape != layer.get_param(name).shape:
                raise misfit
            layer.set_param(name, network.ops.asarray(array))
