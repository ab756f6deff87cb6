"""Lists of students as Canvas, Moodle, Gradescope, nbgrader and spreadsheets write them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from course_utils.errors import UsageError
from course_utils.grading.roster.lists import Listed, read_list
from course_utils.grading.roster.person import Person


def of(tmp_path: Path, text: str, columns: str = "") -> list[Listed]:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8-sig")
    return read_list(path, columns, ZoneInfo("Europe/Berlin"))


def people(listed: list[Listed]) -> list[tuple[str, dict[str, str], str]]:
    return [(line.person.name, dict(line.person.ids), line.person.section) for line in listed]


def test_canvas_gradebook(tmp_path: Path) -> None:
    listed = of(
        tmp_path,
        "Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (4711)\n"
        ",,,,,Manual Posting\n"
        "    Points Possible,,,,,100\n"
        '"Lovelace, Ada",11,u1,ADA,A and B,3\n'
        '"Student, Test",99,,x,A,\n',
    )
    ids = {"canvas": "11", "sis": "u1", "login": "ada"}
    assert people(listed) == [("Ada Lovelace", ids, "A and B")]


def test_moodle_grading_worksheet_with_its_times(tmp_path: Path) -> None:
    listed = of(
        tmp_path,
        "Identifier,Full name,ID number,Email address,Status,Grade,Last modified (submission)\n"
        'Participant 77,Ada Lovelace,u1,Ada@example.org,Submitted,-,"Wednesday, 10 June 2026, 2:14 PM"\n'
        "Participant 78,Grace Hopper,u2,grace@example.org,No submission,-,-\n",
    )
    assert people(listed)[0] == ("Ada Lovelace", {"moodle": "77", "sis": "u1", "email": "ada@example.org"}, "")
    assert [line.at for line in listed] == [datetime(2026, 6, 10, 12, 14, tzinfo=UTC), None]


def test_moodle_worksheet_of_a_blind_assignment(tmp_path: Path) -> None:
    listed = of(tmp_path, "Identifier,Status,Grade\nTeilnehmer/in 77,Abgegeben,-\n")
    assert people(listed) == [("Participant 77", {"moodle": "77"}, "")]


@pytest.mark.parametrize(
    "header", ["First name,Surname,ID number,Email address", "First Name,Last Name,SID,Email", "first name,last name,sid,email"]
)
def test_participants_and_gradescopes_roster(tmp_path: Path, header: str) -> None:
    (ada,) = of(tmp_path, f"{header}\nAda,Lovelace,u1,ada@example.org\n")
    assert ada.person == Person("Ada Lovelace", frozenset({("sis", "u1"), ("email", "ada@example.org")}))


def test_a_list_of_another_form_by_its_columns(tmp_path: Path) -> None:
    text = "Wer;Mail;Nummer\nLovelace, Ada;ada@example.org;7\n"
    (ada,) = of(tmp_path, text, "name=Wer,email=Mail,canvas=Nummer")
    assert ada.person == Person("Ada Lovelace", frozenset({("canvas", "7"), ("email", "ada@example.org")}))


def test_nbgraders_gradebook(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE student (id TEXT, first_name TEXT, last_name TEXT, email TEXT)")
        database.executemany("INSERT INTO student VALUES (?, ?, ?, ?)", [("ada", "Ada", "Lovelace", None), ("bo", None, None, "b@x")])
        database.commit()
    assert [line.person for line in read_list(path)] == [
        Person("Ada Lovelace", frozenset({("nbgrader", "ada")})),
        Person("bo", frozenset({("nbgrader", "bo"), ("email", "b@x")})),
    ]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "Student,ID\n"])
def test_a_list_that_names_nobody_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match="names no student"):
        of(tmp_path, text)


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "gradebook.db").write_bytes(b"no database")
    for name, why in (("list.csv", "no CSV file"), ("gradebook.db", "no CSV file"), ("absent.csv", "No such file")):
        with pytest.raises(UsageError, match=why):
            read_list(tmp_path / name)


@pytest.mark.parametrize(("columns", "why"), [("name=Wer", "has no column 'Wer'"), ("name", "without a column")])
def test_wrong_columns_are_named(tmp_path: Path, columns: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        of(tmp_path, "Name\nAda\n", columns)
