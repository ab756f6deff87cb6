"""A difference in the student's own words: the parts of the answer are called as their function calls them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace

from course_utils.checks.report import CaseOutcome, Report
from course_utils.exercises.base import Exercise
from course_utils.notebooks.magics import without_magics


def in_own_words(report: Report, exercise: Exercise, text: str) -> Report:
    """The report where each part of the answer has the name of the variable that the function in `text` returns."""
    if not any(outcome.difference for outcome in report.outcomes):
        return report  # nothing is told of a part; a right answer's text is not read at all
    names = own_names(exercise, text)
    if not names:
        return report
    outcomes = tuple(_renamed(outcome, names) for outcome in report.outcomes)
    renamed = {before.message: after.message for before, after in zip(report.outcomes, outcomes)}
    return replace(report, outcomes=outcomes, message=renamed.get(report.message, report.message))


def own_names(exercise: Exercise, text: str) -> dict[str, str]:
    """The names that the function in `text` returns, by those of the exercise's outputs."""
    own = returned(text, exercise.names)
    if len(own) != len(exercise.outputs):
        return {}
    return {ours: theirs for ours, theirs in zip(exercise.outputs, own) if theirs and ours.isidentifier()}


def _renamed(outcome: CaseOutcome, names: dict[str, str]) -> CaseOutcome:
    difference = outcome.difference
    if difference is None or outcome.hidden or outcome.message != difference.sentence():
        return outcome
    output, bracket, rest = difference.where.partition("[")
    if output not in names:
        return outcome
    difference = replace(difference, where=f"{names[output]}{bracket}{rest}")
    return replace(outcome, difference=difference, message=difference.sentence())


def returned(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """What the last `return` of the function says, part by part: a variable's name, or nothing for an expression."""
    try:
        tree = ast.parse(without_magics(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    known = set(names)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in known]
    values = [node.value for node in _returns(functions[-1].body)] if functions else []
    last = values[-1] if values else None
    parts = last.elts if isinstance(last, ast.Tuple) else [last]
    return tuple(part.id if isinstance(part, ast.Name) else "" for part in parts)


def _returns(body: Iterable[ast.stmt]) -> Iterator[ast.Return]:
    """The returns of a function, those of functions inside it apart, in the order of the text."""
    for node in body:
        if isinstance(node, ast.Return):
            yield node
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for inner in ("body", "orelse", "finalbody"):
                yield from _returns(getattr(node, inner, []))
            for handler in getattr(node, "handlers", []):
                yield from _returns(handler.body)
