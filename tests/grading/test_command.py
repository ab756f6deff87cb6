"""`course grade` as an instructor calls it."""

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course_utils.grading.executors import Oracles, Serial
from course_utils.grading.faults import Faults
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.intake import collect, entry, folders
from course_utils.grading.pipeline import ClassRun
from course_utils.grading.sandbox import layers

SUBMISSIONS = Path(__file__).parents[1] / "submissions"
sys.path[:0] = [str(SUBMISSIONS), str(Path(__file__).parent)]

from corpus import Behaviour, notebook  # noqa: E402
from golden import difference  # noqa: E402
from sample_behaviours import SAMPLE, UNREADABLE  # noqa: E402
from terminal import run  # noqa: E402

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("kept_parents"),
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]


def course(*arguments):
    """The command in this process; grading is serial where a test does not say how many workers it wants."""
    is_serial = arguments[0] == "grade" and "--workers" not in arguments
    return run(*arguments, *(("--workers", "0") if is_serial else ()))


def by_itself(*arguments):
    command = [sys.executable, "-m", "course_utils", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def results(out):
    return json.loads((out / "results.json").read_text())


def statuses(out):
    rows = results(out)["submissions"]
    return {row["student"]: {exercise["name"]: exercise["status"] for exercise in row["exercises"]} for row in rows}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    out = tmp_path_factory.mktemp("report")
    done = by_itself("grade", SUBMISSIONS / "sample", "--out", out, "--seed", "1")
    assert done.returncode == 0, done.stderr
    return out, done


@pytest.mark.parametrize("behaviour", [one for one in SAMPLE if one.name not in UNREADABLE], ids=lambda one: one.name)
def test_everybody_in_the_sample_class_gets_the_fair_status(sample, behaviour):
    assert statuses(sample[0])[behaviour.name] == behaviour.expected()


def test_the_sample_class_gets_what_it_got_at_first(sample):
    changed = difference("sample", sample[0])
    assert not changed, f"`python tests/submissions/golden.py` accepts what is meant\n{changed}"


@pytest.mark.parametrize("change", ["status = 'error'", "points = 7", "mistake = 'x'", "message = 'x'", "details = json_set(details, '$.outcomes[1].status', 'error')"])
def test_a_changed_result_is_seen_and_shown(sample, tmp_path, change):
    shutil.copy(sample[0] / "gradebook.sqlite", tmp_path)
    with sqlite3.connect(tmp_path / "gradebook.sqlite") as book:
        book.execute(f"update result set {change} where exercise = 'zero_pad' and submission_id = (select id from submission where student = 'dora')")
    changed = difference("sample", tmp_path).splitlines()
    assert any(line.startswith("-submissions · dora/2_step_by_step.ipynb · exercises · zero_pad · ") for line in changed)
    assert any(line.startswith("+submissions · dora/2_step_by_step.ipynb · exercises · zero_pad · ") for line in changed)


@pytest.mark.parametrize("student", sorted(UNREADABLE))
def test_a_file_that_cannot_be_read_costs_its_student_only_and_says_why(sample, student):
    row = next(row for row in results(sample[0])["submissions"] if row["student"] == student)
    assert row["points"] == 0
    assert row["max_points"] == 100
    assert {exercise["status"] for exercise in row["exercises"]} == {"error"}
    assert "notebook" in row["exercises"][0]["message"]
    page = (sample[0] / "feedback" / student / "week1" / "2_step_by_step.html").read_text("utf-8")
    assert "Not read" in page
    assert "Go on with" not in page


def test_mistakes_are_named_in_the_results(sample):
    rows = {row["student"]: row for row in results(sample[0])["submissions"]}
    named = {exercise["name"]: exercise["mistake"] for exercise in rows["chen wei 陈伟"]["exercises"] if exercise["mistake"]}
    assert named == {"conv_forward": "stride ignored"}


def test_every_output_is_written_and_agrees(sample):
    out, done = sample
    written = results(out)
    assert written["notebooks"] == ["week1/2_step_by_step"]
    assert set(written["submissions"][0]) == {
        "student", "notebook", "file", "points", "max_points", "unchecked_points", "submitted_at", "late_days",
        "penalty", "attempt", "attempts", "exercises", "questions", "reasons",
    }  # fmt: skip
    totals = {total["student"]: total["points"] for total in written["totals"]}
    assert totals == {row["student"]: row["points"] for row in written["submissions"]}
    assert {total["max_points"] for total in written["totals"]} == {100}
    assert set(written["submissions"][0]["exercises"][0]) == {
        "name", "status", "points", "max_points", "mistake", "fault", "message", "seconds",
    }  # fmt: skip
    with (out / "grades.csv").open() as file:
        assert len(list(csv.DictReader(file))) == sum(
            len(row["exercises"]) + len(row["questions"]) for row in written["submissions"]
        )
    with (out / "totals.csv").open() as file:
        totals = {row["student"]: float(row["points"]) for row in csv.DictReader(file)}
    assert totals == {row["student"]: row["points"] for row in written["submissions"]}
    count = sqlite3.connect(out / "gradebook.sqlite").execute("select count(*) from submission").fetchone()[0]
    assert count == len(SAMPLE)
    assert (out / "index.html").exists()
    assert (out / "feedback/ada/week1/2_step_by_step.html").exists()
    assert "Report:" in done.stdout


def test_terminal_and_report_say_which_layers_were_on(sample):
    out, done = sample
    line = f"Student code was locked in by {layers.require().on()}."
    assert line in " ".join(done.stdout.split())
    assert line in (out / "index.html").read_text("utf-8")
    pages = [path.read_text("utf-8") for path in (out / "feedback").rglob("*.html")]
    assert not any("locked in" in page for page in pages), "that is the instructor's"


def test_a_required_layer_that_is_not_there_stops_before_anything_is_written(tmp_path):
    wanted = "namespaces, moat"
    done = course("grade", SUBMISSIONS / "sample", "--out", tmp_path / "out", "--require", wanted)
    assert done.returncode == 1
    assert "moat" in done.stderr + done.stdout
    assert not (tmp_path / "out").exists()
    done = course("grade", SUBMISSIONS / "sample", "--out", tmp_path / "out", "--require", "cgroup", "--no-isolation")
    assert done.returncode == 2
    assert "--no-isolation needs no layer, so the two do not go together." in done.stderr + done.stdout


def test_feedback_never_shows_a_hidden_value(sample):
    page = (sample[0] / "feedback/chen wei 陈伟/week1/2_step_by_step.html").read_text()
    assert "Your window moves one pixel at a time" in page
    hidden = page.split("Hidden cases: ", 1)[1].split("</article>")[0]
    assert re.findall(r"<li>|<dl|<div class=\"soft", hidden) == ["<li>"] * 5, "titles only"


def test_a_class_is_resumed_with_its_old_short_secret_which_is_said(tmp_path):
    source, out = put(tmp_path / "class", ada=Behaviour("x").content()), tmp_path / "out"
    out.mkdir()
    (out / "seed.txt").write_text("1234567890\n")
    done = course("grade", source, "--out", out, "--workers", "0")
    assert done.returncode == 0, done.stderr
    assert "is short: its hidden cases could be guessed. Remove seed.txt and run again" in done.stdout
    with sqlite3.connect(out / "gradebook.sqlite") as book:
        assert book.execute("select seed from submission").fetchall() == [(1234567890,)]


def test_a_word_is_a_secret_that_stands_in_no_output_and_keeps_its_grades(tmp_path):
    source, out = put(tmp_path / "class", ada=Behaviour("x").content()), tmp_path / "out"
    done = course("grade", source, "--out", out, "--workers", "0", "--seed", "correct horse battery staple")
    assert done.returncode == 0, done.stderr
    again = course("grade", source, "--out", out, "--workers", "0")
    assert "Graded 0, kept 1" in again.stdout
    assert "short" not in again.stdout
    holding = [path.name for path in out.rglob("*") if path.is_file() and b"battery" in path.read_bytes()]
    assert holding == ["seed.txt"]


def test_the_same_command_again_regrades_nothing(sample):
    again = course("grade", SUBMISSIONS / "sample", "--out", sample[0])
    assert f"Graded 0, kept {len(SAMPLE)} from an earlier run." in again.stdout


def put(folder, **students):
    for name, content in students.items():
        path = folder / name / "2_step_by_step.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_a_zip_and_serial_mode_give_the_same_grades(tmp_path):
    put(tmp_path / "class", ada=Behaviour("x").content(), bo=SAMPLE[3].content())
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for path in (tmp_path / "class").rglob("*.ipynb"):
            archive.write(path, path.relative_to(tmp_path / "class"))
    for source, workers, command in (("class", 2, by_itself), ("class.zip", 0, course)):
        done = command("grade", tmp_path / source, "--out", tmp_path / f"out-{source}", "--seed", 5, "--workers", workers)
        assert done.returncode == 0, done.stderr
    assert statuses(tmp_path / "out-class") == statuses(tmp_path / "out-class.zip")


def test_a_changed_notebook_is_a_new_attempt_and_the_best_one_counts(tmp_path):
    source, out = put(tmp_path / "class", ada=Behaviour("x").content()), tmp_path / "out"
    course("grade", source, "--out", out)
    put(source, ada=SAMPLE[3].content())
    done = course("grade", source, "--out", out)
    assert "Graded 1, kept 0" in done.stdout
    assert results(out)["submissions"][0]["points"] == 100
    (tmp_path / "last.toml").write_text('attempt = "last"\n[extensions]\n"Ada" = 3\nada = 2\n')
    done = course("report", out, "--policy", tmp_path / "last.toml")
    assert "'Ada' has an extension but is not in the class" in done.stdout
    assert "'ada'" not in done.stdout
    assert results(out)["submissions"][0]["points"] == 80.55
    done = course("override", out, "ada", "conv_forward", "10", "--author", "Prof. X", "--reason", "slow")
    assert f"by {out / 'policy.toml'}" in done.stdout
    assert results(out)["submissions"][0]["points"] == 70.55, "an override does not forget the policy"
    assert course("report", out, "--policy", "best").returncode == 0
    assert results(out)["submissions"][0]["points"] == 100, "an override is of the attempt that it was made for"
    assert course("report", out).returncode == 0
    assert results(out)["submissions"][0]["points"] == 100, "an override is of the attempt that it was made for"


def test_a_stray_empty_notebook_beside_a_good_one_is_never_its_last_attempt(tmp_path):
    source, out = put(tmp_path / "class", ada=Behaviour("x").content(), bo=Behaviour("x").content()), tmp_path / "out"
    (source / "ada" / "Untitled.ipynb").write_bytes(notebook([]))
    (tmp_path / "last.toml").write_text('attempt = "last"\n')
    assert course("grade", source, "--out", out, "--policy", tmp_path / "last.toml").returncode == 0
    rows = {(row["student"], row["notebook"]): row for row in results(out)["submissions"]}
    assert rows["ada", "week1/2_step_by_step"]["points"] == 100
    assert rows["ada", ""]["max_points"] == 0


def test_a_file_that_the_grader_cannot_open_costs_nobody_points(tmp_path):
    def refuse():
        raise entry.NotOpened("The grader cannot open the file: Permission denied.", "No fault of the student's.")

    submission = collect.Submission("ada", "ada/2_step_by_step.ipynb", refuse)
    with Gradebook.open(tmp_path / "gradebook.sqlite") as book:
        ClassRun(book, 1, Serial(Oracles(1)), lambda graded: None, Faults(tmp_path / "faults.log")).grade([submission])
        (standing,) = book.submissions()
    assert standing.open_points == standing.max_points == 100
    with pytest.raises(entry.NotOpened, match="cannot open the file: No such file"):
        folders.file_reader(tmp_path / "gone.ipynb")()


def test_a_file_that_is_no_notebook_counts_as_no_notebook_where_a_class_hands_in_several(tmp_path):
    edges = notebook(["# GRADED FUNCTION: conv_output_size\ndef conv_output_size(n, f, p, s):\n    return 0"])
    source = put(tmp_path / "class", ada=Behaviour("x").content(), bo=edges, chen=b"Dear teacher")
    (source / "chen" / "2_step_by_step.ipynb").rename(source / "chen" / "homework.docx")
    assert course("grade", source, "--out", tmp_path / "out").returncode == 0
    rows = {row["student"]: row["notebook"] for row in results(tmp_path / "out")["submissions"]}
    assert rows == {"ada": "week1/2_step_by_step", "bo": "week1/1_edges_padding_strides", "chen": ""}


def test_an_override_counts_and_is_written_again(tmp_path):
    source, out = put(tmp_path / "class", dora=SAMPLE[3].content()), tmp_path / "out"
    course("grade", source, "--out", out)
    done = course("override", out, "dora", "zero_pad", "7", "--author", "Prof. X", "--reason", "nearly")
    assert done.returncode == 0, done.stderr
    assert results(out)["submissions"][0]["points"] == 87.55
    assert "zero_pad of 'dora' counts 7 of 10 points in attempt 1." in done.stdout
    assert course("override", out, "nobody", "zero_pad", "7", "--author", "X", "--reason", "y").returncode == 2


def test_functions_without_imports_and_in_format_three_are_graded(tmp_path):
    full = json.loads(Behaviour("x").content())
    sources = ["".join(cell["source"]) for cell in full["cells"] if "import" not in "".join(cell["source"])]
    bare = notebook(sources)
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [
        {"cells": [{"cell_type": "code", "input": source} for source in sources]}
    ]}  # fmt: skip
    source = put(tmp_path / "class", bare=bare, old=json.dumps(old).encode())
    done = course("grade", source, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert {status for row in statuses(tmp_path / "out").values() for status in row.values()} == {"passed"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["grade", "{tmp}/absent", "--out", "{tmp}/out"], "There is no folder or zip named"),
        (["grade", "{tmp}/empty", "--out", "{tmp}/out"], "holds no submission"),
        (["grade", "{tmp}/class", "--out", "/proc/nowhere"], "cannot be written"),
        (["grade", "{tmp}/class", "--out", "{tmp}/out", "--workers", "-1"], "--workers must be 0 or more"),
        (["report", "{tmp}/empty"], "has no gradebook"),
        (["override", "{tmp}/empty", "ada", "zero_pad", "1", "--author", "X", "--reason", "y"], "has no gradebook"),
        (["export", "{tmp}/empty", "--format", "canvas"], ""),
        (["export", "{tmp}/empty", "--format", "fax"], "There is no export named 'fax'"),
        (["grade", "{tmp}/class", "--out", "{tmp}/out", "--policy", "{tmp}/absent.toml"], ""),
    ],
)
def test_usage_errors_exit_with_2_and_a_sentence(tmp_path, arguments, message):
    (tmp_path / "empty").mkdir()
    put(tmp_path / "class", ada=Behaviour("x").content())
    done = course(*(text.replace("{tmp}", str(tmp_path)) for text in arguments))
    assert done.returncode == 2, done.stdout + done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_help_is_quick_to_load_and_names_every_command():
    command = [sys.executable, "-m", "course_utils", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    for name in "lab check status grade report override export similar build release doctor data".split():
        assert name in done.stdout
