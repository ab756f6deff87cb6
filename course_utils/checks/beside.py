"""The course's own version beside the student's, once theirs passes."""

from __future__ import annotations

import ast
import inspect
import textwrap
from dataclasses import dataclass

from course_utils.checks.feedback import render
from course_utils.checks.run import exercise_of, report_on
from course_utils.checks.session.asking import uncovered
from course_utils.types import Function

_LOOPS = (ast.For, ast.While, ast.comprehension)
_MOST = 3  # names of calls that are listed


def compare(function: Function) -> None:
    """Show the source of the course's own version beside that of `function`, and in one line what differs.

    Only a function whose check passes is compared; else one line says so.

    >>> def distribute_value(dz, shape):
    ...     return dz
    >>> compare(distribute_value)
    compare(distribute_value) opens when check(distribute_value) passes: 0 of 2 cases pass now.
    """
    exercise = exercise_of(function)
    report = report_on(function)
    name = exercise.name
    if report.status != "passed":
        passed = f"{report.passed} of {len(report.outcomes)} cases pass now" if report.outcomes else "it does not yet"
        render.show_note(f"compare({name}) opens when check({name}) passes: {passed}.")
        return
    own = _text(uncovered(function))
    if own is None:
        render.show_note(f"The source of your {name} is not to be had: define it with def in a cell, and run that.")
        return
    ours = _text(exercise.reference) or ""
    render.show_beside({"Yours": own, "Ours": ours}, difference(own, ours))


def difference(yours: str, ours: str) -> str:
    """What differs between two versions, in one line: statements, loops, and what only one of them calls."""
    parts = Parts.of(yours), Parts.of(ours)
    counts = [f"{who}: {part.counted}" for who, part in zip(("yours", "ours"), parts)]
    only = [_only(who, part.calls - other.calls) for who, part, other in
            (("yours", parts[0], parts[1]), ("ours", parts[1], parts[0]))]  # fmt: skip
    line = "; ".join([*counts, *filter(None, only)])
    return f"{line[0].upper()}{line[1:]}."


@dataclass(frozen=True)
class Parts:
    """What a function is made of, its docstring left out."""

    statements: int
    loops: int
    calls: frozenset[str]

    @classmethod
    def of(cls, source: str) -> Parts:
        (function, *_) = ast.parse(source).body
        body = list(getattr(function, "body", []))
        if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            body = body[1:]
        nodes = [node for statement in body for node in ast.walk(statement)]
        called = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
        return cls(
            sum(isinstance(node, ast.stmt) for node in nodes),
            sum(isinstance(node, _LOOPS) for node in nodes),
            frozenset(name for name in called if name.replace(".", "_").isidentifier()),
        )

    @property
    def counted(self) -> str:
        return f"{_of(self.statements, 'statement')}, {_of(self.loops, 'loop')}"


def _of(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'s' * (count != 1)}"


def _only(who: str, calls: frozenset[str]) -> str:
    listed = sorted(calls)[:_MOST]
    return f"only {who} calls {', '.join(listed)}{', …' * (len(calls) > _MOST)}" if calls else ""


def _text(function: Function) -> str | None:
    """The source of a function from its `def` on, where a file or a cell still holds it."""
    try:
        lines, _ = inspect.getsourcelines(inspect.unwrap(function))
    except (OSError, TypeError):
        return None
    begin = next((at for at, line in enumerate(lines) if line.lstrip().startswith(("def ", "class "))), 0)
    return textwrap.dedent("".join(lines[begin:])).rstrip()
