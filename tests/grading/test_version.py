"""What a grade depends on: each station of the way to a verdict, and nothing beside it."""

import ast
import shutil
from pathlib import Path

import pytest

from course_utils.errors import CourseError
from course_utils.exercises import registry
from course_utils.grading.version import PACKAGE, _imports, fingerprint, sources, version

STEP, STYLE = "week1/2_step_by_step", "week4/2_style_transfer"
STATIONS = (
    "exercises/week1_2_step_by_step.py",
    "exercises/hidden/week1_2_step_by_step.py",
    "exercises/base.py",
    "exercises/variant.py",
    "layers/convolution/conv.py",
    "checks/judge.py",
    "checks/compare.py",
    "checks/follow.py",
    "checks/definitions.py",
    "checks/failures.py",
    "checks/calls/table.py",
    "grading/grader.py",
    "grading/oracle.py",
    "grading/sandbox/calls.py",
    "grading/sandbox/channel.py",
    "grading/sandbox/child.py",
    "grading/sandbox/jail.py",
    "grading/sandbox/landlock.py",
    "grading/sandbox/limits.py",
    "grading/sandbox/stubs.py",
    "grading/sandbox/wire.py",
    "grading/sandbox/zygote.py",
)
BESIDE = (
    "checks/feedback/render.py",
    "checks/run.py",
    "cli/instructor.py",
    "exercises/week1_1_edges_padding_strides.py",
    "exercises/week4_2_style_transfer.py",
    "exercises/hidden/week4_2_style_transfer.py",
    "grading/command.py",
    "grading/gradebook/book.py",
    "grading/report/pages.py",
    "layers/images/style.py",
)


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the course's sources, to change files in."""
    target = tmp_path_factory.mktemp("copy") / "course_utils"
    return shutil.copytree(PACKAGE, target, ignore=lambda folder, names: _no_sources(folder, names))


def _no_sources(folder, names):
    return [name for name in names if (Path(folder) / name).is_file() and not name.endswith(".py")]


@pytest.fixture(scope="module")
def before(package):
    """The version of the copy as it is."""
    return fingerprint(STEP, package)


@pytest.fixture
def changed(package):
    """Append a line to a file of the copy; afterwards all is as before."""
    texts = {}

    def change(name, line="\n# changed\n"):
        path = package / name
        texts[path] = path.read_text("utf-8")
        path.write_text(texts[path] + line, "utf-8")

    yield change
    for path, text in texts.items():
        path.write_text(text, "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("name", STATIONS)
def test_a_change_at_any_station_of_the_verdict_is_another_version(package, before, changed, name):
    changed(name)
    assert fingerprint(STEP, package) != before


@pytest.mark.parametrize("name", BESIDE)
def test_a_change_beside_the_way_regrades_nothing(package, before, changed, name):
    changed(name)
    assert fingerprint(STEP, package) == before


@pytest.mark.slow
def test_layers_of_week_4_regrade_week_4_only(package, changed):
    before = {notebook: fingerprint(notebook, package) for notebook in registry.notebooks()}
    changed("layers/images/style.py")
    after = {notebook: fingerprint(notebook, package) for notebook in registry.notebooks()}
    assert [notebook for notebook in before if after[notebook] != before[notebook]] == [STYLE]


def test_an_import_inside_a_function_counts(package, changed):
    lazy = "\n\ndef later():\n    from course_utils.layers.images import style\n    return style\n"
    assert package / "layers/images/style.py" not in sources(STEP, package)
    changed("checks/judge.py", lazy)
    assert package / "layers/images/style.py" in sources(STEP, package)


def test_a_cohorts_own_inputs_are_another_version(package, before):
    variant = package / "exercises" / "variant.json"
    variant.write_text('{"cohort": "spring", "seeds": {}}')
    assert fingerprint(STEP, package) != before
    variant.unlink()
    assert fingerprint(STEP, package) == before


def test_a_copy_without_hidden_cases_is_another_version(package, before, tmp_path):
    bare = shutil.copytree(package, tmp_path / "course_utils")
    assert fingerprint(STEP, bare) == before
    shutil.rmtree(bare / "exercises" / "hidden")
    assert fingerprint(STEP, bare) != before


@pytest.mark.slow
def test_every_notebook_has_a_version_of_its_own():
    versions = {version(notebook) for notebook in registry.notebooks()}
    assert len(versions) == len(registry.notebooks())


def test_an_unknown_notebook_has_none():
    with pytest.raises(CourseError, match="no notebook named"):
        version("week9/nothing")


def imports_by_the_whole_tree(source):
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return {name for name in names if name.split(".")[0] == "course_utils"}


@pytest.mark.slow
def test_no_import_of_ours_is_overlooked():
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 100
    for path in files:
        assert _imports(path.read_bytes()) >= imports_by_the_whole_tree(path.read_bytes()), path
