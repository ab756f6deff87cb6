"""Names for each other in several places at once: the roles of two arguments, one family of names for another."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from course_utils.checks.locate.edits.rows import HEADS, Exchange, copied, read_names
from course_utils.checks.locate.edits.sites import Edit, Part, Place, Row, rows
from course_utils.checks.locate.edits.vocabulary import Vocabulary


def edits_of_names(tree: ast.FunctionDef, words: Vocabulary) -> Iterator[Edit]:
    """Edits that change several names together."""
    every = list(rows(tree))
    for row in every:
        yield from _siblings(row, words)
    yield from _roles(tree, every, words)


def _roles(tree: ast.FunctionDef, every: list[Row], words: Vocabulary) -> Iterator[Edit]:
    """Two arguments for each other wherever they are read, in two rows."""
    kinds = {each.arg: words.kinds.get(each.arg) for each in tree.args.args}
    reading = {name: [row for row in every if _reads_in_value(row, name)] for name in kinds}
    for left, other in itertools.combinations(kinds, 2):
        several = list(dict.fromkeys([*reading[left], *reading[other]]))
        if kinds[left] != kinds[other] or len(several) != 2:
            continue
        singles = []
        for row in several:
            field = HEADS.get(type(row.statement), "value")
            new = Exchange({left: other, other: left}).visit(copied(getattr(row.statement, field)))
            part = Part(row, (Place(row.statement, field),), new)
            singles.append(Edit(1.0, f"{left}↔{other}", row, row.statement.lineno, parts=(part,)))
        parts = tuple(part for single in singles for part in single.parts)
        yield Edit(2.0, f"roles of {left} and {other}", several[0], singles[0].line, parts=parts, of=tuple(singles))


def _reads_in_value(row: Row, name: str) -> bool:
    value = getattr(row.statement, HEADS.get(type(row.statement), "value"), None)
    nodes = ast.walk(value) if isinstance(value, ast.expr) else ()
    return any(isinstance(node, ast.Name) and node.id == name for node in nodes)


def _siblings(row: Row, words: Vocabulary) -> Iterator[Edit]:
    """All names of one family for those of another: `(X - mean_s) / std_s` becomes `(X - mean_c) / std_c`."""
    field = HEADS.get(type(row.statement), "value")
    value = getattr(row.statement, field, None)
    if not isinstance(value, ast.expr):
        return
    read = read_names(value, words.lines)
    ways = {way for name in read for other in words.lines if (way := _family(name, other))}
    for old, new in sorted(ways):
        names = {name: other for name in read for other in words.lines if _family(name, other) == (old, new)}
        if len(names) > 1:
            part = Part(row, (Place(row.statement, field),), Exchange(names).visit(copied(value)))
            yield Edit(1.5, f"all of {old}→{new}", row, row.statement.lineno, parts=(part,))


def _family(name: str, other: str) -> tuple[str, str] | None:
    """How the last part of a name differs from another's, or its first, where all else is the same."""
    for cut in (lambda text: text.rpartition("_"), lambda text: text.partition("_")[::-1],
                lambda text: (text[:-1], "", text[-1:]), lambda text: (text[1:], "", text[:1])):  # fmt: skip
        (rest, _, own), (same, _, new) = cut(name), cut(other)
        if rest and rest == same and own and new and own != new:
            return own, new
    return None
