"""A gradebook as one file for another machine: written whole, read whole or not at all, merged without conflict.

The file is JSON by lines, packed: a head, a line for each record, and a foot with a checksum of all before it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course_utils.data.files import OWNER, drafted
from course_utils.errors import UsageError
from course_utils.grading.exchange.content import Content, Record, children, columns, read, roots, write
from course_utils.grading.exchange.merge import merge
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.migration import LAYOUT

_HEAD = "gradebook of the CNN Workbook"
_HELP = "Pass a file that `course class export` wrote."
_OWN = ("layout",)  # settings about the tables, not about the class
_LONGEST = 64 * 2**20  # bytes of a line: one submission with all its results


def export(book: Gradebook, target: Path) -> int:
    """Write all of a gradebook to `target`; returns how many records. Only its owner can read the file.

    Raises UsageError where it cannot be written.
    """
    with book.session() as session:
        content = read(session)
    content["setting"] = [record for record in content["setting"] if record["key"] not in _OWN]
    count, checksum = 0, hashlib.sha256()
    try:
        with drafted(target, OWNER) as draft, gzip.GzipFile(draft, "wb", mtime=0) as file:
            for line in _lines(content):
                file.write(line)
                checksum.update(line)
                count += 1
            file.write(_line({"records": count - 1, "sha256": checksum.hexdigest()}))
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.", "What was there is untouched.") from None
    return count - 1


def merge_into(book: Gradebook, theirs: Content) -> int:
    """Merge an exported gradebook into `book`, in one transaction; returns how many records are new.

    Raises UsageError where its students contradict ours; nothing is changed then.
    """
    with book.session() as session:
        ours = read(session)
        own = [record for record in ours["setting"] if record["key"] in _OWN]
        ours["setting"] = [record for record in ours["setting"] if record["key"] not in _OWN]
        merged = merge(ours, theirs)
        before = sum(map(len, ours.values()))
        merged["setting"] = [*merged["setting"], *own]
        write(session, merged)
    return sum(map(len, merged.values())) - len(own) - before


def _lines(content: Content) -> Iterator[bytes]:
    yield _line({"head": _HEAD, "layout": LAYOUT})
    for table, records in content.items():
        yield from (_line({"table": table, "record": record}) for record in records)


def _line(value: Record) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace") + b"\n"


def read_export(source: Path) -> Content:
    """The records of a file; raises UsageError for what `course class export` did not write, or not whole."""
    content: Content = {root.name: [] for root in roots()}
    checksum, head, foot, count = hashlib.sha256(), None, None, 0
    try:
        with gzip.open(source, "rb") as file:
            while line := file.readline(_LONGEST):
                value = json.loads(line)
                if foot is not None:
                    raise _damaged(source, "something follows its end")
                if head is None:
                    head = _require_head(source, value)
                elif "table" in value:
                    _require_columns(source, value)
                    content[value["table"]].append(value["record"])
                    count += 1
                else:
                    foot = value
                    continue
                checksum.update(line)
    except OSError as error:
        if not isinstance(error, gzip.BadGzipFile):
            raise UsageError(f"{source} cannot be read: {error.strerror}.", _HELP) from None
        raise _foreign(source) if head is None else _damaged(source, "it cannot be unpacked") from None
    except (EOFError, zlib.error):
        raise _damaged(source, "it ends too early") from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _foreign(source) if head is None else _damaged(source, "it cannot be read") from None
    if head is None:
        raise _foreign(source)
    if foot != {"records": count, "sha256": checksum.hexdigest()}:
        raise _damaged(source, "its checksum differs")
    return content


def _require_head(source: Path, value: Any) -> Record:
    if not isinstance(value, dict) or value.get("head") != _HEAD:
        raise _foreign(source)
    if value.get("layout") != LAYOUT:
        said = f"{source} is of layout {value.get('layout')}, this version knows {LAYOUT}."
        raise UsageError(said, "Export it again with the same version of the course. Nothing was changed.")
    return value


def _require_columns(source: Path, value: Record) -> None:
    """Raise UsageError for a record of another version, before anything is written."""
    known = {root.name: root for root in roots()}
    root = known.get(value["table"])
    if root is None:
        raise _other_version(source, value["table"])
    owned = {child.name: {column.name for column in columns(child)} for child in children(root)}
    record = value["record"]
    same = record.keys() == {column.name for column in columns(root)} | owned.keys()
    if not same or any(row.keys() != names for name, names in owned.items() for row in record[name]):
        raise _other_version(source, value["table"])


def _other_version(source: Path, table: str) -> UsageError:
    help = "Export it again with the same version of the course. Nothing was changed."
    return UsageError(f"{source} keeps {table!r} in another way than this version.", help)


def _foreign(source: Path) -> UsageError:
    return UsageError(f"{source} is no gradebook that was exported.", f"{_HELP} Nothing was changed.")


def _damaged(source: Path, why: str) -> UsageError:
    return UsageError(f"{source} is damaged: {why}.", "Export or copy it again. Nothing was changed.")
