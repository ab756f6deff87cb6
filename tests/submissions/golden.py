"""What the sample and the hostile class got when they were first graded, and what differs today.

`python tests/submissions/golden.py` grades both classes and writes their results anew: for a change of verdicts that
is meant. Kept are points, statuses, mistakes, messages, notes and every case. Left out is what differs from run to run:
seconds, versions, digests and times.
"""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course_utils.checks.report import Result
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.records import Graded

HERE = Path(__file__).parent
SEEDS = {"sample": 1, "hostile": 7}
_PROCESS = re.compile(r"/proc/\d+/")  # the warm parent's number is another in every run
_NUMBERS = re.compile(r"(X_pad)\[.*")
_UNINITIALISED = ("masked_array",)  # answers with whatever the memory held: which number differs first is chance


def golden(folder: Path) -> dict[str, Any]:
    """The results in a graded folder, by the student's file, without what differs from run to run."""
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        attempts = list(book.attempts())
    titles: dict[str, list[str]] = {}
    for graded in attempts:
        for result in graded.exercises:
            longest = max(titles.get(result.exercise, []), _titles(result), key=len)
            titles[result.exercise] = longest
    return {"cases": titles, "submissions": {graded.file: _submission(graded, titles) for graded in attempts}}


def _titles(result: Result) -> list[str]:
    outcomes = result.report.outcomes if result.report else ()
    return [f"{outcome.title} (hidden)" if outcome.hidden else outcome.title for outcome in outcomes]


def _submission(graded: Graded, titles: dict[str, list[str]]) -> dict[str, Any]:
    exercises = {result.exercise: _exercise(result, titles, graded.student) for result in graded.exercises}
    return {
        "notebook": graded.notebook,
        "points": f"{graded.points:g} of {graded.max_points:g}",
        **({"message": _stable(graded.message, graded.student)} if graded.message else {}),
        "exercises": exercises,
    }


def _exercise(result: Result, titles: dict[str, list[str]], student: str) -> Any:
    """Its points; with all that is said when it did not pass, and the numbers of the cases of which it is said."""
    outcomes = result.report.outcomes if result.report else ()
    points = f"{result.status}, {result.points:g} of {result.max_points:g}"
    own = _titles(result)
    if result.status == "passed" and own == titles[result.exercise] and not result.message:
        assert all(outcome.status == "passed" and not outcome.message for outcome in outcomes)
        return points
    cases: dict[str, list[int]] = {}
    for number, outcome in enumerate(outcomes, start=1):
        text = f"{outcome.status}: {outcome.message}" if outcome.message else outcome.status
        cases.setdefault(_stable(text, student), []).append(number)
    return {
        "points": points,
        "message": _stable(result.message, student),
        **({"mistake": result.mistake} if result.mistake else {}),
        **({"notes": list(result.report.notes)} if result.report and result.report.notes else {}),
        **({"titles": own} if own != titles[result.exercise] else {}),
        "cases": {text: ", ".join(map(str, numbers)) for text, numbers in cases.items()},
    }


def _stable(text: str, student: str) -> str:
    text = _PROCESS.sub("/proc/…/", text)
    return _NUMBERS.sub(r"\1[…] differs", text) if student in _UNINITIALISED else text


def as_text(results: dict[str, Any]) -> str:
    return json.dumps(results, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def difference(name: str, folder: Path, students: tuple[str, ...] = ()) -> str:
    """How the results in `folder` differ from those stored for the class `name`, or these of it; "" when they agree."""
    stored = json.loads((HERE / "golden" / f"{name}.json").read_text("utf-8"))
    now = json.loads(as_text(golden(folder)))
    if students:
        stored["submissions"] = {file: kept for file, kept in stored["submissions"].items() if file.split("/")[0] in students}
    return "\n".join(difflib.unified_diff(list(_lines(stored)), list(_lines(now)), "stored", "now", lineterm="", n=0))


def _lines(part: Any, place: str = "") -> Iterator[str]:
    """Every value on a line of its own, behind the keys that lead to it."""
    if isinstance(part, dict):
        for key, value in sorted(part.items()):
            yield from _lines(value, f"{place}{key} · ")
    else:
        yield f"{place}{part}"


def write(name: str, folder: Path) -> None:
    (HERE / "golden" / f"{name}.json").write_text(as_text(golden(folder)), "utf-8")


if __name__ == "__main__":
    for name, seed in SEEDS.items():
        with tempfile.TemporaryDirectory() as out:
            command = [sys.executable, "-m", "course_utils", "grade", str(HERE / name), "--out", out, "--seed", str(seed)]
            subprocess.run(command, check=True)
            write(name, Path(out))
