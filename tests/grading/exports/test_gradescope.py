"""Gradescope's contract, run here: a root folder with source/, submission/, results/ and run_autograder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from course_utils.checks.report import CaseOutcome, Report, Result
from course_utils.errors import CourseError, IsolationError, NotebookError, UsageError
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as questions
from course_utils.grading.course.file import load
from course_utils.grading.course.values import Course
from course_utils.grading.executors import Done
from course_utils.grading.exports import gradescope_run
from course_utils.grading.exports.gradescope import export_autograder
from course_utils.grading.exports.gradescope_dates import HandedIn, read_metadata, settled
from course_utils.grading.exports.gradescope_run import as_gradescope, find_notebook
from course_utils.grading.intake.reading import Task
from course_utils.grading.sandbox.grants.folder import remove_below

SUBMISSIONS = Path(__file__).parents[2] / "submissions"
STEP = "week1/2_step_by_step"


@pytest.fixture(scope="module")
def autograder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A container's root: the zip unpacked with its permissions, and what setup.sh leaves behind.

    The environment has this one's packages but not the project: that comes from the zip alone.
    """
    root = tmp_path_factory.mktemp("autograder")
    target = export_autograder(root / "autograder.zip", STEP, seed=7)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(root / "source")
        for info in archive.infolist():  # as unzip does
            (root / "source" / info.filename).chmod(info.external_attr >> 16 & 0o777)
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    venv.create(root / "venv", with_pip=False)
    packages = next((root / "venv" / "lib").glob("python*")) / "site-packages"
    (packages / "autograder.pth").write_text(f"{root / 'source'}\n{sysconfig.get_path('purelib')}\n")
    where = "import course_utils; print(course_utils.__file__)"
    python = [root / "venv" / "bin" / "python", "-I", "-c", where]
    output = subprocess.run(python, capture_output=True, text=True, check=True).stdout
    assert output.startswith(str(root / "source")), "the project must come from the zip"
    return root


def run(root: Path, *files: Path) -> dict[str, Any]:
    for name in ("submission", "results"):
        shutil.rmtree(root / name, ignore_errors=True)
        (root / name).mkdir()
    for file in files:
        shutil.copy(file, root / "submission")
    environment = {"PATH": os.environ["PATH"], "AUTOGRADER_ROOT": str(root)}
    done = subprocess.run([root / "run_autograder"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    output: dict[str, Any] = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
    return output


def points(output: dict[str, Any]) -> dict[str, tuple[float, str]]:
    return {
        test["name"].split(" ")[0]: (test["score"], test["status"]) for test in output["tests"] if test["visibility"] == "visible"
    }


@pytest.mark.slow
def test_a_right_notebook_gets_all_points(autograder: Path) -> None:
    output = run(autograder, SUBMISSIONS / "sample" / "ada" / "2_step_by_step.ipynb")
    assert unknown(output, TOP) == []
    assert [field for test in output["tests"] for field in unknown(test, TEST)] == []
    for name in ("source", "source/autograder.json", "source/course_utils", "submission"):
        assert (autograder / name).stat().st_mode & 0o077 == 0, f"others can read {name}"
    group = registry.exercise_set(STEP)
    assert points(output) == {test.name: (float(test.points), "passed") for test in group.exercises if test.points}
    assert output["score"] == sum(test.points for test in group.exercises)
    assert sum(test["max_score"] for test in output["tests"]) == output["score"]


@pytest.mark.slow
def test_a_hostile_notebook_leaves_a_fair_result(autograder: Path) -> None:
    output = run(autograder, SUBMISSIONS / "hostile" / "os_exit" / "2_step_by_step.ipynb")
    assert "failed" in {status for _, status in points(output).values()}
    assert 0 < output["score"] < sum(test["max_score"] for test in output["tests"])


@pytest.mark.slow
def test_no_notebook_and_a_broken_one_get_zero_points_and_the_reason(autograder: Path, tmp_path: Path) -> None:
    assert "No notebook was handed in" in run(autograder)["output"]
    broken = tmp_path / "notes.ipynb"
    broken.write_text("a poem")
    output = run(autograder, broken)
    assert output["score"] == 0
    assert "notes.ipynb: The file is not a notebook." in output["output"]
    names = [exercise.name for exercise in registry.exercise_set(STEP).exercises]
    assert set(points(output)) == {*names, "question"}
    said = [test["name"] for test in output["tests"] if test["name"].startswith("question ")]
    assert len(said) == len(questions.asked(STEP))


def test_the_zip_has_the_scripts_at_its_root_and_nothing_of_this_machine(tmp_path: Path) -> None:
    with zipfile.ZipFile(export_autograder(tmp_path / "a.zip", STEP)) as archive:
        names = archive.namelist()
        modes = {name: archive.getinfo(name).external_attr >> 16 & 0o777 for name in ("setup.sh", "run_autograder")}
        requirements = archive.read("requirements.txt").decode()
        scripts = [archive.read(name) for name in modes]
    assert modes == {"setup.sh": 0o755, "run_autograder": 0o755}
    assert {"course_utils/grading/exports/gradescope_run.py", "pyproject.toml", "autograder.json"} <= set(names)
    assert not [name for name in names if "__pycache__" in name or name.startswith(("/", "tests"))]
    assert "numpy" in requirements
    assert "tensorflow" not in requirements
    for script in scripts:
        assert subprocess.run(["bash", "-n"], input=script, check=False).returncode == 0


def test_two_exports_have_different_secrets(tmp_path: Path) -> None:
    seeds = set()
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(export_autograder(tmp_path / name, STEP)) as archive:
            seeds.add(json.loads(archive.read("autograder.json"))["seed"])
    assert len(seeds) == 2


def test_unknown_notebooks_and_unwritable_places_are_errors(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no notebook named"):
        export_autograder(tmp_path / "a.zip", "week9/nothing")
    for taken in ("kept.zip", "README.md"):
        (tmp_path / taken).write_text("mine")
        with pytest.raises(UsageError, match="a new zip"):
            export_autograder(tmp_path / taken, STEP)
        assert (tmp_path / taken).read_text() == "mine"
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        export_autograder(tmp_path / "file" / "a.zip", STEP)
    assert {path.name for path in tmp_path.iterdir()} == {"file", "kept.zip", "README.md"}


def test_hidden_cases_say_no_numbers_and_wait_for_publication() -> None:
    seen = CaseOutcome("zero_pad keeps the shape", "failed", "X_pad[0] differs: got 1, expected 2.")
    hidden = CaseOutcome("zero_pad works for pad 0", "failed", "A secret: 0.1234", hidden=True)
    report = Report("zero_pad", "failed", (seen, hidden), seen.message)
    done = Done(Task("s", STEP, "f", "", ()), (Result("zero_pad", "failed", 0.0, 5.0, seen.message, report=report),), (), 0.1)
    visible, after = as_gradescope(done, settled(done, HandedIn(), Course()), HandedIn())["tests"]
    assert "got 1, expected 2" in visible["output"]
    assert "pad 0" not in visible["output"]
    assert (after["visibility"], after["max_score"]) == ("after_published", 0.0)
    assert "0.1234" not in after["output"]


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A container in which nothing locks student code in; its notebook tells when it runs."""

    def refuse() -> None:
        raise IsolationError("Nothing here keeps student code from your files.", "Pass --no-isolation.")

    monkeypatch.setattr(gradescope_run.layers, "require", refuse)
    for name in ("source", "submission"):
        (tmp_path / name).mkdir()
    (tmp_path / "source" / "autograder.json").write_text(json.dumps({"notebook": STEP, "seed": 7_777_777}))
    text = f"import pathlib\ndef zero_pad(X, pad):\n    pathlib.Path({str(tmp_path / 'it ran')!r}).touch()"
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": text}]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "submission" / "2_step_by_step.ipynb").write_text(json.dumps(notebook))
    return tmp_path


def test_where_nothing_locks_student_code_in_the_autograder_stops(unlocked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gradescope_run.run(unlocked)
    output = json.loads((unlocked / "results" / "results.json").read_text(encoding="utf-8"))
    assert not (unlocked / "it ran").exists(), "student code ran unlocked"
    assert (output["score"], output["stdout_visibility"]) == (0.0, "hidden")
    (test,) = output["tests"]
    assert (test["visibility"], test["score"], test["max_score"]) == ("hidden", 0.0, 0.0)
    assert "Nothing here keeps student code from your files. In the assignment's settings choose" in test["output"]
    assert "--no-isolation" not in test["output"], "nobody can pass that there"
    assert "rerun the autograder" in capsys.readouterr().out
    seen = json.dumps([output["output"], *(entry for entry in output["tests"] if entry["visibility"] == "visible")])
    assert "no fault of yours" in seen
    assert [word for word in ("7777777", "Landlock", "sandbox", "base image", "hidden") if word in seen] == []


def test_a_grader_that_cannot_lock_in_after_all_stops_as_well(unlocked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: object, tasks: object) -> None:
        raise IsolationError("A child could not lock itself in.")

    monkeypatch.setattr(gradescope_run.layers, "require", lambda: None)
    monkeypatch.setattr(gradescope_run.layers, "require_closed", lambda *whatever: None)
    monkeypatch.setattr(gradescope_run.Serial, "run", fail)
    gradescope_run.run(unlocked)
    output = json.loads((unlocked / "results" / "results.json").read_text(encoding="utf-8"))
    assert output["tests"][0]["name"] == "For instructors: the autograder stopped"


# Of the specification of results.json: every field that we write, and what may stand in it.
VISIBILITIES = ("hidden", "after_due_date", "after_published", "visible")
TOP = {"score": float, "output": str, "visibility": VISIBILITIES, "stdout_visibility": VISIBILITIES, "execution_time": float,
       "tests": list, "output_format": ("text",), "test_output_format": ("text",), "test_name_format": ("text",)}  # fmt: skip
TEST = {"name": str, "number": str, "score": float, "max_score": float, "status": ("passed", "failed"),
        "visibility": VISIBILITIES, "output": str}  # fmt: skip


def unknown(fields: dict[str, Any], form: dict[str, Any]) -> list[str]:
    """The fields that are not of this form."""

    def fits(value: object, kind: Any) -> bool:
        return value in kind if isinstance(kind, tuple) else isinstance(value, (int, float) if kind is float else kind)

    return [name for name, value in fields.items() if name not in form or not fits(value, form[name])]


def test_what_a_student_wrote_is_shown_as_text_and_every_field_is_gradescopes(unlocked: Path) -> None:
    for renamed in (False, True):
        if renamed:
            (unlocked / "submission" / "2_step_by_step.ipynb").rename(unlocked / "submission" / "<img src=x onerror=alert(1)>.ipynb")
        gradescope_run.run(unlocked)
        output = json.loads((unlocked / "results" / "results.json").read_text(encoding="utf-8"))
        assert unknown(output, TOP) == []
        assert [field for test in output["tests"] for field in unknown(test, TEST)] == []
        assert {"output_format", "test_output_format", "test_name_format"} <= output.keys()


def test_two_notebooks_of_the_exercise_are_not_guessed_between(tmp_path: Path) -> None:
    for name in ("a.ipynb", "b.ipynb"):
        shutil.copy(SUBMISSIONS / "sample" / "ada" / "2_step_by_step.ipynb", tmp_path / name)
    with pytest.raises(NotebookError, match=r"2 notebooks of this exercise: a\.ipynb, b\.ipynb"):
        find_notebook(tmp_path, STEP)


def test_a_notebook_below_ever_so_many_folders_is_none_and_ends_nothing(tmp_path: Path) -> None:
    shutil.copy(SUBMISSIONS / "sample" / "ada" / "2_step_by_step.ipynb", tmp_path / "mine.ipynb")
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1200):  # deeper than functions may call each other, and than a path may be long
        os.mkdir("d", dir_fd=here)
        here, above = os.open("d", os.O_RDONLY, dir_fd=here), here
        os.close(above)
    os.close(os.open("b.ipynb", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    assert find_notebook(tmp_path, STEP).file == "mine.ipynb"
    remove_below(tmp_path)  # pytest's own removal would not get down there


# As https://gradescope-autograders.readthedocs.io/en/latest/submission_metadata/ gives it, with a student's own dates.
DATES = {"release_date": "2026-02-01T00:00:00.000000-08:00", "due_date": "2026-03-01T23:00:00.000000-08:00", "late_due_date": None}


def metadata(path: Path, at: str, *own: dict[str, str | None], scores: tuple[float, ...] = ()) -> HandedIn:
    users = [{"email": f"s{number}@x.edu", "id": number, "name": f"S {number}", "assignment": {**DATES, **dates}} for number, dates in enumerate(own)]
    assignment = {**DATES, "group_size": 2, "group_submission": True, "id": 25828, "course_id": 1, "title": "HW", "total_points": "20.0"}
    earlier = [{"submission_time": at, "score": score, "results": {}} for score in scores]
    said = {"id": 1, "created_at": at, "assignment": assignment, "submission_method": "upload", "users": users, "previous_submissions": earlier}
    (path / "submission_metadata.json").write_text(json.dumps(said))
    return read_metadata(path / "submission_metadata.json")


RULES = """
[notebooks."week1/2_step_by_step"]
points = 100
[late]
free_days = 1
penalty_per_day = 0.1
"""


@pytest.mark.parametrize(
    ("at", "own", "score", "words"),
    [
        ("2026-03-01T22:59:59.9-08:00", ({},), 100, ""),
        ("2026-03-04T14:00:00.365935-08:00", ({},), 80, "80 of 100: 3 days late, one of them free"),
        ("2026-03-04T14:00:00.365935-08:00", ({"due_date": "2026-03-04T23:00:00.0-08:00"},), 100, ""),
        ("2026-03-04T23:00:00+00:00", ({}, {"due_date": "2026-03-03T23:00:00.0-08:00"}), 100, "100 of 100: 1 day late, one of them free"),
        ("2026-03-04T14:00:00-08:00", ({"late_due_date": "2026-03-03T23:00:00.0-08:00"},), 80, "after the last date for late work"),
        ("yesterday", ({},), 100, ""),
    ],
)  # fmt: skip
def test_lateness_by_gradescopes_own_dates_and_the_class_rules(
    tmp_path: Path, at: str, own: tuple[dict[str, str | None], ...], score: float, words: str
) -> None:
    (tmp_path / "course.toml").write_text(RULES)
    handed = metadata(tmp_path, at, *own, scores=(90.0,))
    done = Done(Task("s", STEP, "f", "", ()), (Result("zero_pad", "passed", 5.0, 5.0),), (), 0.1)
    output = as_gradescope(done, settled(done, handed, load(tmp_path / "course.toml")), handed)
    assert output["score"] == score
    assert output["tests"][0]["max_score"] == 100
    assert words in output["output"]
    assert ("An earlier submission has 90 points" in output["output"]) is (score < 90)
    assert output["output"] or (not words and score == 100)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"users": [1], "assignment": 5, "created_at": 7}', "[" * 5000])
def test_metadata_of_another_form_is_nothing_known(tmp_path: Path, text: str) -> None:
    (tmp_path / "submission_metadata.json").write_text(text)
    assert read_metadata(tmp_path / "submission_metadata.json") == HandedIn()
    assert read_metadata(tmp_path / "absent.json") == HandedIn()


def test_the_zip_takes_a_class_rules_along_and_refuses_what_they_leave_out(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text(RULES)
    with zipfile.ZipFile(export_autograder(tmp_path / "a.zip", STEP, course=tmp_path)) as archive:
        assert archive.read("course.toml").decode() == RULES
    with pytest.raises(UsageError, match="leaves week1/1_edges_padding_strides out"):
        export_autograder(tmp_path / "b.zip", "week1/1_edges_padding_strides", course=tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=r"has no course\.toml"):
        export_autograder(tmp_path / "b.zip", STEP, course=tmp_path / "empty")
