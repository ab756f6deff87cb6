"""Graded cells of a source: hold their conventions, and take their solutions out.

A graded cell has `# GRADED FUNCTION: name`, one function of that name under `@graded`, and its
solution between `# BEGIN SOLUTION` and `# END SOLUTION`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import zip_longest
from typing import Any

from course_utils.authoring.source import Source
from course_utils.checks.questions.examples import worked_out
from course_utils.checks.questions.reading import examples, given
from course_utils.errors import CourseError
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as questions
from course_utils.exercises.questions.kinds import plain
from course_utils.exercises.questions.quizzes import QUIZZES
from course_utils.notebooks.cell import MARK, UNFINISHED, Cell
from course_utils.notebooks.magics import without_magics

PLACEHOLDER = "# YOUR CODE HERE"
_EXACT = re.compile(r"^\s*# (BEGIN|END) SOLUTION$")
_ASKS = re.compile(r'^(predict\("([\w-]+)", )\.\.\.\)', re.MULTILINE)
_EXAMPLE = re.compile(r"^example\(.+, gives=\.\.\.\)$", re.MULTILINE)
_LOOSE = re.compile(r"^\s*#\s*(begin|end)[\s_-]*solutions?\b", re.IGNORECASE)


def is_graded(cell: Cell) -> bool:
    """True when anything marks the cell as graded; `verify` then asks for all of it."""
    if cell.kind != "code":
        return False
    lines = cell.source.splitlines()
    marked = any(line.strip() == "@graded" or _LOOSE.match(line) for line in lines)
    return marked or "graded" in cell.tags or MARK.rstrip(": ") in cell.source


def verify(source: Source, expected: Collection[str]) -> None:
    """Hold every convention of graded cells; `expected` names the exercises of this notebook.

    Raises:
        BuildError: naming the file and line of the first cell that breaks one.
    """
    defined: dict[str, int] = {}
    for cell in filter(is_graded, source.cells):
        name, line = _verify_cell(source, cell)
        if name not in expected:
            known = ", ".join(sorted(expected)) or "none"
            raise source.fault(line, f"{name} is no exercise of {source.name}.", f"Its exercises are: {known}.")
        if name in defined:
            raise source.fault(line, f"{name} is already defined in line {defined[name]}.")
        defined[name] = line
    if source.is_quiz:
        _verify_quiz(source)
    for cell in source.cells:
        _verify_questions(source, cell)
        _verify_examples(source, cell, expected)
    missing = [name for name in expected if name not in defined]
    if missing:
        raise source.fault(1, f"no graded cell defines {', '.join(missing)}.", "Write one for each.")


def _verify_quiz(source: Source) -> None:
    """A quiz asks what its row of questions/quizzes.py says, in that order: grading goes by the row."""
    ids, row = tuple(given(source.cells)), QUIZZES[source.name]
    if ids != row:
        first = next((wanted for wanted, there in zip_longest(row, ids) if wanted != there), None) or "nothing more"
        raise source.fault(1, "the quiz asks something else than its row of quizzes.py.", f"The row wants {first}.")


def _verify_questions(source: Source, cell: Cell) -> None:
    """A cell asks questions of its own notebook, and holds no answer."""
    for row in given([cell]).values():
        try:
            question = questions.find(row.id)
        except CourseError as error:
            raise source.fault(cell.line, error.message, "Write the id as the question has it.") from None
        if question.notebook != source.name and not source.is_quiz:
            raise source.fault(cell.line, f"{row.id} is a question of {question.notebook}.", "Ask it there.")
        if row.answer is not ...:
            raise source.fault(cell.line, f"the source answers {row.id}.", f'Write `predict("{row.id}", ...)`.')


def _verify_examples(source: Source, cell: Cell, expected: Collection[str]) -> None:
    """An example is of an exercise of this notebook, in one line, with inputs that it takes and no answer."""
    for name, inputs in examples(cell):
        if name not in expected:
            raise source.fault(cell.line, f"{name} is no exercise of {source.name}.", "Give examples of its own.")
        if inputs.pop("gives", None) is not ... or not _EXAMPLE.search(cell.source):
            raise source.fault(cell.line, f"the example of {name} is answered.", "End its line in `, gives=...)`.")
        try:
            worked_out(registry.find(name)[1], inputs)
        except CourseError as error:
            raise source.fault(cell.line, error.message, error.help) from None


def _verify_cell(source: Source, cell: Cell) -> tuple[str, int]:
    """The name and line of the cell's one graded function."""
    if f"{MARK}{cell.title}" not in map(str.rstrip, cell.source.splitlines()):
        raise source.fault(cell.line, "a graded cell has no title.", f"Write `{MARK}name` in its first line.")
    function = _only_function(source, cell)
    line = cell.line + function.lineno - 1
    if function.name != cell.title:
        raise source.fault(line, f"the cell's title says {cell.title}, its function is {function.name}.")
    if "graded" not in map(ast.unparse, function.decorator_list):
        raise source.fault(line, f"{function.name} lacks its decorator.", "Write `@graded` above the def.")
    if not _blocks(source, cell):
        raise source.fault(
            line,
            f"{function.name} has no solution block, so students would get the answer.",
            "Put the answer between `# BEGIN SOLUTION` and `# END SOLUTION`.",
        )
    _tree(source, cell, student_text(source, cell))
    return function.name, line


def _only_function(source: Source, cell: Cell) -> ast.FunctionDef:
    functions = [node for node in _tree(source, cell, cell.source).body if isinstance(node, ast.FunctionDef)]
    if len(functions) != 1:
        count = len(functions)
        raise source.fault(cell.line, f"a graded cell defines one function; this one defines {count}.")
    return functions[0]


def _tree(source: Source, cell: Cell, text: str) -> ast.Module:
    try:
        return ast.parse(without_magics(text))
    except SyntaxError as error:
        where = "the cell" if text == cell.source else "the student's version of the cell"
        line = cell.line + (error.lineno or 1) - 1
        raise source.fault(line, f"{where} is not valid Python: {error.msg}.") from None


def _blocks(source: Source, cell: Cell) -> list[tuple[int, int]]:
    """Indices of the lines of each BEGIN and its END.

    Raises:
        BuildError: a marker is misspelt or lacks its partner.
    """
    blocks, begin = list[tuple[int, int]](), -1
    for index, word in _markers(source, cell):
        if word == "END" and begin < 0:
            raise source.fault(cell.line + index, "END SOLUTION has no BEGIN SOLUTION before it.")
        if word == "BEGIN" and begin >= 0:
            break
        if word == "END":
            blocks.append((begin, index))
        begin = index if word == "BEGIN" else -1
    if begin >= 0:
        raise source.fault(cell.line + begin, "BEGIN SOLUTION has no END SOLUTION after it.")
    return blocks


def _markers(source: Source, cell: Cell) -> Iterator[tuple[int, str]]:
    for index, line in enumerate(cell.source.splitlines()):
        exact = _EXACT.match(line.rstrip())
        if exact:
            yield index, exact[1]
        elif _LOOSE.match(line):
            help = "Write `# BEGIN SOLUTION` or `# END SOLUTION`."
            raise source.fault(cell.line + index, f"{line.strip()!r} is no marker.", help)


def student_text(source: Source, cell: Cell) -> str:
    """The cell's text with a placeholder for each solution; the first one raises NotImplementedError."""
    lines = cell.source.splitlines()
    for number, (begin, end) in reversed(list(enumerate(_blocks(source, cell)))):
        indent = lines[begin][: len(lines[begin]) - len(lines[begin].lstrip())]
        kept = (PLACEHOLDER, UNFINISHED) if number == 0 else (PLACEHOLDER,)
        lines[begin : end + 1] = [indent + line for line in kept]
    return "\n".join(lines)


def solved_text(cell: Cell) -> str:
    """The cell's text without the marker lines, its questions and examples answered."""
    lines = (line for line in cell.source.splitlines() if not _EXACT.match(line.rstrip()))
    return _EXAMPLE.sub(_worked_out, _ASKS.sub(_answered, "\n".join(lines)))


def _worked_out(call: re.Match[str]) -> str:
    ((name, inputs),) = examples(Cell(1, call[0]))
    del inputs["gives"]
    gives = _rounded(plain(worked_out(registry.find(name)[1], inputs)))
    return f"{call[0].removesuffix('...)')}{gives!r})"


def _rounded(value: Any) -> Any:
    """Numbers as one writes them by hand; rows as lists, as inputs have them."""
    if isinstance(value, tuple):
        return [_rounded(part) for part in value]
    return round(value, 4) if isinstance(value, float) else value


def _answered(call: re.Match[str]) -> str:
    return f"{call[1]}{questions.literal(call[2])!r})"


def secret_lines(source: Source, longer_than: int = 25) -> frozenset[str]:
    """Lines of the solutions, blanks squeezed, that stand nowhere else in the source."""
    inside, outside = set[str](), set[str]()
    for cell in source.cells:
        solved = {index for begin, end in _blocks_of(source, cell) for index in range(begin + 1, end)}
        for index, line in enumerate(normalised(cell.source.splitlines())):
            (inside if index in solved else outside).add(line)
    return frozenset(line for line in inside - outside if len(line) > longer_than)


def solution_blocks(source: Source) -> list[str]:
    """The text of each solution of two or more lines, blanks squeezed."""
    solved = list[str]()
    for cell in source.cells:
        lines = normalised(cell.source.splitlines())
        solved += ["\n".join(lines[begin + 1 : end]) for begin, end in _blocks_of(source, cell)]
    return [block for block in solved if "\n" in block]


def _blocks_of(source: Source, cell: Cell) -> list[tuple[int, int]]:
    return _blocks(source, cell) if is_graded(cell) else []


def normalised(lines: Iterable[str]) -> list[str]:
    """The lines with every run of blanks squeezed to one."""
    return [" ".join(line.split()) for line in lines]
