"""The names that a piece of Python binds, in every way in which Python binds names."""

import ast

import pytest

from course_utils.notebooks.bindings import bound

PIECES = {
    "a = b.c = d[0] = 1": ["a"],
    "(a, *b), [c] = x": ["a", "b", "c"],
    "a: int = 1": ["a"],
    "a += 1": ["a"],
    "def f(x, y=1):\n    z = x": ["f"],
    "async def f(): pass": ["f"],
    "class A(B):\n    c = 1": ["A"],
    "import a.b, c.d as e\nfrom f import g, h as i": ["a", "e", "g", "i"],
    "from a import *": [],
    "for a in b:\n    c = a\nelse:\n    d = 1": ["a", "c", "d"],
    "with a as b, c as (d, e): f = 1": ["b", "d", "e", "f"],
    "try:\n    import a\nexcept ImportError as e:\n    a = None\nfinally:\n    b = 1": ["a", "e", "b"],
    "if (a := 1): pass": ["a"],
    "while x:\n    a = 1": ["a"],
    "match x:\n    case [a, *b]: pass\n    case {'k': c}: pass": ["a", "b", "c"],
    "a = [b for b in c]": ["a"],
    "a = lambda b: (c := b)": ["a"],
    "print(a)\ndel a": [],
}


@pytest.mark.parametrize("piece", PIECES)
def test_the_names_that_a_piece_binds(piece):
    assert bound(ast.parse(piece)) == PIECES[piece]


@pytest.mark.parametrize("piece", PIECES)
def test_they_are_those_that_running_it_would_bind(piece):
    """Python's own table of symbols is the oracle: global names that the module assigns or imports."""
    import symtable

    table = symtable.symtable(piece, "<piece>", "exec")
    own = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}
    deleted = {node.id for node in ast.walk(ast.parse(piece)) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del)}
    assert {*bound(ast.parse(piece))} == own - deleted - {"*"}
