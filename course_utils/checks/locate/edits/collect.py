"""All single edits of a function, with what they may use: names, texts, sizes, settings, its own expressions."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from course_utils.checks.locate.edits.expressions import edits_of
from course_utils.checks.locate.edits.names import edits_of_names
from course_utils.checks.locate.edits.rows import edits_of_rows
from course_utils.checks.locate.edits.sites import Edit, names_of, rows, sites
from course_utils.checks.locate.edits.vocabulary import Vocabulary
from course_utils.checks.locate.trace import Seen
from course_utils.checks.locate.trials import Trial

_PIECES = 20  # expressions of the function that may stand elsewhere, too
_PARTS = 16  # longer expressions that an edit may use


def single_edits(
    tree: ast.FunctionDef, seen: Seen, failing: Sequence[Trial], libraries: Iterable[str]
) -> Iterator[Edit]:
    """Edits of the rows that calls reach; `libraries` are the names of numpy and TensorFlow."""
    parts = [*_sizes(seen.kinds, tree), *_settings(failing[0].inputs)]
    words = Vocabulary(
        names_of(tree), seen.kinds, _texts(tree, failing), libraries, parts[:_PARTS], _pieces(tree), _slices(tree)
    )  # fmt: skip
    for site in sites(tree):
        if site.statement.lineno in seen.lines or site.node.lineno in seen.lines:
            yield from edits_of(site, words)
    for edit in (*edits_of_rows(tree, words), *edits_of_names(tree, words)):
        if edit.line in seen.lines or edit.key == "after the loop":
            yield edit


def _texts(tree: ast.FunctionDef, trials: Iterable[Trial]) -> Iterator[str]:
    """Texts of the function and of its inputs, keys among them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
    for trial in trials:
        yield from _texts_in(trial.inputs)


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts_in(part)
            if isinstance(part, dict):
                yield from (key for key in part if isinstance(key, str))
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts_in(part)


def _pieces(tree: ast.FunctionDef) -> list[ast.expr]:
    """Parts of arrays and results of calls, each once, the shortest first."""
    nodes = (site.node for site in sites(tree) if isinstance(site.node, (ast.Subscript, ast.Call)))
    texts = dict.fromkeys(ast.unparse(node) for node in nodes if not isinstance(getattr(node, "ctx", None), ast.Store))
    for row in rows(tree):
        loop = row.statement
        if isinstance(loop, ast.For) and isinstance(loop.iter, ast.Name) and isinstance(loop.target, ast.Name):
            texts[f"{loop.iter.id}[{loop.target.id}]"] = None  # as a loop over a dictionary's keys reads it
    return [ast.parse(text, mode="eval").body for text in sorted(texts, key=len)[:_PIECES]]


def _slices(tree: ast.FunctionDef) -> list[ast.expr]:
    """Slices with both bounds that some index takes, each once."""
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Slice) and node.lower and node.upper)
    texts = dict.fromkeys(ast.unparse(node) for node in nodes)
    indices = (ast.parse(f"_[{text}]", mode="eval").body for text in texts)
    return [index.slice for index in indices if isinstance(index, ast.Subscript)]


def _sizes(kinds: Mapping[str, str], tree: ast.FunctionDef) -> Iterator[ast.expr]:
    """The sizes of the arrays that come as arguments."""
    arrays = [each.arg for each in tree.args.args if kinds.get(each.arg) == "array"]
    for name, axis in product(arrays, range(4)):
        yield ast.parse(f"{name}.shape[{axis}]", mode="eval").body


def _settings(inputs: Mapping[str, object]) -> Iterator[ast.expr]:
    """What dictionaries among the arguments hold by name."""
    for name, value in inputs.items():
        if isinstance(value, dict):
            yield from (ast.parse(f"{name}[{key!r}]", mode="eval").body for key in value if isinstance(key, str))
