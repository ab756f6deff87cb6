"""Files of Canvas and Moodle filled in place: the forms are those of lib/gradebook_exporter.rb and mod/assign."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.errors import UsageError
from course_utils.grading.exports.formats import Request, export_grades
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.people import People
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.report.outputs import write_outputs
from course_utils.grading.roster.person import Person
from course_utils.grading.roster.sheet import Sheet

STEP, EDGES = "week1/2_step_by_step", "week1/1_edges_padding_strides"
READ_ONLY = "(read only)"


@pytest.fixture
def folder(tmp_path: Path, make_graded: Callable[..., Graded]) -> Path:
    """Ada 100, two Zoës 100 and 0, Bo excused, Cy missing, Dee withdrawn with 100, Eve's is our fault."""
    with Gradebook.open(tmp_path / "gradebook.sqlite") as book:
        for name, status in (("Ada Lovelace", "passed"), ("Zoë Müller", "passed"), ("Zoë Müller (S4)", "failed"),
                             ("Dee Dee", "passed"), ("Eve Faulty", "unchecked")):  # fmt: skip
            book.record(make_graded(name, name, statuses={"conv_forward": status}))
        ids = {"Ada Lovelace": "1", "Zoë Müller": "3", "Zoë Müller (S4)": "4", "Bo Ek": "5", "Cy Wu": "6", "Dee Dee": "7"}
        people = [
            Person(name.partition(" (")[0], frozenset({("canvas", f"4032{id}"), ("sis", f"S{id}"), ("moodle", f"500{id}")}))
            for name, id in ids.items()
        ]
        People(book).add([*people, Person("Eve Faulty")])
        People(book).set_state("Dee Dee", "withdrawn")
        People(book).excuse("Bo Ek", STEP)
        write_outputs(book, tmp_path)
    return tmp_path


def canvas(separator: str, most: str, first_last: bool = False) -> str:
    """An export with a hidden assignment's row, groups, totals, a test student, and cells that are not ours."""
    name = ["LastName", "FirstName"] if first_last else ["Student"]
    head = [*name, "ID", "SIS User ID", "SIS Login ID", "Root Account", "Section", "Notes", "Quiz 1 (900)",
            "Step by step, week 1 (901)", "Assignments Current Score", "Current Score", "Final Grade"]  # fmt: skip
    blank = [""] * (len(name) - 1)
    rows = [
        head,
        [*blank, "", "", "", "", "", "", "", "", "Manual Posting", "", "", ""],
        ["    Points Possible", *blank, "", "", "", "", "", "", "10", most, READ_ONLY, READ_ONLY, READ_ONLY],
    ]
    for who, id, login, note, quiz, ours in (
        ("Lovelace, Ada", "40321", "ada", "sits in \"front\"", "7.5", ""),
        ("Müller, Zoë", "40323", "zoe", "", "8", "3"),
        ("Müller, Zoë", "40324", "zoe4", "two\nlines", "9", "50"),
        ("Ek, Bo", "40325", "bo", "", "", ""),
        ("Wu, Cy", "40326", "cy", "", "", ""),
        ("Dee, Dee", "40327", "dee", "", "", "11"),
        ("Faulty, Eve", "40328", "eve", "", "", ""),
        ("=Stranger, A", "40999", "str", "", "1", "2"),
        ("Student, Test", "40400", "x9", "", "", ""),
    ):  # fmt: skip
        names = who.split(", ") if first_last else [who]
        rows.append([*names, id, f"S{id[-1]}", login, "school.example", "A and B", note, quiz, ours, "75", "75", "C"])
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def cells(data: bytes, encoding: str, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=separator))


@pytest.mark.slow
@pytest.mark.parametrize("first_last", [False, True], ids=["student", "last and first name"])
@pytest.mark.parametrize(
    ("encoding", "separator", "most", "points", "none"),
    [
        ("utf-8", ",", "100.00", "100", "0"),
        ("utf-8-sig", ",", "10", "10", "0"),
        ("utf-8-sig", ";", "12,50", "12,5", "0"),
        ("utf-16", "\t", "100", "100", "0"),
    ],
)
def test_canvas_export_is_filled_and_all_else_stays(
    folder: Path, encoding: str, separator: str, most: str, points: str, none: str, first_last: bool
) -> None:
    before = canvas(separator, most, first_last).encode(encoding)
    (folder / "grades.csv").write_bytes(before)
    after = export_grades("canvas", Request(folder, into=folder / "grades.csv")).read_bytes()
    old, new = cells(before, encoding, separator), cells(after, encoding, separator)
    column = old[0].index("Step by step, week 1 (901)")
    filled = {row[old[0].index("ID")]: row[column] for row in new}
    assert filled == {
        "ID": "Step by step, week 1 (901)", "": most, "40321": points, "40323": points, "40324": none, "40325": "EX",
        "40326": "", "40327": "11", "40328": "", "40999": "2", "40400": "",
    }  # fmt: skip
    for then, now in zip(old, new, strict=True):
        then[column] = now[column] = ""
    assert old == new
    # The bytes of every line in which nothing was filled are the same, quotes and line ends too.
    untouched = [line for line in before.split("\r\n".encode(encoding.replace("-sig", "").replace("16", "16-le"))) if "=Stranger".encode(encoding.replace("-sig", "").replace("16", "16-le")) in line]
    assert untouched
    assert untouched[0] in after


def test_filling_twice_gives_the_same_bytes(folder: Path) -> None:
    (folder / "grades.csv").write_text(canvas(",", "100"), "utf-8-sig")
    first = export_grades("canvas", Request(folder, into=folder / "grades.csv")).read_bytes()
    (folder / "again.csv").write_bytes(first)
    assert export_grades("canvas", Request(folder, into=folder / "again.csv")).read_bytes() == first


def test_whose_column_is_asked_where_the_titles_do_not_tell(folder: Path) -> None:
    (folder / "grades.csv").write_text(canvas(",", "100").replace("Step by step, week 1 (901)", "HW, late (901)").replace("Quiz", "HW"))
    with pytest.raises(UsageError, match=r"not clear: 'HW 1 \(900\)'.*--column"):
        export_grades("canvas", Request(folder, into=folder / "grades.csv"))
    assert not (folder / "export-canvas.csv").exists()
    request = Request(folder, into=folder / "grades.csv", columns={STEP: "HW 1 (900)"})
    rows = cells(export_grades("canvas", request).read_bytes(), "utf-8", ",")
    assert [row[7] for row in rows if row[1] == "40321"] == ["10"]


def test_what_is_no_gradebook_is_refused(folder: Path) -> None:
    (folder / "list.csv").write_text("Name,Mark\nAda,1\n")
    for name, why in (("list.csv", "no gradebook of Canvas"), ("absent.csv", "No such file"), ("gradebook.sqlite", "no CSV")):
        with pytest.raises(UsageError, match=why):
            export_grades("canvas", Request(folder, into=folder / name))
    with pytest.raises(UsageError, match="no column of grades"):
        export_grades("moodle", Request(folder, into=folder / "list.csv"))


ENGLISH = ("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed",
           "Last modified (submission)", "Last modified (grade)", "Feedback comments")  # fmt: skip
GERMAN = ("ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung",
          "Bewertung kann geändert werden", "Zuletzt geändert (Abgabe)", "Zuletzt geändert (Bewertung)",
          "Feedback als Kommentar")  # fmt: skip


def worksheet(header: tuple[str, ...], word: str, yes: str, no: str, most: str, blind: bool) -> str:
    kept = [place for place in range(len(header)) if not (blind and place in (1, 2))]
    rows = [list(header)]
    for id, name, grade, change in (
        ("5001", "Ada Lovelace", "", yes), ("5003", "Zoë Müller", "", yes), ("5004", "Zoë Müller", "7", no),
        ("5006", "Cy Wu", "", yes), ("5005", "Bo Ek", "", yes), ("5999", "Not Ours", "3", yes),
    ):  # fmt: skip
        at = "Sunday, 1 March 2026, 11:30 PM"
        rows.append([f"{word} {id}", name, "x@y", "Submitted, late", grade, most, change, at, "-", "<p>says, \"hi\"</p>"])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[row[place] for place in kept] for row in rows])
    return out.getvalue()


@pytest.mark.parametrize("blind", [False, True], ids=["with names", "blind"])
@pytest.mark.parametrize(
    ("header", "word", "yes", "no", "most", "points"),
    [(ENGLISH, "Participant", "Yes", "No", "100.00", "100"), (GERMAN, "Teilnehmer/in", "Ja", "Nein", "12,50", "12,5")],
    ids=["english", "german"],
)
def test_moodle_worksheet_is_filled(
    folder: Path, header: tuple[str, ...], word: str, yes: str, no: str, most: str, points: str, blind: bool
) -> None:
    before = worksheet(header, word, yes, no, most, blind).encode("utf-8-sig")
    (folder / "worksheet.csv").write_bytes(before)
    after = export_grades("moodle", Request(folder, into=folder / "worksheet.csv")).read_bytes()
    old, new = cells(before, "utf-8-sig", ","), cells(after, "utf-8-sig", ",")
    column = old[0].index(header[4])
    assert [row[column] for row in new[1:]] == [points, points, "7", "", "", "3"]
    for then, now in zip(old, new, strict=True):
        then[column] = now[column] = ""
    assert old == new


def test_feedback_is_zipped_into_the_folders_that_moodle_reads(folder: Path) -> None:
    """The folder's name is taken apart as importziplib.php does: at most five parts at "_", the second is the number."""
    (folder / "worksheet.csv").write_text(worksheet(ENGLISH, "Participant", "Yes", "No", "100", blind=False))
    for name in ("Ada Lovelace", "Zoë Müller", "Zoë Müller (S4)"):
        page = folder / "feedback" / name / "week1" / "2_step_by_step.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"for {name}")
    path = export_grades("moodle-feedback", Request(folder, into=folder / "worksheet.csv"))
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name).decode() for name in archive.namelist()}
    numbers = {}
    for name, text in content.items():
        place, file = name.split("/")
        _, number, *plugin, rest = place.split("_", 4)
        assert (plugin, rest) == (["assignsubmission", "file"], "")
        assert file[0] not in ".~"
        numbers[number] = text
    assert numbers == {"5001": "for Ada Lovelace", "5003": "for Zoë Müller", "5004": "for Zoë Müller (S4)"}
    with pytest.raises(UsageError, match="grading worksheet"):
        export_grades("moodle-feedback", Request(folder))


def test_everything_has_a_row_for_everybody_and_no_formula(folder: Path) -> None:
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        People(book).add([Person("=HYPERLINK(evil)", frozenset({("login", "@bad")}), section="+A")])
    with export_grades("everything", Request(folder)).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["student"]: row["state"] for row in rows} == {
        "'=HYPERLINK(evil)": "missing", "Ada Lovelace": "handed in", "Bo Ek": "excused", "Cy Wu": "missing",
        "Dee Dee": "withdrawn", "Eve Faulty": "handed in", "Zoë Müller": "handed in", "Zoë Müller (S4)": "handed in",
    }  # fmt: skip
    bad = next(row for row in rows if row["state"] == "missing" and "HYPER" in row["student"])
    assert (bad["section"], bad["login"], bad["points"], bad["max_points"]) == ("'+A", "'@bad", "0", "100")


@given(st.text(st.sampled_from('a5";,\n\r\t é='), max_size=40))
def test_a_sheet_not_filled_is_the_same_text(text: str) -> None:
    assert Sheet.of_text(text).text() == text


@given(st.lists(st.lists(st.text("a\";,\n é", max_size=4), min_size=2, max_size=2), min_size=1, max_size=4), st.text("x\",;\n9", min_size=1, max_size=4))
def test_a_filled_cell_is_read_back_and_the_others_stay(rows: list[list[str]], value: str) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *rows])
    sheet = Sheet.of_text(out.getvalue())
    sheet.fill(1, 1, value)
    rows[0][1] = value
    assert list(csv.reader(io.StringIO(sheet.text(), newline=""))) == [["a", "b"], *rows]
