"""Names, by what they hold, that an edit may use."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from course_utils.checks.locate.edits.sites import Site

Proposal = tuple[ast.expr, float, str]  # what takes an expression's place, how large a step that is, and its kind


class Vocabulary:
    """Names that an edit may use, by what they held in the runs: single numbers, arrays and other kinds; and texts.

    `lines` tells the first line that binds each name, 0 for parameters.
    """

    def __init__(
        self,
        lines: Mapping[str, int],
        kinds: Mapping[str, str],
        texts: Iterable[str],
        libraries: Iterable[str] = (),
        parts: Iterable[ast.expr] = (),
        pieces: Iterable[ast.expr] = (),
        slices: Iterable[ast.expr] = (),
    ) -> None:
        """`libraries` are the names under which the function knows numpy and TensorFlow.

        `parts` are longer expressions for single numbers: sizes of arrays, settings of dictionaries.
        `pieces` are expressions of the function that may stand elsewhere in it, too, and `slices` parts of indices.
        """
        self.lines, self.kinds, self.texts = lines, kinds, tuple(dict.fromkeys(texts))
        self.libraries, self.parts, self.pieces = frozenset(libraries), tuple(parts), tuple(pieces)
        self.slices = tuple(slices)
        self._known: dict[tuple[str, int, bool], list[str]] = {}

    def names(self, kind: str, site: Site) -> list[str]:
        """Names of one kind that have a value when a site is reached."""
        key = kind, site.statement.lineno, bool(site.row.loops)
        if key not in self._known:
            _, line, loops = key
            self._known[key] = [
                name for name, first in self.lines.items() if self.kinds.get(name) == kind and (first < line or loops)
            ]
        return self._known[key]

    def names_of_kind(self, kind: str, line: int) -> list[str]:
        """Names of one kind that are bound before a line, or in it."""
        return [name for name, first in self.lines.items() if first <= line and self.kinds.get(name) == kind]

    def numbers(self, site: Site) -> list[str]:
        return self.names("number", site)


def names_for(node: ast.expr, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    """A name in place of a longer expression."""
    for name in (*words.names("array", site), *words.numbers(site)):
        yield ast.Name(name, ast.Load()), 2.5, f"{name} for all"
