"""What may be imported can be imported."""

import importlib
import pkgutil
from importlib.metadata import entry_points

import pytest

import caviardage
import pipelines
import recognizers

MODULES = [
    module.name
    for package in (caviardage, recognizers, pipelines)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", [*MODULES, "caviardage", "recognizers", "pipelines"])
def test_a_module_holds_the_names_it_announces(name: str) -> None:
    """Every module can be imported alone, and each name of its ``__all__`` is there."""
    module = importlib.import_module(name)
    announced = getattr(module, "__all__", [])
    assert all(hasattr(module, public) for public in announced)
    assert sorted(set(announced)) == sorted(announced)


def test_the_version_is_the_one_installed() -> None:
    """One place says it."""
    assert importlib.metadata.version("caviardage") == caviardage.__version__


def test_the_command_is_installed() -> None:
    """``caviardage`` starts our command line."""
    (command,) = entry_points(group="console_scripts", name="caviardage")
    assert callable(command.load())
