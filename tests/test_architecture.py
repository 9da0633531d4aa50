"""What the code looks like: import directions, sizes, no dangerous call, docstrings."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import caviardage
import pipelines
import recognizers

ROOT = Path(__file__).parents[1]
PACKAGES = ("caviardage", "recognizers", "pipelines")
MODULES = sorted(f for package in PACKAGES for f in (ROOT / package).rglob("*.py"))
SIZED = MODULES + sorted((ROOT / "benchmarks").rglob("*.py"))
FORBIDDEN = {
    "caviardage": {"apache_beam", "spacy", "presidio_analyzer", "recognizers", "pipelines"},
    "recognizers": {"apache_beam", "pipelines"},
    "pipelines": set(),
}
MODULE_LINES = 250
FUNCTION_LINES = 40


def name_of(path: Path) -> str:
    """A module's path in the repository."""
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(node: ast.AST) -> Iterator[str]:
    """The modules that some code imports, wherever it does."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            yield from (alias.name for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom):
            assert inner.level == 0, "imports are absolute"
            yield inner.module or ""
        elif isinstance(inner, ast.Call) and called(inner).endswith(
            ("import_module", "__import__")
        ):
            yield from (a.value for a in inner.args[:1] if isinstance(a, ast.Constant))


def called(call: ast.Call) -> str:
    """The dotted name that a call calls, or what can be said of it."""
    return ast.unparse(call.func)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    """Pipelines know recognizers, which know the core; the core knows neither, nor Beam."""
    package = path.relative_to(ROOT).parts[0]
    roots = {name.partition(".")[0] for name in imports(tree_of(path))}
    assert roots & FORBIDDEN[package] == set()


def test_only_pipelines_moves_batches() -> None:
    """The rule above can be broken: the folder that may import Beam does."""
    users = {
        path.relative_to(ROOT).parts[0]
        for path in MODULES
        if any(name.partition(".")[0] == "apache_beam" for name in imports(tree_of(path)))
    }
    assert users == {"pipelines"}


def test_presidio_anonymizer_is_imported_late_and_in_one_place() -> None:
    """It pulls spaCy in: one module imports it, inside a function or for types only."""
    users = {
        name_of(path)
        for path in MODULES
        if any(name.startswith("presidio_anonymizer") for name in imports(tree_of(path)))
    }
    assert users == {"caviardage/operators.py"}
    tree = tree_of(ROOT / "caviardage" / "operators.py")
    at_import = [
        node
        for node in tree.body
        if not isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    ]
    assert not [n for node in at_import for n in imports(node) if n.startswith("presidio")]


@pytest.mark.parametrize("path", SIZED, ids=name_of)
def test_modules_and_functions_are_small(path: Path) -> None:
    """A module is read in one sitting, a function on one screen (signature and docstring aside)."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES
    for function in functions(tree_of(path)):
        body = function.body
        if ast.get_docstring(function, clean=False) is not None:
            body = body[1:]
        if body:
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1
            assert lines <= FUNCTION_LINES, function.name


@pytest.mark.parametrize("path", SIZED, ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    """A docstring at the top, ending its first sentence on its first line or soon after."""
    docstring = ast.get_docstring(tree_of(path))
    assert docstring is not None
    assert len(docstring.split()) > 3


DANGEROUS_MODULES = {"pickle", "cPickle", "joblib", "dill", "cloudpickle", "marshal", "shelve"}
DANGEROUS_CALLS = {"eval", "exec", "compile", "os.system", "os.popen", "breakpoint"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_data_becomes_code(path: Path) -> None:
    """No pickle, no eval, no YAML but the safe one, no shell, no print."""
    tree = tree_of(path)
    assert {name.partition(".")[0] for name in imports(tree)} & DANGEROUS_MODULES == set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = called(call)
        assert name not in DANGEROUS_CALLS
        assert name != "print"
        assert not any(k.arg == "shell" for k in call.keywords)
        if name.startswith("yaml."):
            loaders = [ast.unparse(k.value) for k in call.keywords if k.arg == "Loader"]
            assert loaders == ["yaml.SafeLoader"], name


def test_the_packages_lie_side_by_side() -> None:
    """A foreign distribution called ``pipelines`` or ``recognizers`` would be elsewhere."""
    folders = {
        Path(package.__file__ or "").parent.parent
        for package in (caviardage, recognizers, pipelines)
    }
    assert folders == {ROOT}


@pytest.mark.parametrize("folder", ["configs", "samples"])
def test_data_folders_are_not_packages(folder: str) -> None:
    """What the controller decided, and invented examples, are read and never imported."""
    assert (ROOT / folder).is_dir()
    assert not list((ROOT / folder).rglob("__init__.py"))
    assert not any(
        name.split(".")[0] == folder for path in MODULES for name in imports(tree_of(path))
    )
