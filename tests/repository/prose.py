"""The project's prose: what people read in guides, notebooks, docstrings, messages and pages, by file and line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE, SOURCES = ROOT / "course_utils", ROOT / "workbook" / "source"

# What stands in prose and is not prose: code, formulas, addresses, tags, the languages of templates.
_NOT_PROSE = re.compile(
    r"```.*?```|~~~.*?~~~|``.*?``|`[^`]*`|\$\$.*?\$\$|\$[^$\n]*\$|\]\([^)\s]*\)|https?://\S+|<(style|script).*?</\1>"
    r"|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^<>]*>|&\w+;|\S+@\S+|[\w.-]*[/\\][\w./\\*-]+\.\w+",
    re.DOTALL,
)
_DOCTEST = re.compile(r"^\s*(>>>|\.\.\.).*(\n(?!\s*(>>>|$)).*)*", re.MULTILINE)
_PROGRAM = re.compile(r"[{};]\s*\n|</|^#!|var\(--")
_RAW = re.compile(r"[rRfF]*[rR][fF]?[\"']")  # a raw string is a pattern to look for
_SCRIPT_TEXT = re.compile(r"([\"'`])(.*?)\1")
_WORD = re.compile(r"(?<![\w.'’-])[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+(?:['’][^\W\d_]+)?)*(?!\.\w|[\w(=\[])")


@dataclass(frozen=True)
class Passage:
    """A stretch of prose; `line` is where it begins, `kind` is document, lesson, docstring, message or page."""

    file: str
    line: int
    kind: str
    text: str

    @property
    def prose(self) -> str:
        """The text without code, formulas and addresses; the line breaks stay."""
        text = _DOCTEST.sub(_blank, self.text) if self.kind == "docstring" else self.text
        return _NOT_PROSE.sub(_blank, text)

    def words(self, leave_out: re.Pattern[str] | None = None) -> Iterator[tuple[int, str]]:
        """Every word with its line; spelled-together-by-hyphens come apart, names of code stay out."""
        prose = leave_out.sub(_blank, self.prose) if leave_out else self.prose
        for number, line in enumerate(prose.splitlines(), self.line):
            for match in _WORD.finditer(line):
                yield from ((number, word) for word in match.group().split("-") if _is_word(word))


def _blank(found: re.Match[str]) -> str:
    return " · " + "\n" * found.group().count("\n")


def _is_word(word: str) -> bool:
    """No abbreviation, no symbol, no camelCase."""
    return len(word) > 2 and word[1:] == word[1:].lower() and word.isascii()


@cache
def passages() -> tuple[Passage, ...]:
    """Everything that people read, file by file."""
    return (*_documents(), *_lessons(), *_code(), *_pages())


def _documents() -> Iterator[Passage]:
    for path in (ROOT / "README.md", ROOT / "NOTICE", ROOT / "datasets" / "README.md", *sorted(PACKAGE.rglob("*.md"))):
        yield Passage(_name(path), 1, "document", path.read_text("utf-8"))


def _lessons() -> Iterator[Passage]:
    for path in sorted(SOURCES.rglob("*.py")):
        yield from lesson(_name(path), path.read_text("utf-8"))


def lesson(file: str, text: str) -> Iterator[Passage]:
    """The markdown cells of a notebook's source, and the sentences in its code cells."""
    cells = re.split(r"^(?=# %%)", text, flags=re.MULTILINE)
    line = 1
    for cell in cells:
        if cell.startswith("# %% [markdown]"):
            body = re.sub(r"^# ?", "", cell.split("\n", 1)[-1], flags=re.MULTILINE)
            yield Passage(file, line + 1, "lesson", body)
        elif cell.startswith("# %%"):
            yield from _strings(file, re.sub(r"^[%!].*", "", cell, flags=re.MULTILINE), line - 1)
        line += cell.count("\n")


def _code() -> Iterator[Passage]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from _strings(_name(path), path.read_text("utf-8"), 0)


def _strings(file: str, code: str, before: int) -> Iterator[Passage]:
    """Docstrings, and every other string that reads as a sentence; an f-string is one text with gaps."""
    tree, lines = ast.parse(code), code.splitlines()
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    docs = {id(text) for node in ast.walk(tree) if (text := _docstring(node))}
    inside |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "split"}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(p.value if isinstance(p, ast.Constant) else "{}" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            text = node.value
        else:
            continue
        pattern = _RAW.match(lines[node.lineno - 1].encode()[node.col_offset :].decode())
        if id(node) in docs or (_reads_as_sentence(text) and not pattern):
            yield Passage(file, node.lineno + before, "docstring" if id(node) in docs else "message", text)


def _docstring(node: ast.AST) -> ast.Constant | None:
    body = getattr(node, "body", None)
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) or not body:
        return None
    first = body[0]
    text = first.value if isinstance(first, ast.Expr) else None
    return text if isinstance(text, ast.Constant) and isinstance(text.value, str) else None


def _reads_as_sentence(text: str) -> bool:
    """At least two words with a space between, and nothing that only styles, scripts and programs have."""
    return bool(re.search(r"[a-z]{2,},? [a-z]{2,}", text)) and not _PROGRAM.search(text) and not _is_python(text)


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def _pages() -> Iterator[Passage]:
    """Templates, and the sentences in the strings of the widgets' scripts."""
    for path in sorted(PACKAGE.rglob("*.html")):
        yield Passage(_name(path), 1, "page", path.read_text("utf-8"))
    for path in sorted(PACKAGE.rglob("*.js")):
        for line, text in enumerate(path.read_text("utf-8").splitlines(), 1):
            for match in _SCRIPT_TEXT.finditer(text.split("//")[0]):
                if _reads_as_sentence(match.group(2)):
                    yield Passage(_name(path), line, "message", re.sub(r"\$\{[^}]*\}", "{}", match.group(2)))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
