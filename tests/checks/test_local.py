"""`course check` and `course status`: the same feedback without a kernel."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.checks import local, progress
from course_utils.checks.local import check_course, check_notebook, find_notebook, is_outside
from course_utils.data.paths import course_root
from course_utils.errors import NotebookError

SUBMISSIONS = Path(__file__).parents[1] / "submissions"
sys.path.insert(0, str(SUBMISSIONS))

from corpus import Behaviour  # noqa: E402
from sample_behaviours import SAMPLE  # noqa: E402

pytestmark = pytest.mark.slow


def written(tmp_path, behaviour):
    path = tmp_path / "2_step_by_step.ipynb"
    path.write_bytes(behaviour.content())
    return path


def course(*arguments):
    command = [sys.executable, "-m", "course_utils", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["ada", "dora", "fatima", "hana", "noor"])
def test_the_terminal_and_the_grader_agree(tmp_path, name):
    behaviour = next(row for row in SAMPLE if row.name == name)
    reports = list(check_notebook(written(tmp_path, behaviour), agreed=True))
    assert {report.exercise: report.status for report, _ in reports} == behaviour.expected()


def test_the_command_prints_the_check_and_exits_with_1_while_something_is_wrong(tmp_path):
    done = course("check", "--yes", written(tmp_path, next(row for row in SAMPLE if row.name == "dora")))
    assert done.returncode == 1
    assert "Your border repeats the image's edge." in done.stdout
    assert "The smallest example that fails:" in done.stdout
    assert done.stdout.endswith("6 of 8 functions pass.\n")


def test_a_finished_notebook_exits_with_0(tmp_path):
    assert course("check", "--yes", written(tmp_path, Behaviour("x"))).returncode == 0


# The child with two seconds for a function instead of ten.
IN_A_HURRY = """
import runpy
from course_utils.checks.session import asking
patient = asking.Clock
asking.Clock = lambda seconds, files: patient(2.0, files)
runpy.run_module("course_utils.checks.local", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("body", "status"),
    [("while True:\n        pass", "timeout"), ("import os; os._exit(0)", "timeout")],
    ids=["loop", "exit"],
)
def test_a_function_that_never_ends_or_ends_python_costs_itself_only(tmp_path, monkeypatch, body, status):
    monkeypatch.setattr(local, "_PROGRAM", ("-c", IN_A_HURRY))
    hung = Behaviour("x", {"conv_single_step": f"def conv_single_step(a, W, b):\n    {body}"})
    reports = list(check_notebook(written(tmp_path, hung), agreed=True))
    statuses = {report.exercise: report.status for report, _ in reports}
    assert statuses.pop("conv_single_step") == status
    assert len(statuses) == 7
    assert statuses["zero_pad"] == statuses["pool_backward"] == "passed"
    text = dict((report.exercise, text) for report, text in reports)["conv_single_step"]
    assert text.splitlines()[0].startswith("✗ conv_single_step")
    assert "did not finish" in text


SAYS_WHAT_IS_LOADED = """
import keras, pathlib, sys
def zero_pad(X, pad):
    pathlib.Path({trace!r}).write_text(str("tensorflow" in sys.modules))
    return {zeros}
"""


@pytest.mark.parametrize(
    ("zeros", "loaded"),
    [
        ("np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))", "False"),
        pytest.param(
            "np.array(keras.ops.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0))))", "True", marks=pytest.mark.nightly
        ),
    ],
    ids=["beside", "used"],
)
def test_keras_of_a_notebook_in_numpy_loads_when_a_function_uses_it(tmp_path, zeros, loaded):
    trace = tmp_path / "loaded"
    own = {"zero_pad": SAYS_WHAT_IS_LOADED.format(trace=str(trace), zeros=zeros)}
    statuses = {report.exercise: report.status for report, _ in check_notebook(written(tmp_path, Behaviour("x", own)), agreed=True)}
    assert (set(statuses.values()), trace.read_text()) == ({"passed"}, loaded)


def test_a_call_that_python_cannot_stop_is_ended_from_outside(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "SLACK", -local.PATIENCE)
    stuck = Behaviour("x", {"pool_backward": "def pool_backward(*a, **k):\n    return sum(range(10**15))"})
    report, text = list(check_notebook(written(tmp_path, stuck), agreed=True))[-1]
    assert (report.exercise, report.status) == ("pool_backward", "timeout")
    assert text.startswith("✗ pool_backward did not finish, or ended the program.")


def test_a_definition_that_hangs_is_left_out_and_the_rest_checked(tmp_path, monkeypatch):
    hanging = tmp_path / "it hangs"

    class Impatient(local._Child):
        """Waits as long as usual, but not for a definition that is known to hang."""

        def next(self, seconds):
            while (message := super().next(0.2)) is None and self._process.poll() is None:
                if hanging.exists():
                    hanging.unlink()
                    break
            return message

    monkeypatch.setattr(local, "_Child", Impatient)
    text = f"class Settings:\n    import pathlib\n    pathlib.Path({str(hanging)!r}).touch()\n    while True:\n        pass"
    behaviour = Behaviour("x", before=text)
    assert {report.status for report, _ in check_notebook(written(tmp_path, behaviour), agreed=True)} == {"passed"}


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "There is no notebook named"), (b"{", "The file is not a notebook."), (b'{"cells": []}', "no graded function")],
)
def test_bad_files_get_a_clear_message(tmp_path, content, message):
    path = tmp_path / "x.ipynb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotebookError, match=message):
        next(check_notebook(find_notebook(str(path)), agreed=True))
    done = course("check", path, "--yes")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr


def test_a_notebook_is_found_by_its_name_or_by_any_path(tmp_path):
    own = course_root() / "workbook/week1/2_step_by_step.ipynb"
    for name in ("week1/2_step_by_step", "2_step_by_step", "week1/2_step_by_step.ipynb", "workbook/week1/2_step_by_step"):
        assert find_notebook(name) == own
    elsewhere = tmp_path / "Übung eins.ipynb"
    elsewhere.touch()
    assert find_notebook(str(elsewhere)) == elsewhere


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There is no notebook named ''."),
        ("week1/9_nothing", "There is no notebook named 'week1/9_nothing'."),
        (str(SUBMISSIONS), f"{SUBMISSIONS} is a folder, not a notebook."),
    ],
)
def test_what_names_no_notebook_is_said_with_what_to_pass(text, message):
    with pytest.raises(NotebookError) as caught:
        find_notebook(text)
    assert caught.value.message == message
    assert "week1/2_step_by_step" in caught.value.help


def test_a_notebook_that_may_not_be_read_is_named_with_the_reason(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(NotebookError, match=r"closed\.ipynb cannot be read: Permission denied"):
        next(check_notebook(tmp_path / "closed.ipynb", agreed=True))


def telltale(folder):
    """A notebook that leaves a file behind when its code runs, and that file."""
    trace = folder / "it ran"
    text = f"import pathlib\ndef zero_pad(X, pad):\n    pathlib.Path({str(trace)!r}).touch()"
    path = folder / "2_step_by_step.ipynb"
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": text}]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path, trace


@pytest.fixture
def workbook(tmp_path, monkeypatch):
    """A student's workbook of their own, and beside it a folder of downloads."""
    for name in ("course/workbook/week1", "course/datasets", "downloads"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.setenv("COURSE_ROOT", str(tmp_path / "course"))
    return tmp_path / "course" / "workbook"


def at_a_terminal(path, answer):
    """The exit code and the words of `course check` where somebody sits at the keyboard."""
    keyboard, screen = os.openpty()
    command = [sys.executable, "-m", "course_utils", "check", str(path)]
    try:
        os.write(keyboard, f"{answer}\n".encode())
        done = subprocess.run(command, stdin=screen, capture_output=True, text=True, check=False)
    finally:
        os.close(keyboard)
        os.close(screen)
    return done.returncode, done.stdout


def test_a_file_from_elsewhere_runs_only_with_yes(workbook):
    path, trace = telltale(workbook.parents[1] / "downloads")
    done = course("check", path)
    assert (done.returncode, done.stdout, trace.exists()) == (2, "", False)
    assert done.stderr == (
        f"Error: {path} is not in your workbook, and checking it runs its code with all your rights on this computer.\n"
        "       If you trust whoever wrote it, run the command again with --yes.\n"
    )
    course("check", path, "--yes")
    assert trace.exists()


@pytest.mark.parametrize(("answer", "runs"), [("n", False), ("", False), ("y", True)])
def test_somebody_at_a_terminal_is_asked_with_the_same_sentence(workbook, answer, runs):
    path, trace = telltale(workbook.parents[1] / "downloads")
    _, said = at_a_terminal(path, answer)
    assert f"{path} is not in your workbook" in said
    assert trace.exists() is runs


def test_a_file_of_the_workbook_runs_at_once_also_under_a_new_name(workbook):
    path, trace = telltale(workbook / "week1")
    course("check", path.rename(path.with_name("2_step_by_step copy.ipynb")))
    assert trace.exists()


def test_a_link_out_of_the_workbook_is_outside(workbook):
    path, trace = telltale(workbook.parents[1] / "downloads")
    (workbook / "week1" / path.name).symlink_to(path)
    (workbook / "week2").symlink_to(path.parent)
    for link in (workbook / "week1" / path.name, workbook / "week2" / path.name, workbook / ".." / ".." / "downloads" / path.name):
        assert course("check", link).returncode == 2
    rows = {row.notebook: row.note for row in check_course(workbook)}
    assert rows["week1/2_step_by_step"] == "a link out of the workbook: not run"
    assert not trace.exists()


def test_a_workbook_that_is_a_link_itself_is_still_the_students_own(workbook, tmp_path):
    elsewhere = tmp_path / "on another disk"
    workbook.rename(elsewhere)
    workbook.symlink_to(elsewhere)
    assert not is_outside(elsewhere / "week1" / "a.ipynb")
    assert not is_outside(workbook / "week1" / "a.ipynb")


def test_where_there_is_no_workbook_every_file_is_from_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ROOT", str(tmp_path / "gone"))
    assert is_outside(tmp_path / "a.ipynb")


def test_an_unfinished_function_is_named_without_a_word_about_cells_above(tmp_path):
    _, text = next(check_notebook(course_root() / "workbook/week1/2_step_by_step.ipynb"))
    assert text == "… zero_pad is not finished yet."


def test_checking_the_course_counts_what_passes_in_every_notebook(tmp_path, monkeypatch):
    monkeypatch.setenv(progress.PATH_VARIABLE, str(tmp_path / "progress.json"))
    (tmp_path / "week1").mkdir()
    written(tmp_path / "week1", next(item for item in SAMPLE if item.name == "fatima"))
    rows = {row.notebook: row for row in check_course(tmp_path)}
    row = rows["week1/2_step_by_step"]
    assert (len(row.done), len(row.names), row.points, row.max_points) == (4, 14, 55, 100)
    others = [item for name, item in rows.items() if name != "week1/2_step_by_step"]
    assert all(item.note == "not in this workbook" for item in others)
    assert progress.of_notebook("week1/2_step_by_step") == row


def test_the_untouched_student_notebook_has_everything_missing():
    reports = check_notebook(course_root() / "workbook/week1/2_step_by_step.ipynb")
    assert {report.status for report, _ in reports} == {"missing"}


def test_the_solution_notebook_passes():
    reports = check_notebook(course_root() / "workbook/solutions/week1/2_step_by_step.ipynb")
    assert {report.status for report, _ in reports} == {"passed"}
