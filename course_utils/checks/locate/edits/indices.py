"""Other indices and bounds of slices, other orders of a sequence's parts, parts of arrays."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Sequence

from course_utils.checks.locate.edits.calls import AXES
from course_utils.checks.locate.edits.likeness import images_of_part
from course_utils.checks.locate.edits.sites import Site
from course_utils.checks.locate.edits.vocabulary import Proposal, Vocabulary, names_for


def sequence(node: ast.Tuple | ast.List, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    parts, kind = node.elts, type(node)
    if any(isinstance(part, ast.Starred) for part in parts) or len(parts) > 8:
        return
    texts = [ast.unparse(part) for part in parts]
    for i, j in itertools.combinations(range(len(parts)), 2):
        if texts[i] == texts[j]:
            continue
        swapped = list(parts)
        swapped[i], swapped[j] = parts[j], parts[i]
        yield kind(swapped, node.ctx), 1.5, f"{i}↔{j}"
        for at, of in ((i, j), (j, i)):
            yield kind([*parts[:at], parts[of], *parts[at + 1 :]], node.ctx), 2.0, f"{of} at {at}"
    for i, j in itertools.permutations(range(len(parts)), 2):
        for image in images_of_part(parts[i], words.lines):
            if ast.dump(image) != ast.dump(parts[j]):
                yield kind([*parts[:j], image, *parts[j + 1 :]], node.ctx), 1.5, f"{j} as {i}"
    if len(parts) == 4:
        yield kind([parts[1], parts[0], parts[3], parts[2]], node.ctx), 2.0, "0↔1 2↔3"
        yield kind([*parts[2:], *parts[:2]], node.ctx), 2.0, "01↔23"
    if isinstance(site.parent, ast.keyword) and site.parent.arg == "axis":
        for axis in AXES:
            if repr(axis) != ast.unparse(node):
                yield ast.parse(repr(axis), mode="eval").body, 2.0, f"axis={axis}"
    if isinstance(site.parent, ast.Subscript):
        for number, counter in itertools.product(_whole(parts), _counters(site)):
            index = ast.Name(counter, ast.Load())
            yield kind([*parts[:number], index, *parts[number + 1 :]], node.ctx), 1.5, f":→{counter}"
        for name in words.numbers(site):
            yield kind([*parts, ast.Name(name, ast.Load())], node.ctx), 2.5, f"…, {name}"
        for number in range(len(parts)):
            whole = ast.Slice(None, None, None)
            yield kind([*parts[:number], whole, *parts[number + 1 :]], node.ctx), 2.0, f"{number}→:"
            if len(parts) > 1:
                yield kind([*parts[:number], *parts[number + 1 :]], node.ctx), 2.5, f"without {number}"


def _whole(parts: Sequence[ast.expr]) -> list[int]:
    """The places of the parts of an index that take a whole axis."""
    return [i for i, part in enumerate(parts) if isinstance(part, ast.Slice) and ast.unparse(part) == ":"]


def _counters(site: Site) -> list[str]:
    """What the loops around a site count with."""
    targets = (loop.target for loop in site.row.loops if isinstance(loop, ast.For))
    return [target.id for target in targets if isinstance(target, ast.Name)]


def subscript(node: ast.Subscript, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    yield node.value, 2.5, "without the index"
    if not isinstance(node.slice, ast.Constant):
        old = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        index = ast.Tuple([ast.Slice(None, None, None), *old], ast.Load())
        yield ast.Subscript(node.value, index, ast.Load()), 2.0, ":, …"
    yield from names_for(node, site, words)
    for name in words.numbers(site):
        if not isinstance(node.slice, (ast.Tuple, ast.Constant)):
            both = ast.Tuple([node.slice, ast.Name(name, ast.Load())], ast.Load())
            yield ast.Subscript(node.value, both, ast.Load()), 2.5, f"…, {name}"


def bounds(node: ast.Slice, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    lower, upper, step = node.lower, node.upper, node.step
    numbers = [ast.Name(name, ast.Load()) for name in words.numbers(site)]
    if lower is None and upper is None:
        reverse = ast.UnaryOp(ast.USub(), ast.Constant(1))
        yield ast.Slice(None, None, None if step else reverse), 1.5, "::-1"
    for name in numbers:
        if lower is None:
            yield ast.Slice(name, upper, step), 2.0, f"{name.id}:"
        if upper is None:
            yield ast.Slice(lower, name, step), 2.0, f":{name.id}"
        if lower is None and upper is not None:
            yield ast.Slice(name, ast.BinOp(name, ast.Add(), upper), step), 2.5, f"from {name.id} on"
        if lower is not None:
            yield ast.Slice(lower, ast.BinOp(lower, ast.Add(), name), step), 2.5, f"from lower on, {name.id}"
        if step is None:
            yield ast.Slice(lower, upper, name), 3.0, f"step {name.id}"
        if isinstance(lower, ast.BinOp) and isinstance(upper, ast.BinOp):
            both = ast.Slice(ast.BinOp(lower, ast.Add(), name), ast.BinOp(upper, ast.Add(), name), step)
            yield both, 3.0, f"moved by {name.id}"
    if lower is not None and isinstance(upper, ast.BinOp) and isinstance(upper.op, ast.Add):
        yield ast.Slice(lower, ast.BinOp(lower, ast.Add(), upper.right), step), 1.5, "from lower on"
    if isinstance(upper, ast.UnaryOp):  # at 0, to the end
        yield ast.Slice(lower, ast.BoolOp(ast.Or(), [upper, ast.Constant(None)]), step), 2.0, "or to the end"
    if lower is not None:
        yield ast.Slice(None, upper, step), 2.0, "no lower bound"
    if upper is not None:
        yield ast.Slice(lower, None, step), 2.0, "no upper bound"
    if step is not None:
        yield ast.Slice(lower, upper, None), 2.0, "no step"
    yield from _scaled_bounds(node, numbers, site)


def _scaled_bounds(node: ast.Slice, numbers: list[ast.Name], site: Site) -> Iterator[Proposal]:
    """`h : h + f` becomes `h * stride : h * stride + f`: both bounds move together."""
    lower, upper = node.lower, node.upper
    if not isinstance(lower, ast.Name) or not isinstance(upper, ast.BinOp):
        return
    cost = 2.0 if lower.id in _counters(site) else 3.0  # what another name holds is decided where it is made
    if isinstance(upper.left, ast.Name) and upper.left.id == lower.id:
        for name in numbers:
            start = ast.BinOp(lower, ast.Mult(), name)
            yield ast.Slice(start, ast.BinOp(start, upper.op, upper.right), node.step), cost, f"both · {name.id}"


def array_parts(node: ast.expr, site: Site, words: Vocabulary) -> Iterator[Proposal]:
    """A part of an array, or the array turned."""
    if isinstance(site.parent, ast.Attribute):
        return
    bare = 0.5 * isinstance(node, ast.Name)
    yield ast.Attribute(node, "T", ast.Load()), 2.0 + bare, "T"
    if isinstance(node, ast.BinOp):
        return
    every = ast.Slice(None, None, None)
    if isinstance(node, ast.Name):
        for name in words.numbers(site):
            for before in range(3):
                index = [*[every] * before, ast.Name(name, ast.Load())]
                part = ast.Tuple(index, ast.Load()) if before else index[0]
                yield ast.Subscript(node, part, ast.Load()), 3.0, f"[{name}] at {before}"
        for part in words.slices:
            yield ast.Subscript(node, part, ast.Load()), 2.5, f"[{ast.unparse(part)}]"
        dots = ast.Tuple([ast.Constant(...), ast.Constant(None)], ast.Load())
        yield ast.Subscript(node, dots, ast.Load()), 3.0, "[..., None]"
        yield ast.Subscript(node, ast.Constant(None), ast.Load()), 2.5, "[None]"
    for lower, upper in ((ast.Constant(1), None), (None, ast.UnaryOp(ast.USub(), ast.Constant(1)))):
        yield ast.Subscript(node, ast.Slice(lower, upper, None), ast.Load()), 2.5, "one less"
