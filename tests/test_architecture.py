"""The shape of the house, checked from the imports: arrows go one way, no circles, tests are plain folders."""

import ast
import hashlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "frontdesk"
MAY_IMPORT = {
    "bot": {"bot", "pipelines", "models", "calendar", "clinic", "errors"},
    "pipelines": {"pipelines", "models", "calendar", "clinic", "errors"},
    "models": {"models", "clinic", "errors"},
    "calendar": {"calendar", "clinic", "errors"},
    "clinic": {"errors"},
    "errors": set(),
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in PACKAGE.rglob("*.py")}


def imports_of(name: str) -> set[str]:
    """The frontdesk modules that a module imports anywhere in its file, as module names."""
    path = MODULES[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            for alias in node.names:
                deeper = f"{base}.{alias.name}"
                found.add(deeper if deeper in MODULES else base)
    return {target for target in found if target in MODULES and target != name}


def test_arrows_between_the_rooms_go_one_way() -> None:
    wrong = [
        f"{name} -> {target}"
        for name in MODULES
        if name.count(".")
        for target in imports_of(name)
        if target.count(".") and target.split(".")[1] not in MAY_IMPORT[name.split(".")[1]]
    ]
    assert wrong == []


def test_no_module_imports_itself_around_a_corner() -> None:
    graph = {name: imports_of(name) for name in MODULES}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, "import circle: " + " -> ".join([*trail[trail.index(name) :], name])
        if name in done:
            return
        for target in graph[name]:
            if not name.startswith(f"{target}."):  # a package's own __init__ is loaded first anyway
                visit(target, (*trail, name))
        done.add(name)

    for name in graph:
        visit(name, ())


def test_pythons_own_calendar_is_not_shadowed() -> None:
    code = "import calendar; assert calendar.monthrange(2028, 2)[1] == 29"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_test_folders_are_not_packages() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_file_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text())), "a module docstring is missing"


def test_the_silero_model_in_pipecat_is_silero_vads_own() -> None:
    """frontdesk runs Silero from pipecat's copy, so that PyTorch need not be installed: both must be the same."""

    def digest(package: str, file: str) -> str:
        spec = find_spec(package)
        assert spec is not None
        assert spec.submodule_search_locations
        return hashlib.sha256((Path(spec.submodule_search_locations[0]) / file).read_bytes()).hexdigest()

    assert digest("silero_vad", "data/silero_vad.onnx") == digest("pipecat", "audio/vad/data/silero_vad.onnx")
