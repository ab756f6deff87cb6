"""Points filled into a file that Canvas or Moodle exported: their columns, their scale, their way of writing numbers.

Only the cells of our points change; every other byte of the file stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from course_utils.data.files import drafted
from course_utils.errors import UsageError
from course_utils.grading.exports.columns import listing
from course_utils.grading.exports.points import Member, Points
from course_utils.grading.roster.lists import people_of
from course_utils.grading.roster.person import Person, spellings
from course_utils.grading.roster.sheet import Sheet, column_named, number_in

_ASSIGNMENT = re.compile(r"^(?P<title>.*\S)\s*\((?P<number>\d+)\)$")
_NOT_ASKED = "N/A"  # Canvas: the assignment is not for this student
_GRADE = ("grade", "bewertung", "note", "calificación", "valutazione", "cijfer", "nota", "avaliação")
_MOST = (
    "maximum grade", "bestwertung", "note maximale", "calificación máxima", "valutazione massima", "maximumcijfer",
    "nota máxima", "avaliação máxima",
)  # fmt: skip
_LOCK = (
    "grade can be changed", "bewertung kann geändert werden", "la note peut être modifiée",
    "la calificación puede ser cambiada", "la calificación puede cambiarse",
)  # fmt: skip
_LOCKED = ("no", "nein", "non")


@dataclass(frozen=True)
class Column:
    """A notebook's column in a sheet, and what its points are out of there; None where the sheet does not say."""

    notebook: str
    place: int
    most: float | None


def fill_canvas(points: Points, source: Path, given: Mapping[str, str], target: Path) -> Path:
    """Canvas's own gradebook export with our points; EX excuses.

    `given` are columns by notebook where their titles do not tell. Raises UsageError for another kind of file, and
    for notebooks whose columns are not clear.
    """
    sheet = read_sheet(source)
    header = sheet.header
    assignments = {place: match["title"] for place, name in enumerate(header) if (match := _ASSIGNMENT.match(name))}
    if column_named(header, ("id", "sis user id", "sis login id")) is None or not assignments:
        help = "Pass what Canvas writes: Grades, Export, Export Entire Gradebook."
        raise UsageError(f"{source} is no gradebook of Canvas: no column reads as Homework 1 (901).", help)
    most_row = next((row for row in range(1, len(sheet)) if sheet.cell(row, 0).casefold() == "points possible"), None)
    places = _places(points.notebooks, assignments, header, given)
    columns = [Column(name, place, _number(sheet, most_row, place)) for name, place in places.items()]
    _say_scale(sheet, columns, points)
    rows = matched(sheet, source, points)
    for row, member in rows.items():
        for column in columns:
            if sheet.cell(row, column.place) != _NOT_ASKED:
                excused = "EX" if member.state(column.notebook) == "excused" else ""
                _fill(sheet, row, column, member, points, excused)
    return _written(sheet, target)


def fill_moodle(points: Points, source: Path, notebook: str, given: Mapping[str, str], target: Path) -> Path:
    """Moodle's grading worksheet of one assignment with our points in the column of grades."""
    sheet = read_sheet(source)
    header = sheet.header
    grade = _place(header, given.get("grade", ""), _GRADE)
    most = _place(header, given.get("maximum", ""), _MOST)
    lock = column_named(header, _LOCK)
    if grade is None:
        help = 'Pass Moodle\'s offline grading worksheet, or name its column: --column "grade=Note".'
        raise UsageError(f"{source} has no column of grades: {', '.join(header)}.", help)
    rows = matched(sheet, source, points)
    locked = {row for row in rows if lock is not None and sheet.cell(row, lock).casefold() in _LOCKED}
    if locked:
        names = [rows[row].person.name for row in sorted(locked)]
        print(f"{len(names)} whose grade Moodle does not let change: {listing(names)}.")
    columns = {row: Column(notebook, grade, _number(sheet, row, most)) for row in rows}
    _say_scale(sheet, list(dict.fromkeys(columns.values())), points)
    for row, member in rows.items():
        if row not in locked:
            _fill(sheet, row, columns[row], member, points)
    return _written(sheet, target)


def _number(sheet: Sheet, row: int | None, place: int | None) -> float | None:
    return number_in(sheet.cell(row, place)) if row is not None and place is not None else None


def _place(header: Sequence[str], name: str, known: Sequence[str]) -> int | None:
    if name and name not in header:
        raise UsageError(f"The file has no column {name!r}: {', '.join(header)}.", "Name it as the file does.")
    return header.index(name) if name else column_named(header, known)


def read_sheet(source: Path) -> Sheet:
    try:
        return Sheet.read(source)
    except OSError as error:
        help = "Pass the file that your LMS exports."
        raise UsageError(f"{source} cannot be read: {error.strerror}.", help) from None


def _fill(sheet: Sheet, row: int, column: Column, member: Member, points: Points, excused: str = "") -> None:
    """Write a student's points; nothing where nothing was handed in, or a fault of ours leaves some open."""
    value = member.points(column.notebook)
    if excused:
        sheet.fill(row, column.place, excused)
    elif value is not None and member.state(column.notebook) in ("handed in", "dropped"):
        sheet.fill(row, column.place, sheet.number(round(value * _scale(column, points), 4)))


def _scale(column: Column, points: Points) -> float:
    most = points.most[column.notebook]
    return column.most / most if column.most and most else 1.0


def _say_scale(sheet: Sheet, columns: Sequence[Column], points: Points) -> None:
    for column in columns:
        if _scale(column, points) != 1:
            theirs, ours = f"{column.most:g}", f"{points.most[column.notebook]:g}"
            name = sheet.header[column.place]
            print(f"{name} is out of {theirs} there: the {ours} points of {column.notebook} are scaled.")


def matched(sheet: Sheet, source: Path, points: Points) -> dict[int, Member]:
    """The rows of a sheet and whose they are: by a number that both have, else by a name that is one person's only.

    Says on the terminal which students of the class have no row.
    """
    rows = dict(people_of(sheet, source))
    members = points.members
    by_number: dict[tuple[str, str], set[str]] = {}
    by_name: dict[str, set[str]] = {}
    for student, member in ((member.person.student or member.total.student, member) for member in members):
        for pair in member.person.ids:
            by_number.setdefault(pair, set()).add(student)
        for name in _names(member):
            by_name.setdefault(name, set()).add(student)
    said: dict[str, list[int]] = {}
    for row, person in rows.items():
        numbered = set[str]().union(*(by_number.get(pair, set()) for pair in person.ids))
        wanted = numbered or set[str]().union(*(by_name.get(name, set()) for name in set(spellings(person.name))))
        if len(wanted) == 1 and (numbered or not _differ(points.students[min(wanted)].person, person)):
            said.setdefault(min(wanted), []).append(row)
    own = {places[0]: points.students[student] for student, places in said.items() if len(places) == 1}
    without = sorted({member.total.student for member in members} - {member.total.student for member in own.values()})
    if without:
        print(f"{len(without)} of the class have no row of their own in {source.name}: {listing(without)}.")
    return own


def _names(member: Member) -> Iterator[str]:
    return iter({name for text in {member.person.name, member.total.student} for name in spellings(text)})


def _differ(known: Person, listed: Person) -> bool:
    """Whether a number that stays with a student says that these are two."""
    lasting = ((system, value) for system, value in listed.ids if system not in ("moodle", "email"))
    return any(known.id(system) not in ("", value) for system, value in lasting)


def _places(
    notebooks: Sequence[str], titles: Mapping[int, str], header: Sequence[str], given: Mapping[str, str]
) -> dict[str, int]:
    """Each notebook's column: as given, else the one whose title alone holds the notebook's name."""
    for notebook, column in given.items():
        if notebook not in notebooks or column not in header:
            what = f"no notebook {notebook!r}" if notebook not in notebooks else f"no column {column!r}"
            known = f"Notebooks: {', '.join(notebooks)}. Columns: {_quoted(header, titles)}."
            raise UsageError(f"There is {what}.", known)
    places = {notebook: header.index(column) for notebook, column in given.items()}
    for notebook in (name for name in notebooks if name not in places):
        name = notebook.split("/")[1]
        for words in filter(None, map(_words, (notebook, name, name.partition("_")[2]))):
            fitting = [place for place, title in titles.items() if words in _words(title)]
            if fitting:
                places |= {notebook: fitting[0]} if len(fitting) == 1 else {}
                break
    if len(notebooks) == len(titles) == 1 and not places:
        places[notebooks[0]] = next(iter(titles))
    if not places or len(set(places.values())) < len(places):
        example = f'--column "{notebooks[0] if notebooks else "week1/2_step_by_step"}={header[min(titles)]}"'
        what = "Which column is whose notebook is not clear"
        raise UsageError(f"{what}: {_quoted(header, titles)}.", f"Say it: {example}, once for each.")
    if missing := [name for name in notebooks if name not in places]:
        print(f"Without a column: {', '.join(missing)}. --column says which is whose.")
    return places


def _quoted(header: Sequence[str], titles: Mapping[int, str]) -> str:
    return ", ".join(repr(header[place]) for place in titles)


def _words(text: str) -> str:
    """Words with a blank on either side, so that "1 step" is not part of "11 step"."""
    words = re.findall(r"[^\W\d_]+|\d+", text.casefold())
    return f" {' '.join(words)} "


def _written(sheet: Sheet, target: Path) -> Path:
    try:
        with drafted(target) as draft:
            draft.write_bytes(sheet.data())
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.", "What was there is untouched.") from None
    return target
