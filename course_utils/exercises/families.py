"""Mistakes that every walk of windows and every loop invites: made of a right loop, with their sentences."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import replace

from course_utils.exercises.base import Mistake, Shared
from course_utils.exercises.changes import Changed, changed
from course_utils.types import Function

RETURN = "Your return stands inside the loop, so the function ends too early. Move return below it, to the left."
_CORNER = "h * stride, w * stride"


def early_returns(right: Function) -> tuple[Mistake, ...]:
    """A `return` that stands inside the loops of `right`, at each depth: as many rounds as it leaves are done."""
    return tuple(
        Mistake(f"return inside the loop: {depth}", RETURN, Changed(right, edits))
        for depth, edits in enumerate(_early(textwrap.dedent(inspect.getsource(right))), 1)
    )


_DEEPEST = 4  # loops of a walk: images, rows, columns and filters, or three axes


def _early(source: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """For each depth of the first loop the edits that return at the end of a round."""
    body = ast.parse(source).body[0].body  # type: ignore[attr-defined]
    place = next(number for number, node in enumerate(body) if isinstance(node, ast.For))
    loop, rest = body[place], [_text(source, node) for node in body[place + 1 :]]
    if "ndindex" not in ast.unparse(loop.iter):
        yield (_at_the_end(source, loop, rest),)
        return
    places = f"({', '.join(map(ast.unparse, loop.target.elts))},)"
    known = _DEEPEST if "*" in places else len(loop.target.elts)
    for count in range(1, known + 1):
        yield (_in_round(source, loop, f"{places}[:{count}] > (0,) * {count}", rest),)
    if places.startswith("(i,"):
        for count in range(2, known + 1):  # all images at once, as whole arrays
            yield (_in_round(source, loop, f"any({places}[1:{count}])", ["continue"]),)
    inner = next((node for node in loop.body if isinstance(node, ast.For)), None)
    if inner is not None and isinstance(inner.target, ast.Name):
        first = _in_round(source, loop, f"{places} > (0,) * {known}", rest)
        yield first, _in_round(source, inner, f"{inner.target.id} > 0", rest)


def _in_round(source: str, loop: ast.For, later: str, rest: list[str]) -> tuple[str, str]:
    """Do the rest where the round is a `later` one."""
    header = source.splitlines()[loop.lineno - 1].strip()
    indent = " " * (loop.body[0].col_offset)
    return header, "\n".join([header, f"{indent}if {later}:", *(f"{indent}    {line}" for line in rest)])


def _at_the_end(source: str, loop: ast.For, rest: list[str]) -> tuple[str, str]:
    last = _text(source, loop.body[-1])
    indent = " " * loop.body[-1].col_offset
    return last, "\n".join([last, *(f"{indent}{line}" for line in rest)])


def _text(source: str, node: ast.AST) -> str:
    return ast.get_source_segment(source, node) or ""


def walks(right: Function, corner: str = _CORNER) -> tuple[Mistake, ...]:
    """Windows that start at other places than (h · stride, w · stride)."""
    rows = {
        "stride on rows only": ("h * stride, w", "Only h is multiplied by the stride. Columns step by it as well: "
                                "w * stride."),
        "stride on columns only": ("h, w * stride", "Only w is multiplied by the stride. Rows step by it as well: "
                                   "h * stride."),
        "h for w": ("h * stride, h * stride", "You used h for the columns as well. Rows go with h, columns with w."),
        "w for h": ("w * stride, w * stride", "You used w for the rows as well. Rows go with h, columns with w."),
        "windows one place late": ("h * stride + 1, w * stride + 1", "Your windows start one row and one column late. "
                                   "The first starts at 0: take the + 1 away."),
        "stride added": ("h + stride, w + stride", "You added the stride to h and w. Multiply by it: h * stride."),
    }  # fmt: skip
    return tuple(Mistake(name, sentence, changed(right, corner, new)) for name, (new, sentence) in rows.items())


def sharing(shared: Shared, mistakes: tuple[Mistake, ...]) -> tuple[Mistake, ...]:
    """The mistakes with what is said where several of them stop with one error."""
    return tuple(replace(mistake, shared=shared) for mistake in mistakes)


LEAVING = Shared(
    "windows leave the image",
    "Your windows leave the image: it is not padded first, or the output size is too large. Print the padded image's "
    "shape, n_H and n_W.",
)
