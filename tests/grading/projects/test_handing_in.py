"""A project from the hand-in to the pages: found, graded once, veiled until the deadline, listed on the board."""

import hashlib
import io
import json
import re
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import pytest

from course_utils.checks.report import Report, Result, Score
from course_utils.errors import NotebookError
from course_utils.grading.command import Options, grade_folder
from course_utils.grading.course.arithmetic import choose
from course_utils.grading.course.values import ALL, Course
from course_utils.grading.course.writing import rewrite_reports
from course_utils.grading.exports.formats import Request, export_grades
from course_utils.grading.exports.gradescope_run import find_notebook
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.intake.beside import weights_of
from course_utils.grading.intake.collect import collect
from course_utils.grading.intake.entry import Entry, refusing
from course_utils.grading.intake.reading import read
from course_utils.grading.projects.board import board_name
from course_utils.grading.projects.veil import RECEIVED, veiled
from course_utils.notebooks.cell import Cell
from course_utils.notebooks.weights import write_weights

sys.path.insert(0, str(Path(__file__).parent))

import hostile_projects as hostile

pytestmark = pytest.mark.usefixtures("kept_parents")
NOTEBOOK = "week1/4_project_small_network"
NAME = "4_project_small_network"
OTHER = write_weights(hostile.numbers(seed=2))
CONTENT = hostile.notebook(hostile.GOOD, 'BOARD_NAME = "<b>Ada & Co</b>"')


def lay(folder, **files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tasks(source):
    return {task.student: task for task in map(read, collect(source))}


LAYOUTS = {
    "a folder for each student": {f"ada/{NAME}.ipynb": CONTENT, f"ada/{NAME}.npz": hostile.RIGHT,
                                  f"bo/{NAME}.ipynb": CONTENT, f"bo/{NAME}.npz": OTHER},
    "a workbook in it": {f"{who}/workbook/week1/{NAME}{end}": data for who, weights in
                         (("ada", hostile.RIGHT), ("bo", OTHER)) for end, data in
                         ((".ipynb", CONTENT), (".npz", weights))},
    "files named by student": {"ada.ipynb": CONTENT, "ada.npz": hostile.RIGHT, "bo.ipynb": CONTENT, "bo.npz": OTHER},
    "Canvas": {f"ada_11_901_{NAME}.ipynb": CONTENT, f"ada_11_902_{NAME}-1.npz": hostile.RIGHT,
               f"bo_12_903_{NAME}.ipynb": CONTENT, f"bo_12_904_{NAME}.npz": OTHER},
    "Moodle": {f"{who}_{n}_assignsubmission_file_/{NAME}{end}": data for n, (who, weights) in
               enumerate((("ada", hostile.RIGHT), ("bo", OTHER)), 5) for end, data in
               ((".ipynb", CONTENT), (".npz", weights))},
    "a zip of each student": {"ada.zip": zipped({f"week1/{NAME}.ipynb": CONTENT, f"week1/{NAME}.npz": hostile.RIGHT,
                                                 "SUMMARY.txt": b"x"}),
                              "bo.zip": zipped({f"week1/{NAME}.ipynb": CONTENT, f"week1/{NAME}.npz": OTHER})},
}  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", LAYOUTS)
def test_weights_are_read_beside_their_notebook(tmp_path, name, packed):
    source = lay(tmp_path / "class", **LAYOUTS[name])
    if packed:
        source = tmp_path / "all.zip"
        source.write_bytes(zipped(LAYOUTS[name]))
    weights = {who: task.weights.data for who, task in tasks(source).items()}
    assert weights == {"ada": hostile.RIGHT, "bo": OTHER}


def test_a_single_notebook_of_a_gradescope_container_has_its_weights(tmp_path):
    lay(tmp_path, **{f"{NAME}.ipynb": CONTENT, f"{NAME}.npz": hostile.RIGHT})
    assert find_notebook(tmp_path, NOTEBOOK).weights.data == hostile.RIGHT


def test_of_several_files_the_nearest_name_counts_and_a_stray_one_does_not():
    def entry(path, content):
        return Entry(PurePosixPath(path), lambda: content)

    several = [entry("ada/other.npz", b"o"), entry(f"ada/old/{NAME}.npz", b"old"), entry(f"ada/{NAME}.npz", b"new")]
    assert weights_of(f"ada/{NAME}.ipynb", NOTEBOOK, several).data == b"new"
    assert weights_of(f"ada/{NAME}.ipynb", NOTEBOOK, several[:2]).data == b"old"
    assert weights_of("ada/mine.ipynb", NOTEBOOK, several[:1]).data == b"o"
    assert weights_of("ada/mine.ipynb", NOTEBOOK, [entry("bo/other.npz", b"o")]).data == b""


def test_weights_that_cannot_be_read_say_so():
    closed = Entry(PurePosixPath(f"{NAME}.npz"), refusing(NotebookError("It is a link.")))
    weights = weights_of(f"{NAME}.ipynb", NOTEBOOK, [closed])
    assert (weights.problem, weights.is_ours) == ("It is a link.", False)


def test_other_weights_make_another_version_and_those_of_other_notebooks_do_not(tmp_path):
    def hashed(**files):
        folder = tmp_path / hashlib.sha256(repr(files).encode()).hexdigest()[:8]
        return tasks(lay(folder / "class", **files))["ada"].sha256

    first, second = (
        hashed(**{f"ada/{NAME}.ipynb": CONTENT, f"ada/{NAME}.npz": weights}) for weights in (hostile.RIGHT, OTHER)
    )
    alone = hashed(**{f"ada/{NAME}.ipynb": CONTENT})
    assert len({first, second, alone}) == 3
    assert alone == hashlib.sha256(CONTENT).hexdigest()


def board_row(name):
    return board_name([Cell(1, f"x = 1\n{name}")])


def test_a_name_for_the_board_is_read_off_and_never_run():
    assert board_row('BOARD_NAME = "The  Grads"') == "The Grads"
    assert board_row('BOARD_NAME = "a\\nb\\x00\\u202ec"') == "a b c"
    assert board_row(f'BOARD_NAME = "{"x" * 90}"') == "x" * 40
    assert [board_row(text) for text in ('BOARD_NAME = input()', "BOARD_NAME = 7", "BOARD_NAME", "BOARD_NAME = (")] == [""] * 4


def scored(score, share):
    report = Report("small_network", "passed", notes=(f"accuracy {score}.",), share=share, score=Score(score, "accuracy"))
    return Result("small_network", "passed", 100 * share, 100, f"accuracy {score}.", report=report)


def attempt(number, result):
    return Graded("ada", NOTEBOOK, "x.ipynb", f"{number}", "v", 1, (result,), submitted_at=datetime(2026, 1, 1, tzinfo=UTC))


DUE = datetime(2026, 2, 1, tzinfo=UTC)


def test_a_score_waits_for_the_deadline_and_the_attempt_that_counts_tells_nothing():
    course = Course(due={ALL: DUE})
    standing = choose([attempt(1, scored(0.8, 0.4)), attempt(2, scored(0.9, 0.7)), attempt(3, scored(0.5, 0.1))], course)
    assert standing.attempt == 2
    before = veiled(standing, course, DUE - timedelta(hours=1))
    assert before.attempt == 1
    assert (before.points, before.open_points, before.share) == (0, 100, None)
    assert {result.message for each in before.history for result in each.graded.results} == {RECEIVED}
    assert "0.9" not in repr(before) + repr(before.history)
    assert veiled(standing, course, DUE) is standing


def test_without_a_deadline_no_score_is_shown_and_a_refusal_always_is():
    standing = choose([attempt(1, scored(0.9, 0.7))], Course())
    assert veiled(standing, Course(), datetime.now(UTC)).graded.results[0].message == RECEIVED
    refused = Result("small_network", "failed", 0, 100, "It has 9,000 parameters.", report=Report("small_network", "failed"))
    standing = choose([attempt(1, refused)], Course())
    assert veiled(standing, Course(), datetime.now(UTC)) is standing


@pytest.mark.tf
@pytest.mark.slow
def test_a_class_is_graded_once_veiled_and_shown_after_the_deadline(tmp_path, capsys):
    folder = tmp_path / "class"
    lay(folder, **{f"ada/{NAME}.ipynb": CONTENT, f"ada/{NAME}.npz": hostile.RIGHT, f"bo/{NAME}.ipynb": CONTENT})
    out, rules = tmp_path / "report", tmp_path / "course.toml"
    rules.write_text('due = 2999-01-01T00:00:00Z\n')
    options = Options(seed="a secret of many letters", workers=0, policy=rules)
    assert grade_folder(folder, out, options) == 0
    said = json.loads((out / "results.json").read_text())["submissions"]
    assert [each["exercises"][0]["status"] for each in said] == ["passed", "failed"]
    assert re.search(r"accuracy \d\.\d{3} on 12 pictures", said[0]["exercises"][0]["message"])
    pages = "".join(path.read_text() for path in (out / "feedback").rglob("*.html"))
    assert "accuracy" not in pages
    assert RECEIVED in pages
    assert "they wait, and the table says for what" in pages
    assert "No weights were handed in." in pages
    index = (out / "index.html").read_text()
    assert "&lt;b&gt;Ada &amp; Co&lt;/b&gt;" in index
    assert "<b>Ada" not in index

    capsys.readouterr()
    exported = {name: export_grades(name, Request(out)).read_text("utf-8-sig") for name in ("canvas", "csv")}
    assert "projects whose deadline is not over (1). Export again" in capsys.readouterr().out
    rows = {name: next(line for line in text.splitlines() if "ada" in line) for name, text in exported.items()}
    assert rows["canvas"].endswith(",")
    assert f"{said[0]['points']:g}" in rows["csv"]

    grade_folder(folder, out, options)
    assert "Graded 0, kept 2" in capsys.readouterr().out
    (folder / "ada" / f"{NAME}.npz").write_bytes(OTHER)
    grade_folder(folder, out, options)
    assert "Graded 1, kept 1" in capsys.readouterr().out

    rules.write_text('due = 2020-01-01T00:00:00Z\n')
    rewrite_reports(out, None, rules)
    assert "pictures drawn for this class" in "".join(path.read_text() for path in (out / "feedback").rglob("*.html"))
