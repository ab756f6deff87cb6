"""Students' code parsed by a disposable process: what makes Python's parser hang or die ends neither class nor page."""

from __future__ import annotations

import json
from collections.abc import Iterable

from course_utils.grading.intake.disposable import Disposable, Lost, serve
from course_utils.grading.similar.fingerprints import Function, Parsed, Token, parse
from course_utils.notebooks.cell import Cell

_PARSER = Disposable("course_utils.grading.similar.parser")


def parse_apart(cells: Iterable[Cell]) -> Parsed:
    """The functions of a student's cells, as `parse` gives them."""
    try:
        reply = json.loads(_PARSER.ask(json.dumps([(cell.number, cell.source) for cell in cells]).encode()))
    except Lost:
        return Parsed({}, ("The code takes more memory or time to parse than a notebook may.",))
    functions = (Function(name, text, tuple(Token(*token) for token in tokens)) for name, text, tokens in reply[0])
    return Parsed({function.name: function for function in functions}, tuple(reply[1]))


def _answer(data: bytes) -> bytes:
    parsed = parse(json.loads(data))
    functions = [
        (function.name, function.text, [(token.label, token.symbol, token.line) for token in function.tokens])
        for function in parsed.functions.values()
    ]
    return json.dumps((functions, parsed.problems)).encode()


if __name__ == "__main__":
    serve(_answer)
