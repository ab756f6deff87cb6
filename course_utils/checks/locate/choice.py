"""What of the mends may be said: the line on which they agree, or none."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from course_utils.checks.locate.diagnosis import PLACE, Fault
from course_utils.checks.locate.edits.likeness import neutral
from course_utils.checks.locate.edits.sites import Edit, rows
from course_utils.checks.locate.observe.flow import elsewhere, readers_and_makers, steps_between, turned_above
from course_utils.checks.locate.observe.slices import bound_by, read_by
from course_utils.checks.locate.search import Mend

NEAR = 0.25  # costs that differ by no more are equal
BESIDE = 0.75  # so much may they differ in a row and the only one that reads what it makes: the fault may be in either
GENERAL = 0.9  # of the small family, the least that a mend must pass, too: else it fits the visible cases only
_LONGEST = 24  # letters of an index that is said
MOST = 2  # lines of which one or the other may be said


def chosen(tree: ast.FunctionDef, mends: Sequence[Mend], tried: float = float("inf")) -> Fault | None:
    """The fault that the mends tell; None where they disagree on the line, or fit the visible cases only.

    All edits up to the cost `tried` were tried: of a dearer one nobody knows what else there is.
    """
    mends = [mend for mend in mends if mend.edit.cost <= tried]
    general = max((mend.share for mend in mends), default=0.0)
    mends = [mend for mend in mends if mend.share == general >= GENERAL]
    if not mends:
        return None
    texts = [_head(row.statement) for row in rows(tree)]
    costs = [(mend.edit.cost + _consistency(mend, texts), mend) for mend in mends]
    least = min(cost for cost, _ in costs)
    costs.sort(key=lambda each: (-each[0], not each[1].edit.of, _steps(tree, each[1])))
    near = {mend.lines: mend for cost, mend in costs if cost <= least + NEAR}
    if len(near) == 1 and len(single := next(iter(near))) == 1:
        beside = readers_and_makers(tree, single[0])
        near |= {mend.lines: mend for cost, mend in costs if beside.issuperset(mend.lines) and cost <= least + BESIDE}
        unpacking = (mend for _, mend in costs if mend.edit.cost <= least + NEAR)
        near |= {mend.lines: mend for mend in unpacking if _gives(mend, tree, single[0])}
    elif len(near) == 1:  # what several rows read is sooner wrong itself
        near |= {mend.lines: mend for cost, mend in costs if cost <= least + BESIDE and _gives(mend, tree, *single)}
    if len(near) > 1:
        near = {lines: mend for lines, mend in near.items() if len(lines) == min(map(len, near))}
    lines = sorted({line for each in near for line in each})
    if len(near) == 1:
        mend = next(iter(near.values()))
        if turned_above(tree, mend.edit):
            return None
        other = elsewhere(tree, mend.edit)
        if other is not None and other.lineno != mend.edit.line:
            both = sorted([(other.lineno, _whole(other)), (mend.edit.line, decides(mend.edit))])
            return Fault(tuple(line for line, _ in both), tuple(said for _, said in both))
        said = {single.line: decides(single) for single in reversed(mend.edit.singles)}
        steps = _steps(tree, mend)
        if steps > 1:
            return None  # any row on the way may be the one
        return Fault(tuple(lines), tuple(said[line] for line in lines), together=len(lines) > 1 and not steps)
    common = set(lines).intersection(*near)
    if len(common) == 1:
        line, mend = common.pop(), next(iter(near.values()))
        said = {single.line: decides(single) for single in mend.edit.singles}
        return Fault((line,), (said[line],), together=True)
    if len(lines) <= MOST and all(len(each) == 1 for each in near):
        return Fault(tuple(lines), tuple(decides(near[line,].edit) for line in lines))
    return None


def _gives(mend: Mend, tree: ast.FunctionDef, *lines: int) -> bool:
    """Whether a mend's only row gives names their values that rows read in every one of these lines.

    Of a single line, only a row counts that unpacks.
    """
    statement = mend.edit.row.statement
    if len(mend.lines) != 1 or mend.lines[0] in lines or (len(lines) == 1 and not _unpacks(statement)):
        return False
    reading = {row.statement.lineno for row in rows(tree) if bound_by(statement) & read_by(row.statement)}
    return reading.issuperset(lines)


def _steps(tree: ast.FunctionDef, mend: Mend) -> int:
    """How many rows the two edits of a mend are apart on one way, where both could be made in one row; 0 elsewhere."""
    singles = mend.edit.singles
    ways = (singles, singles[::-1]) if len(singles) == 2 else ()
    return max((steps_between(tree, *way) for way in ways), default=0)


def _consistency(mend: Mend, texts: Iterable[str]) -> float:
    """Less than 0 where the edit makes a row the image of another one, more where it was one and is none any more."""
    edit = mend.edit
    if _unpacks(edit.row.statement):
        return 2.0  # names that an argument's parts are given are rarely mistaken
    if len(edit.lines) > MOST:
        return 2.0  # nobody errs so often in one way
    if edit.of or not edit.parts or not isinstance(edit.row.statement, (ast.Assign, ast.AugAssign)):
        return 0.0
    others = list(texts)
    before, after = _head(edit.row.statement), _head(edit.parts[0].applied(edit.row.statement))
    others.remove(before)
    was, becomes = before in others, after in others
    return 1.0 * (was and not becomes) - 1.0 * (becomes and not was)


def _unpacks(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], (ast.Tuple, ast.List)):
        return False
    value = statement.value
    if isinstance(value, ast.Tuple):  # or part by part: y[0], y[1]
        values = [part.value for part in value.elts if isinstance(part, ast.Subscript)]
        return len(values) == len(value.elts) and len({ast.unparse(each) for each in values}) == 1
    return isinstance(value, (ast.Name, ast.Attribute))


def _head(statement: ast.stmt) -> str:
    simple = isinstance(statement, (ast.Assign, ast.AugAssign, ast.Return, ast.Expr))
    return neutral(ast.unparse(statement)) if simple else ""


def decides(edit: Edit) -> str:
    """What an edit changes, in words: the expression for a name, a condition, a place."""
    statement = edit.row.statement
    if edit.bodies or edit.key == "left out":
        return PLACE
    if isinstance(statement, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
        target = statement.targets[-1] if isinstance(statement, ast.Assign) else statement.target
        own = _own_target(target, statement.value, edit.node)
        if isinstance(own, ast.Subscript) and any(edit.node is part for part in ast.walk(own.slice)):
            return f"index of `{ast.unparse(own.value)}`"
        return f"expression for `{_short(own)}`"
    if isinstance(statement, ast.Return):
        return "expression after `return`"
    if isinstance(statement, (ast.If, ast.While, ast.Assert)):
        return "condition"
    if isinstance(statement, ast.For):
        return f"range of `{ast.unparse(statement.target)}`"
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        called = statement.value.func
        if isinstance(called, ast.Attribute):
            return f"call on `{ast.unparse(called.value)}`"
    return "expression"


def _whole(statement: ast.stmt) -> str:
    """What a row decides as a whole."""
    if isinstance(statement, ast.Return):
        return "expression after `return`"
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    return f"expression for `{ast.unparse(target)}`" if target is not None else "expression"


def _own_target(target: ast.expr, value: ast.expr | None, node: ast.AST | None) -> ast.expr:
    """The one of several targets whose part of the value is changed."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for part, own in zip(target.elts, value.elts, strict=True):
            if node is not None and any(each is node for each in ast.walk(own)):
                return part
    return target


def _short(target: ast.expr) -> str:
    text = ast.unparse(target)
    return text if len(text) <= _LONGEST or not isinstance(target, ast.Subscript) else _short(target.value)
