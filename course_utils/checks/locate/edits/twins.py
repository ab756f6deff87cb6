"""One edit at several places that are copies of each other: rows and columns, two sides of a box."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from heapq import nsmallest
from itertools import combinations, islice, pairwise, product

from course_utils.checks.locate.edits.likeness import likeness, neutral
from course_utils.checks.locate.edits.sites import Edit

_PLACES = 6  # that one edit changes together
_WAYS = 9  # in which they are combined


def twins(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The same edit at places that are copies of each other: rows and columns, two sides of a box."""
    said: dict[int, str] = {}

    def text(node: ast.AST) -> str:
        if id(node) not in said:
            said[id(node)] = neutral(ast.unparse(node))
        return said[id(node)]

    alike: dict[tuple[str, ...], dict[int, list[Edit]]] = {}
    for edit in edits:
        if edit.node is not None and len(edit.parts) == 1:
            key = (neutral(edit.key), text(edit.node), edit.parts[0].path[-1].name)
            alike.setdefault(key, {}).setdefault(id(edit.node), []).append(edit)
    for places in alike.values():
        if 2 <= len(places) <= _PLACES:
            ways = nsmallest(_WAYS, product(*_best(places.values())), key=_unlike)
            yield from map(_joined, ways)
        if 3 <= len(places) <= _PLACES:
            for two in combinations(places.values(), 2):
                yield from map(_joined, islice(product(*two), 2))


def _best(places: Iterable[list[Edit]]) -> Iterator[list[Edit]]:
    """Of each place the cheapest edits: together not many."""
    several = list(places)
    most = {2: 12, 3: 5}.get(len(several), 3)
    return (sorted(edits, key=lambda edit: edit.cost)[:most] for edits in several)


def _unlike(edits: Sequence[Edit]) -> float:
    """Less for edits that are images of each other: i → y beside j → x."""
    names = [name for edit in edits if (name := _last_name(edit.key))]
    images = sum(likeness(first, second) == 1 for first, second in pairwise(names)) if len(names) > 1 else 0
    return sum(edit.cost for edit in edits) - 2.0 * images


@cache
def _last_name(key: str) -> str:
    """The name with which an edit's key ends; "" where it ends with another word."""
    words = re.findall(r"\w+", key)
    return words[-1] if words and words[-1].isidentifier() else ""


def _joined(several: Sequence[Edit]) -> Edit:
    first = several[0]
    parts = tuple(part for edit in several for part in edit.parts)
    return Edit(first.cost + 0.5, first.key, first.row, first.line, first.node, parts, of=tuple(several))
