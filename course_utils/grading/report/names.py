"""Names of students and notebooks as safe paths inside the report, one per name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_MARKED = re.compile(r"-[0-9a-f]{8}$")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MAX_BYTES = 120
_RECENT = 256  # a page links to each of its student's others


@lru_cache(_RECENT)
def safe_name(text: str) -> str:
    """A name for one file or folder; different texts give different names.

    A name that is safe stays itself, whatever its script; a changed one carries a mark of the
    original, so that it meets no other.

    >>> safe_name("王小明"), safe_name("Ada Lovelace")
    ('王小明', 'Ada Lovelace')
    >>> safe_name("../../etc")
    '_.._etc-74ccf3c5'
    """
    name = unicodedata.normalize("NFC", text.encode("utf-8", "backslashreplace").decode())
    name = _UNSAFE.sub("_", name).strip().strip(".")
    name = name.encode()[:_MAX_BYTES].decode(errors="ignore").strip().strip(".")
    taken = _MARKED.search(name) or _RESERVED.fullmatch(name) or name.lower() == "index"
    if name and name == text and not taken:
        return name
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{name or 'student'}-{mark}"


@lru_cache(_RECENT)
def feedback_path(student: str, notebook: str, file: str) -> PurePosixPath:
    """Where a student's feedback on a notebook stands below the report's folder.

    >>> print(feedback_path("Ada", "week1/2_step_by_step", "Ada/x.ipynb"))
    feedback/Ada/week1/2_step_by_step.html
    """
    return student_path(student).parent / page_name(notebook, file)


def page_name(notebook: str, file: str) -> str:
    """The same, seen from the student's own folder; with forward slashes.

    >>> page_name("week1/2_step_by_step", "Ada/x.ipynb")
    'week1/2_step_by_step.html'
    """
    return _page_of(notebook) if notebook else f"unrecognised/{safe_name(PurePosixPath(file).name)}.html"


@lru_cache(_RECENT)
def _page_of(notebook: str) -> str:
    return "/".join(map(safe_name, notebook.split("/"))) + ".html"


@lru_cache(_RECENT)
def student_path(student: str) -> PurePosixPath:
    """Where the overview of one student stands below the report's folder."""
    return PurePosixPath("feedback", safe_name(student), "index.html")


def link(path: PurePosixPath) -> str:
    """The path as a relative address."""
    return quote(path.as_posix())
