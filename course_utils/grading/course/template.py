"""`course init CLASS`: a course file with every key, what it means, and what the class has said before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from course_utils.errors import UsageError
from course_utils.grading.course.file import own_points
from course_utils.grading.course.folder import COURSE, KEPT, write
from course_utils.grading.course.points import rounded
from course_utils.grading.course.table import HELP, read_toml
from course_utils.grading.course.values import Questions
from course_utils.grading.questions import asked

_HEAD = """\
# The rules of one class: `course release`, `grade`, `report` and `export` read this file, and nothing else.
# A line that begins with # says what holds without it; take the # away to change it.

time_zone = "UTC"                  # of every time below that has no offset, as "Europe/Berlin"
attempts = "best"                  # which hand-in counts: "best" or "last"
credit = "cases"                   # points follow the cases; "all": nothing where one fails
follow_through = 1.0               # part of the points of what is right but for a helper; 0 gives none
era = "accept"                     # answers for TensorFlow 1 and old numpy count; or "explain"
own_code = "list"                  # an answer that is the course's own code: listed; or "block"
drop_lowest = 0                    # so many notebooks, the lowest of each student, do not count

# due = 2027-03-01T23:59:00        # the deadline of every notebook without its own

# What all notebooks add up to. A file whose points and weights give something else is refused.
total = {total:g}

# The notebooks of this class in its order. Remove one and it is not handed out, asked for or counted.
# points: what it is out of, whatever its exercises give. weight: how often these points count in the total.
"""

_NOTEBOOK = """\
[notebooks."{name}"]
points = {points:g}
# weight = 1
# due = 2027-03-01T23:59:00
"""

_QUIZ = """\
[notebooks."{name}"]
points = {points:g}                         # a quiz: 0 is practice, else its questions count alike
# weight = 1
# due = 2027-03-01T23:59:00
"""

_TAIL = """\
[late]
grace_minutes = 0                  # later than this counts as a day
free_days = 0                      # late days of each notebook that cost nothing
bank_days = 0                      # late days of the whole term that cost nothing, for each student
penalty_per_day = 0.0              # part of the points earned, 0 to 1, for each further day
cap = 1.0                          # never more than this part

# How totals are raised: "none"; "linear" takes the class's mean to `mean` and leaves full marks; "sqrt".
[curve]
kind = "none"
# mean = 0.75

# What questions give, `predict(...)` in the notebooks. Without points they are practice: told right or wrong, no more.
[questions]
answers = "shown"                  # feedback tells the right answer and why; "hidden": only whether theirs is right
# cohort = "2027 spring"           # of your bundle: its numbers count where a notebook lost its mark

[questions.points]
# "week1/1_edges_padding_strides" = 1   # each question of this notebook
# "same-pad" = 2                        # this question

# Days, or a deadline of their own; for one notebook or ("default") for all. Names as in `course class list`.
[extensions]
# "Ada Lovelace" = 3
# "Alan Turing" = {{ "week1/2_step_by_step" = 2027-03-08T12:00:00, default = 1 }}

# Who need not hand in what; `course class excuse` does the same for one student.
[excused]
# "Grace Hopper" = ["week1/2_step_by_step"]
"""


def init(folder: Path) -> list[str]:
    """Write the class's course file; returns sentences that say so.

    Rules of an earlier version in the folder become its text, so that nothing changes by this. Raises UsageError where
    there is a course file, or the folder cannot be written.
    """
    path, kept = folder / COURSE, folder / KEPT
    if path.exists():
        raise UsageError(f"{path} exists.", "Change it with any editor: nothing is overwritten.")
    if kept.exists():
        read_toml(kept)
        write(path, kept.read_text("utf-8-sig"))
        return [f"{path} has the rules that {kept} kept.", f"Other keys, as total and notebooks: {HELP}"]
    write(path, text())
    return [
        f"{path} is the one file of the class: notebooks, points, deadlines, rules.",
        f"Next: `course class add {folder} LIST` names the students, `course release BUNDLE --course {folder}` hands "
        f"out, `course grade SUBMISSIONS --out {folder}` grades.",
    ]


def text() -> str:
    """A course file for all notebooks, with the points that their exercises give."""
    return "\n".join(_parts())


def _parts() -> Iterator[str]:
    points = {name: own_points(name, Questions()) for name in asked.notebooks()}
    yield _HEAD.format(total=rounded(sum(points.values())))
    for name, most in points.items():
        yield (_QUIZ if asked.is_quiz(name) else _NOTEBOOK).format(name=name, points=most)
    yield _TAIL.format()
