"""The lists of students that other systems export, and when their work was handed in."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from course_utils.errors import UsageError
from course_utils.grading.intake.moments import moment
from course_utils.grading.intake.owner import PARTICIPANT
from course_utils.grading.roster.person import Person, in_order
from course_utils.grading.roster.sheet import Sheet

# Moodle writes its headers in the language of the site.
_NAMES = (
    "student", "full name", "name", "sortable name", "user full name", "vollständiger name", "nom complet",
    "nombre completo", "nome completo", "volledige naam",
)  # fmt: skip
_FIRST = ("first name", "firstname", "given name", "vorname", "prénom", "nombre")
_LAST = ("last name", "surname", "lastname", "family name", "nachname", "nom de famille", "apellido(s)")
# What a list calls it → what the class calls it. Canvas, Moodle, Gradescope, GitHub Classroom.
_IDS = {
    "id": "canvas",
    "sis user id": "sis",
    "sis login id": "login",
    "integration id": "integration",
    "identifier": "moodle",
    "identifiant": "moodle",
    "identificador": "moodle",
    "identificativo": "moodle",
    "identificatie": "moodle",
    "id number": "sis",
    "id-nummer": "sis",
    "numéro d'identification": "sis",
    "número de id": "sis",
    "numero id": "sis",
    "número de identificação": "sis",
    "sis_id": "sis",
    "user_id": "canvas",
    "username": "login",
    "sid": "sis",
    "student id": "sis",
    "email": "email",
    "email address": "email",
    "e-mail-adresse": "email",
    "adresse de courriel": "email",
    "dirección de correo": "email",
    "indirizzo email": "email",
    "e-mailadres": "email",
    "endereço de email": "email",
    "github_username": "github",
    "github username": "github",
    "roster_identifier": "sis",
    "orgdefinedid": "sis",
}
_IDS |= {system: system for system in ("canvas", "sis", "login", "moodle", "nbgrader", "github")}
_HIDDEN = re.compile(rf"(?:{PARTICIPANT}|\D+ ) ?\d+")  # Moodle's name for a student whose own it keeps back
_WHOLE, _ROUNDED = re.compile(r"^(\d+)[.,]0+$"), re.compile(r"\d(?:[.,]\d+)?E\+\d+")
_SECTION = ("section", "sections", "section name", "groups", "group")
_TIME = (
    "last modified (submission)", "zuletzt geändert (abgabe)", "dernière modification (travail remis)",
    "última modificación (entrega)", "submission time", "submitted_at", "submitted at", "submission_timestamp",
    "submitted",
)  # fmt: skip
# Moodle's two times, of the submission and then of the grade, in whatever language: "Ultima modifica (consegna)".
_TWICE = re.compile(r"(?P<what>[^()]+) \([^()]+\)")
_ROLE = ("role", "roles", "rolle", "rollen", "rôle", "rôles", "rol", "ruolo", "ruoli")
_TEACHING = re.compile(
    r"instructor|teach|\bta\b|assistant|grader|reader|manager|trainer|dozent|lehrende|enseignant|profes|tutor|docente|docent",
    re.IGNORECASE,
)
_NOT_STUDENTS = ("points possible", "student, test", "test student")
_HELP = 'Expected a CSV with a header in UTF-8; say what its columns are: --columns "name=Full name,email=Mail".'


@dataclass(frozen=True)
class Listed:
    """One line of a list: a student, and when they handed in: as the list says it, and as a time where clear."""

    person: Person
    said: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class _Columns:
    """Which column of a list holds what; the name stands in `otherwise` where `names` are empty."""

    names: tuple[str, ...]
    ids: Mapping[str, str] = field(default_factory=dict)
    section: str = ""
    time: str = ""
    otherwise: str = ""
    role: str = ""


def read_list(path: Path, columns: str = "", zone: tzinfo | None = None) -> list[Listed]:
    """The students of a CSV, or of nbgrader's `gradebook.db`; times without an offset are in `zone`.

    `columns` maps by hand, as "name=Full name,canvas=User". Raises UsageError for what names no student.
    """
    try:
        if path.suffix in (".db", ".sqlite"):
            listed = list(_of_nbgrader(path))
        else:
            listed = list(_of_csv(path, _by_hand(columns), zone))
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no CSV file and no gradebook"
        raise UsageError(f"The list {path} cannot be read: {why}.", _HELP) from None
    if not listed:
        raise UsageError(f"The list {path} names no student.", _HELP)
    return listed


def _of_csv(path: Path, given: Mapping[str, str], zone: tzinfo | None) -> Iterator[Listed]:
    sheet = Sheet.read(path)
    time = _columns(path, sheet, given).time
    for row, person in people_of(sheet, path, given):
        said = sheet.cell(row, sheet.header.index(time)) if time else ""
        yield Listed(person, said, moment(said, zone))


def people_of(sheet: Sheet, path: Path, given: Mapping[str, str] | None = None) -> Iterator[tuple[int, Person]]:
    """The rows of a sheet that name a student, each with the student."""
    where = _columns(path, sheet, given or {})
    for row in range(1, len(sheet)):
        cells = dict(zip(reversed(sheet.header), reversed(_filled(sheet, row)), strict=True))
        if person := _person(cells, where):
            yield row, person


def _filled(sheet: Sheet, row: int) -> list[str]:
    return [sheet.cell(row, column) for column in range(len(sheet.header))]


def _by_hand(columns: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in columns.split(",") if pair.strip()]
    if bad := next((key for key, sign, value in pairs if not (sign and value.strip())), ""):
        raise UsageError(f"--columns has {bad!r} without a column.", _HELP)
    return {key.strip(): value.strip() for key, _, value in pairs}


def _columns(path: Path, sheet: Sheet, given: Mapping[str, str]) -> _Columns:
    header = sheet.header
    if missing := next((name for name in given.values() if name not in header), ""):
        raise UsageError(f"The list {path} has no column {missing!r}: {', '.join(header)}.", _HELP)
    by_name = {name.strip().casefold().replace("’", "'"): name for name in reversed(header)}

    def first(names: tuple[str, ...]) -> str:
        return next((by_name[name] for name in names if name in by_name), "")

    names = (given["name"],) if "name" in given else tuple(filter(None, (first(_FIRST), first(_LAST))))
    names = names if len(names) == 2 or "name" in given else tuple(filter(None, (first(_NAMES),)))
    ids = {system: by_name[name] for name, system in reversed(_IDS.items()) if name in by_name}
    otherwise = ids.pop("moodle", "") if "github_username" in by_name else ""  # Classroom's identifier is a name
    ids |= {system: name for system, name in given.items() if system not in ("name", "section", "time")}
    time = first(_TIME) or _first_of_two(header)
    if not names and not ids:
        names, ids = _by_content(sheet)
    return _Columns(names, ids, given.get("section", first(_SECTION)), given.get("time", time), otherwise, first(_ROLE))


def _by_content(sheet: Sheet) -> tuple[tuple[str, ...], dict[str, str]]:
    """Names and numbers of Moodle's worksheet in a language not known here: its first column says "Участник 123".

    The second holds names, unless marking is blind: then it holds states, which are the same for many.
    """
    rows = [row for row in map(sheet.row, range(1, len(sheet))) if any(row)]
    columns = [list(cells) for cells in zip(*rows, strict=False)]
    if len(columns) < 2 or not all(map(_HIDDEN.fullmatch, columns[0])):
        return (), {}
    if len({cell.rstrip("0123456789") for cell in columns[0]}) > 1:
        return (), {}
    mail = next((place for place, cells in enumerate(columns) if all("@" in cell for cell in cells)), None)
    has_names = mail is not None or len(set(columns[1])) == len(rows) > 2
    ids = {"moodle": sheet.header[0]} | ({"email": sheet.header[mail]} if mail is not None else {})
    return ((sheet.header[1],) if has_names and mail != 1 else ()), ids


def _first_of_two(header: list[str]) -> str:
    """The first of two columns that differ in what stands in brackets alone, "" where there are none."""
    matches = [(name, match["what"].strip().casefold()) for name in header if (match := _TWICE.fullmatch(name))]
    twice = Counter(what for _, what in matches)
    return next((name for name, what in matches if twice[what] == 2), "")


def _person(cells: Mapping[str, str], where: _Columns) -> Person | None:
    if _TEACHING.search(cells.get(where.role, "")):
        return None
    name = in_order(" ".join(cells.get(column, "") for column in where.names))
    name = name or in_order(cells.get(where.otherwise, ""))
    said = ((_kind(system, cells.get(column, "")), cells.get(column, "")) for system, column in where.ids.items())
    ids = frozenset((system, _plain(system, value)) for system, value in said)
    ids = frozenset((system, value) for system, value in ids if value)
    if not (name or ids) or cells.get(where.names[0] if where.names else "", "").casefold() in _NOT_STUDENTS:
        return None
    name = name or (f"Participant {dict(ids)['moodle']}" if "moodle" in dict(ids) else min(value for _, value in ids))
    return Person(name, ids, cells.get(where.section, ""))


def _kind(system: str, value: str) -> str:
    """Whose number it is: Moodle in German calls its column as Canvas does, but writes a word before the number."""
    return "moodle" if system == "canvas" and _HIDDEN.fullmatch(value) else system


def _plain(system: str, value: str) -> str:
    if system == "moodle":
        return value[len(value.rstrip("0123456789")) :]  # "Participant 123", in whatever language
    value = value.removeprefix("#")  # Brightspace's, so that no spreadsheet takes it for a number
    if _ROUNDED.fullmatch(value):
        return ""  # a spreadsheet has saved it: what is left is many students' number
    value = _WHOLE.sub(r"\1", value)
    return value.casefold() if system in ("email", "login", "github") else value


def _of_nbgrader(path: Path) -> Iterator[Listed]:
    with closing(sqlite3.connect(f"file:{path.resolve()}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT id, first_name, last_name, email FROM student ORDER BY id").fetchall()
    for number, first, last, email in rows:
        ids = {("nbgrader", str(number)), *((("email", str(email).casefold()),) if email else ())}
        yield Listed(Person(in_order(f"{first or ''} {last or ''}") or str(number), frozenset(ids)))
