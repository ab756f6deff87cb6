"""What a user sees of an error: two sentences, and never the course's own frames."""

from __future__ import annotations

import subprocess
import sys

import pytest

from course_utils import cli
from course_utils.errors import CourseError


def in_ipython(code: str) -> str:
    command = [sys.executable, "-m", "IPython", "--colors=NoColor", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_a_notebook_shows_the_students_line_and_the_message_without_the_frames_of_the_course():
    shown = in_ipython("from course_utils.week1 import check\nx = 1\ncheck('zero_pad')")
    assert shown.strip().splitlines() == [
        "line 3: check('zero_pad')",
        "",
        "CourseError: check and hint take a function; received str. "
        "Pass the function itself, without calling it: check(zero_pad).",
    ]


def test_an_error_that_never_was_raised_shows_its_message_alone():
    assert CourseError("It broke.", "Mend it.")._render_traceback_() == ["CourseError: It broke. Mend it."]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(13, "Permission denied", "grades.csv"), "grades.csv cannot be used: Permission denied."),
        (OSError(28, "No space left on device"), "The system refuses: No space left on device."),
    ],
)
def test_what_the_system_refuses_is_a_sentence_in_the_terminal(monkeypatch, capsys, error, message):
    def refuse() -> None:
        raise error

    monkeypatch.setattr(cli, "app", refuse)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    assert capsys.readouterr().err.startswith(f"Error: {message}\n")
