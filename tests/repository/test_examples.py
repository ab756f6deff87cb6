"""The examples in docstrings are true; every name that a notebook imports and every function of the layers has one."""

from __future__ import annotations

import doctest
import inspect
import re
import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FACADES = sorted(path.stem for path in (ROOT / "course_utils").glob("week*.py"))
_EXAMPLE = re.compile(r"^ *>>> ", re.MULTILINE)
# Of the tests' own files: pytest would load each a second time to look for examples (`--doctest-modules`).
OWN = [path for path in sorted((ROOT / "tests").rglob("*.py")) if _EXAMPLE.search(path.read_text("utf-8"))]


def modules() -> list[Any]:
    """Modules with examples; those whose examples run Keras are marked."""
    listed = []
    for path in sorted((ROOT / "course_utils").rglob("*.py")):
        text = path.read_text("utf-8")
        if ">>>" in text:
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            listed.append(pytest.param(name, id=name, marks=pytest.mark.tf if _runs_keras(text) else ()))
    return listed


def _runs_keras(text: str) -> bool:
    return "import tensorflow" in text or "import keras" in text or "load_detector" in text


def public_names() -> dict[str, Any]:
    """What the façades offer, and the public functions of the layers, which hold the reference answers."""
    public: dict[str, Any] = {}
    for week in FACADES:
        module = import_module(f"course_utils.{week}")
        public |= {f"{week}.{name}": getattr(module, name) for name in module.__all__}
    for path in sorted((ROOT / "course_utils" / "layers").rglob("[!_]*.py")):
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        own = {name: value for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__}
        public |= {f"{path.stem}.{name}": value for name, value in own.items() if inspect.isfunction(value) and name[0] != "_"}
    return public


@pytest.mark.parametrize("name", modules())
def test_the_examples_of_a_module_are_true(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.chdir(tmp_path)
    if request.node.get_closest_marker("tf"):
        import keras

        keras.utils.set_random_seed(1)
    examples_are_true(import_module(name))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_the_examples_of_the_tests_own_files_are_true(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(path.parent)
    spec = spec_from_file_location(f"examples_of_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    spec.loader.exec_module(module)
    examples_are_true(module)


def examples_are_true(module: Any) -> None:
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for example in doctest.DocTestFinder(exclude_empty=True).find(module):
        runner.run(example, out=said.append)
    result = runner.summarize(verbose=False)
    assert result.attempted > 0, "an example is written where doctest does not look"
    assert result.failed == 0, "".join(said)


def test_every_name_of_a_facade_and_every_function_of_the_layers_has_an_example() -> None:
    found = public_names()
    assert len(found) > 150
    assert sorted(name for name, one in found.items() if ">>>" not in (inspect.getdoc(one) or "")) == []
