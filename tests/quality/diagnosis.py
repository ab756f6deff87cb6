"""How well wrong answers are diagnosed: the check on every row of the blind set, a table for each notebook.

    python tests/quality/diagnosis.py [NOTEBOOK ...] [--grade] [--messages FILE] [--later] [--of EXERCISE] [--busy N]

refused   rows that the check refuses             named    a mistake is named
located   a line is said to decide, or a quantity to be wrong; `either` named or located
stopped   an error's line is said, and it is one of the fault's lines; `layer` the first layer that differs
true      of what is named or located, the part that was judged true; `open` waits for a judgement
silent    rows of which nothing of these is said
seconds   of the processor until the verdict with its name stands, and until all is said: median and 95th percentile

What is true was decided by reading: `judgements.tsv` beside the blind set holds row, what was said, yes or no, and why
where that is more than what the row says is wrong.
A located line is true where the row lists it among its fault's lines; a judgement may overrule that.
With --grade the sandbox of a grading run judges the rows, one submission for each, and its results.json is read.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import itertools
import linecache
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from types import FunctionType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "submissions" / "blind"))

from solved import cells, solution
from wrong import HERE, Wrong, rows

from course_utils.checks.classic.room import ClassicRoom
from course_utils.checks.feedback.render import as_text
from course_utils.checks.locate import kernel
from course_utils.checks.report import Report
from course_utils.checks.run import report_of
from course_utils.checks.session import asking
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise
from course_utils.types import Function

JUDGEMENTS = HERE / "judgements.tsv"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


@dataclass(frozen=True)
class Diagnosis:
    """What one row was told. `place` holds the lines that decide, `quantity` what departs first, `stopped` is the line of
    an error, 0 for none.

    `layer` is True where the first difference is a layer and its place in the network. `seconds` went by until the
    verdict with its name stood, `fuller` until all was said.
    """

    row: Wrong
    rejected: bool
    mistake: str
    place: str
    quantity: str
    stopped: int
    layer: bool
    seconds: float
    fuller: float
    text: str

    @property
    def statements(self) -> list[str]:
        """What was said, each to be judged by itself."""
        return [part for part in (self.mistake, self.place, self.quantity) if part]

    def verdict(self, statement: str) -> bool | None:
        """Whether a statement is true; None where nobody has judged it yet."""
        judged = judgements().get((self.row.key, statement))
        if judged is not None or statement != self.place:
            return judged
        if statement.startswith("unread "):  # a fact of the text, where the name is not read
            return _is_unread(self.row, statement.removeprefix("unread "))
        if not any(word.rstrip(",").isdigit() for word in statement.split()):
            return None
        lines = [int(word) in self.row.lines for word in statement.replace(",", " ").split() if word.isdigit()]
        return all(lines) if " and " in statement else any(lines)

    @property
    def truth(self) -> bool | None:
        """True where all that was said is true; None where nothing was said, or something is not judged yet."""
        verdicts = [self.verdict(statement) for statement in self.statements]
        return False if False in verdicts else None if None in verdicts or not verdicts else True

    @property
    def is_silent(self) -> bool:
        return self.rejected and not (self.statements or self.layer or self.stopped in self.row.lines)


def _is_unread(row: Wrong, name: str) -> bool | None:
    """Whether an argument, or an entry of one, is not in the body of a row; None where it is, to be judged."""
    body = ast.unparse(ast.Module(ast.parse(row.source).body[-1].body, []))  # type: ignore[attr-defined]
    word = name.rpartition("[")[2].strip("]'") if "[" in name else name
    return True if re.search(rf"\b{re.escape(word)}\b", body) is None else None


@cache
def judgements() -> dict[tuple[str, str], bool]:
    """By row and statement. A line of the file: row, statement, yes or no, why; # begins a remark."""
    if not JUDGEMENTS.is_file():
        return {}
    kept = (line for line in JUDGEMENTS.read_text().splitlines() if line and not line.startswith("#"))
    return {(key, said): verdict == "yes" for key, said, verdict, *_ in (line.split("\t") for line in kept)}


def written(notebook: str, row: Wrong) -> Function:
    """The row's function in the solved notebook, with its text where Python and IPython keep a cell's."""
    file = f"<blind {row.key}>"
    linecache.cache[file] = (len(row.source), None, row.source.splitlines(keepends=True), file)
    space = namespace(notebook)
    exec(compile(row.source, file, "exec"), space)
    function: Function = space[row.exercise]
    return function


def namespace(notebook: str) -> dict[str, Any]:
    """What the solved notebook defines, once more: its functions read the names of this copy, as in one kernel."""
    original, space = solution(notebook).namespace, dict[str, Any]()
    for name, value in original.items():
        own = inspect.unwrap(value) if isinstance(value, FunctionType) else value
        if isinstance(own, FunctionType) and own.__globals__ is original:
            value = FunctionType(own.__code__, space, own.__name__, own.__defaults__, own.__closure__)
            value.__kwdefaults__ = own.__kwdefaults__
        space[name] = value
    return space


def checked(notebook: str, row: Wrong, warm: bool = False) -> Diagnosis:
    """The check in a student's kernel, which asks this function for the first time unless `warm`."""
    import numpy

    exercise = registry.exercise_set(notebook)[row.exercise]
    code = [*enumerate(cells(notebook), 1), (len(cells(notebook)) + 1, row.source)]
    room = ClassicRoom(lambda: code, {"np": numpy, "numpy": numpy})
    function = written(notebook, row)
    if not warm:
        asking.visible_questions.cache_clear()
    begin = time.process_time()
    report = report_of(exercise, function, room)
    seconds = time.process_time() - begin
    report = located(report, exercise, function)
    bad = next((outcome for outcome in report.outcomes if outcome.status != "passed"), None)
    first = bad.message if bad else report.message
    line = line_in(first) if bad and bad.status != "failed" else 0
    return Diagnosis(
        row, report.status != "passed", report.mistake, place(report), quantity(report), line, tells_layer(first), seconds,
        time.process_time() - begin, as_text(report),
    )  # fmt: skip


def located(report: Report, exercise: Exercise, function: Function) -> Report:
    """The report with its diagnosis, as a check adds it when the first difference is shown already."""
    return kernel.diagnosed(report, exercise, function)


def place(report: Report) -> str:
    """The lines that a report says decide: "line 3", "line 3 or 5", "lines 3 and 5", "among lines 3, 4", or nothing."""
    fault: Any = getattr(getattr(report, "diagnosis", None), "fault", None)
    if fault is None:
        return ""
    if fault.kind in ("alone", "only then", "never used"):
        return f"among lines {', '.join(map(str, fault.lines))}"
    if fault.kind == "unread":
        return f"unread {fault.what}"
    is_together = fault.together and not fault.kind
    word = " and " if is_together else " or "
    return f"{'lines' if is_together else 'line'} {word.join(map(str, (*fault.lines, *fault.sources)))}"


def be_patient(times: float) -> None:
    """Lengthen the limits by the clock: on a busy machine they end what a student's own would have finished."""
    asking.PATIENCE *= times
    kernel.LONGEST *= times


def quantity(report: Report) -> str:
    """The first quantity that a report says departs: "quantity n_W", or nothing."""
    words = getattr(getattr(report, "diagnosis", None), "departure", "").split()
    return f"quantity {words[0].strip('`')}" if words else ""


def tells_layer(message: str) -> bool:
    """Whether a first difference says which layer it is of."""
    return message.startswith("layers, ")


def line_in(message: str) -> int:
    """The first line number that a sentence says; 0 for none."""
    words = message.replace(":", " ").replace(",", " ").replace(".", " ").split()
    return next((int(b) for a, b in itertools.pairwise(words) if a == "line" and b.isdigit()), 0)


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    title: str
    diagnoses: Sequence[Diagnosis]

    def __str__(self) -> str:
        rejected = [each for each in self.diagnoses if each.rejected]
        said = [each for each in rejected if each.statements]
        true = [each for each in said if each.truth]
        waiting = [each for each in said if each.truth is None]
        judged = len(said) - len(waiting)
        counts = (
            len(rejected), sum(bool(each.mistake) for each in rejected), sum(bool(each.place or each.quantity) for each in rejected),
            len(said), sum(each.stopped in each.row.lines and not each.statements for each in rejected),
            sum(each.layer and not each.statements for each in rejected), len(true), len(waiting),
            sum(each.is_silent for each in rejected),
        )  # fmt: skip
        times = "  ".join(_times([getattr(each, name) for each in rejected]) for name in ("seconds", "fuller"))
        part = f"{100 * len(said) / max(len(rejected), 1):4.0f}% {100 * len(true) / max(judged, 1):4.0f}%"
        return f"{self.title:34}{len(self.diagnoses):5}{''.join(f'{n:8}' for n in counts)}  {part}  {times}"


def _times(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds) or [0.0]
    return f"{median(ordered):6.2f}{ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)]:7.2f}"


HEADER = (
    f"{'notebook':34}{'rows':>5}"
    + "".join(f"{word:>8}"
        for word in ("refused", "named", "located", "either", "stopped", "layer", "true", "open", "silent"))
    + f"  {'eith.':>5} {'true':>4}  {'median':>6} {'p95':>6}  {'all':>6} {'p95':>6}"
)


def table(diagnoses: dict[str, list[Diagnosis]]) -> Iterator[str]:
    """A line for each notebook, each week, each kind of row, and all."""
    yield HEADER
    yield from (str(Line(notebook, each)) for notebook, each in diagnoses.items())
    everything = [each for several in diagnoses.values() for each in several]
    for week in sorted({notebook.split("/")[0] for notebook in diagnoses}):
        names = [notebook for notebook in diagnoses if notebook.startswith(week)]
        yield str(Line(week, [each for notebook in names for each in diagnoses[notebook]]))
    for kind in ("single", "pair", "raises"):
        yield str(Line(kind, [each for each in everything if each.row.kind == kind]))
    yield str(Line("all", everything))


def to_read(diagnoses: Iterable[Diagnosis]) -> Iterator[str]:
    """Every row with what a student reads, for judging."""
    for each in diagnoses:
        verdicts = ", ".join(f"{said}: {_word(each.verdict(said))}" for said in each.statements) or "nothing said"
        yield f"### {each.row.key} [{each.row.kind}] {verdicts}; {each.seconds:.2f} {each.fuller:.2f} s"
        yield f"# truth: {'; '.join(each.row.truth)} (lines {', '.join(map(str, each.row.lines))})"
        yield f"{each.text}\n"


def _word(verdict: bool | None) -> str:
    return {True: "true", False: "FALSE", None: "not judged"}[verdict]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="*")
    parser.add_argument("--grade", action="store_true", help="the grader's path in place of the check")
    parser.add_argument("--messages", type=Path, help="a file for every whole message, to be judged")
    parser.add_argument("--warm", action="store_true", help="keep what was worked out for the row before")
    parser.add_argument("--of", help="rows of this exercise only")
    parser.add_argument("--later", action="store_true", help="the rows that were written later")
    parser.add_argument("--busy", type=float, default=1, help="times as long limits, where others use the machine")
    chosen = parser.parse_args()
    be_patient(chosen.busy)
    names = [name for name in registry.notebooks() if not chosen.notebooks or name in chosen.notebooks]
    diagnoses: dict[str, list[Diagnosis]] = {}
    for notebook in names:
        picked = [row for row in rows(notebook, chosen.later) if row.visible and chosen.of in (None, row.exercise)]
        if chosen.grade:
            from diagnosis_grade import graded

            diagnoses[notebook] = list(graded(notebook, picked))
        else:
            diagnoses[notebook] = [checked(notebook, row, chosen.warm) for row in picked]
        print(HEADER if notebook == names[0] else "", Line(notebook, diagnoses[notebook]), sep="\n", flush=True)
        if chosen.messages:
            chosen.messages.write_text("\n".join(to_read(each for several in diagnoses.values() for each in several)))
    print("", *table(diagnoses), sep="\n")


if __name__ == "__main__":
    main()
