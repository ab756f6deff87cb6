"""A CSV of another system, cell by cell as it was written: what is not filled in stays as it is, byte for byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from course_utils.errors import UsageError

MOST_BYTES = 50 * 2**20
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HELP = "Pass the list as its system exports it."
_SEPARATORS = (",", ";", "\t")
_ENDS = re.compile(r"\r\n|\n|\r")
_SAYS = re.compile(r"sep=(?P<separator>[,;\t])(?:\r\n|\n|\r)", re.IGNORECASE)  # Excel's own first line
_COMMA_DECIMAL = re.compile(r"^-?\d+,\d+$")


@dataclass
class Line:
    """One row: its cells as they are written, quotes and all, and the end of the line."""

    raw: list[str]
    end: str


class Sheet:
    """The rows of a CSV; the first is the header.

    >>> sheet = Sheet.of_text('Student;"Points, all"\\r\\nAda;\\r\\n')
    >>> sheet.fill(1, 1, "84.5")
    >>> sheet.text()
    'Student;"Points, all"\\r\\nAda;84.5\\r\\n'
    """

    def __init__(self, lines: list[Line], separator: str, encoding: str = "utf-8", mark: bytes = b"") -> None:
        self._lines, self.separator, self._encoding, self._mark = lines, separator, encoding, mark

    @classmethod
    def read(cls, path: Path) -> Sheet:
        """The sheet in the file `path`: UTF-8, UTF-16, or Windows' Western letters.

        Raises OSError, and UsageError for what is no text or has no header.
        """
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise UsageError(f"{path} is larger than {MOST_BYTES // 2**20} MB.", _HELP)
        mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
        if b"\0" in data[:2] and not mark:  # UTF-16 leaves half of a header's first letter empty
            encoding = "utf-16-be" if data[0] == 0 else "utf-16-le"
        for name in (encoding,) if encoding else ("utf-8", "cp1252"):
            try:
                text = data[len(mark) :].decode(name)
            except UnicodeDecodeError:
                continue
            says = _SAYS.match(text)
            head = says[0] if says else ""
            if "\0" not in text:
                return cls.of_text(text.removeprefix(head), name, mark + head.encode(name), says and says["separator"])
        raise UsageError(f"{path} is no CSV file.", _HELP)

    @classmethod
    def of_text(cls, text: str, encoding: str = "utf-8", mark: bytes = b"", separator: str | None = None) -> Sheet:
        """The sheet in `text`, with the `separator`, by default the one that its first line has most of."""
        first = _ENDS.split(text, maxsplit=1)[0]
        outside = re.sub(r'"[^"]*"', "", first)
        separator = separator or max(_SEPARATORS, key=outside.count)
        return cls(list(_lines(text, separator)) or [Line([""], "")], separator, encoding, mark)

    @property
    def header(self) -> list[str]:
        return self.row(0)

    @cached_property
    def has_comma_decimals(self) -> bool:
        """Whether its numbers are written as 84,5."""
        return any(_COMMA_DECIMAL.match(self.cell(row, column)) for row, column in self._places())

    def __len__(self) -> int:
        return len(self._lines)

    def row(self, number: int) -> list[str]:
        """The values of a row, without quotes and blanks around them."""
        return [_value(raw) for raw in self._lines[number].raw]

    def cell(self, row: int, column: int) -> str:
        """One value; "" beyond the end of a row."""
        cells = self._lines[row].raw
        return _value(cells[column]) if column < len(cells) else ""

    def fill(self, row: int, column: int, value: str) -> None:
        """Write `value` into a cell, in quotes where it needs them or the cell had some."""
        cells = self._lines[row].raw
        cells += [""] * (column + 1 - len(cells))
        quoted = cells[column].startswith('"') or any(sign in value for sign in (self.separator, '"', "\n", "\r"))
        cells[column] = '"' + value.replace('"', '""') + '"' if quoted else value

    def number(self, value: float) -> str:
        """A number as this sheet writes them."""
        text = f"{value:.10g}"
        return text.replace(".", ",") if self.has_comma_decimals else text

    def text(self) -> str:
        return "".join(self.separator.join(line.raw) + line.end for line in self._lines)

    def data(self) -> bytes:
        """The file: with the mark and in the encoding that it was read in."""
        return self._mark + self.text().encode(self._encoding, "replace")

    def _places(self) -> Iterator[tuple[int, int]]:
        return ((row, column) for row, line in enumerate(self._lines) for column in range(len(line.raw)))


def number_in(text: str) -> float | None:
    """A number as a sheet writes it, with a point or a comma; None for what is none."""
    text = text.strip().replace(",", ".")
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def column_named(header: Sequence[str], names: Sequence[str]) -> int | None:
    """The first column that bears one of `names`, in the order of the names, whatever the case."""
    folded = [name.strip().casefold() for name in header]
    return next((folded.index(name) for name in names if name in folded), None)


def _lines(text: str, separator: str) -> Iterator[Line]:
    cell = re.compile(f'[^\\S\\r\\n{separator}]*"(?:[^"]|"")*"[^\\r\\n{separator}]*|[^\\r\\n{separator}]*')
    place, raw = 0, list[str]()
    while place < len(text) or raw:
        match = cell.match(text, place)
        assert match is not None  # the last form takes nothing
        raw.append(match[0])
        place = match.end()
        if text.startswith(separator, place):
            place += 1
            continue
        end = _ENDS.match(text, place)
        yield Line(raw, end[0] if end else "")
        place, raw = (end.end() if end else place), []


def _value(raw: str) -> str:
    text = raw.strip()
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        text = text[1:-1].replace('""', '"').strip()
    return text
