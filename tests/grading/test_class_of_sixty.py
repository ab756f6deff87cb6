"""Sixty students, two systems at once, and all that goes wrong with names; every sum is worked out here once more."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import sys
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from course_utils.exercises import registry
from course_utils.grading.exports.formats import Request, export_grades
from course_utils.grading.report.names import student_path

sys.path.insert(0, str(Path(__file__).parent))

from terminal import course

STEP = "week1/2_step_by_step"
MOST = registry.find("distribute_value")[1].points
HEAD = "def distribute_value(dz, shape):\n    "
RIGHT, WRONG = HEAD + "return np.ones(shape) * dz / shape[0] / shape[1]", HEAD + "raise ValueError('not yet')"
DUE = datetime(2026, 3, 1, 23, 59, tzinfo=ZoneInfo("Europe/Berlin"))
RULES = f"""
time_zone = "Europe/Berlin"
due = {DUE:%Y-%m-%dT%H:%M:%S}
[late]
free_days = 1
penalty_per_day = 0.1
cap = 0.25
"""
EXCUSED, WITHDRAWN = (17, 48), (18, 49)
NAMES = {3: "Ada Lovelace", 4: "Ada Lovelace", 5: "Zoë Müller", 6: "王小明", 7: "Seán O'Brien", 8: "=HYPERLINK Doe",
         33: "Chloé Dubois", 45: "José Núñez", 50: "Ada Lovelace"}  # fmt: skip

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("kept_parents"),
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]


@dataclass(frozen=True)
class Student:
    """0 to 39 are in Canvas, 30 to 59 in Moodle, where marking is blind; every tenth hands in nothing."""

    number: int

    @property
    def name(self) -> str:
        word = "abcdefghijklmnopqrstuvwxyz"
        return NAMES.get(self.number, f"{word[self.number % 26].upper()}nn{word[self.number // 26]} Student")

    @property
    def squeezed(self) -> str:
        *first, last = self.name.casefold().split()
        text = "".join(sign for sign in last + "".join(first) if sign.isalnum())
        return unicodedata.normalize("NFD", text) if self.number == 5 else text

    @property
    def in_canvas(self) -> bool:
        return self.number < 40

    @property
    def in_moodle(self) -> bool:
        return self.number >= 30

    @property
    def hands_in(self) -> bool:
        return self.number % 10 != 9 and self.number not in EXCUSED

    @property
    def is_right(self) -> bool:
        return self.number % 3 != 0

    @property
    def submitted_at(self) -> datetime:
        """In Moodle up to four days late, each an hour more than whole days."""
        return DUE + timedelta(days=self.number % 5 - 1, hours=1)

    @property
    def points(self) -> float:
        """By hand: Canvas does not say how late, so nothing is taken off; of the two systems the better counts."""
        if not self.hands_in:
            return 0.0
        right_in_canvas = self.in_canvas and (self.is_right or self.number in (0, 3))  # these two hand in again
        if right_in_canvas:
            return MOST
        if not (self.in_moodle and self.is_right):
            return 0.0
        days = max(0, self.number % 5)
        return MOST * (1 - min(0.25, 0.1 * max(0, days - 1)))


CLASS = [Student(number) for number in range(60)]


def notebook(student: Student, code: str, salt: str = "") -> str:
    sources = [f"import numpy as np\n# {student.number} {salt}", f"# GRADED FUNCTION: distribute_value\n{code}"]
    cells = [{"cell_type": "code", "metadata": {}, "source": each, "outputs": [], "execution_count": None} for each in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def answer(student: Student) -> str:
    return notebook(student, RIGHT if student.is_right else WRONG)


def canvas_list() -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Extra (900)", "Step by step (901)", "Final Score"])
    table.writerow(["    Points Possible", "", "", "", "", "5", f"{registry_points() / 2:g}", "(read only)"])
    for each in CLASS:
        if each.in_canvas:
            first, _, last = each.name.rpartition(" ")
            name = f"{last}, {first}" if first else last
            table.writerow([name, 1000 + each.number, f"s{each.number}", f"u{each.number}", "AB"[each.number % 2], "4", "", "80"])
    table.writerow(["Student, Test", 5000, "", "t", "A", "", "", ""])
    return out.getvalue()


def worksheet() -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed",
                    "Last modified (submission)", "Last modified (grade)", "Feedback comments"])  # fmt: skip
    for each in CLASS:
        if each.in_moodle:
            at = f"{each.submitted_at:%A, %d %B %Y, %I:%M %p}" if each.hands_in else "-"
            table.writerow([f"Participant {7000 + each.number}", each.name, f"s{each.number}", f"u{each.number}@x.edu",
                            "Submitted", "", "100,00", "Yes", at, "-", ""])  # fmt: skip
    return out.getvalue()


def registry_points() -> float:
    return sum(exercise.points for exercise in registry.exercise_set(STEP).exercises)


def pack(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class's folder after two lists, three downloads of Canvas and one of Moodle, excuses and withdrawals."""
    folder = tmp_path_factory.mktemp("sixty")
    (folder / "canvas.csv").write_text(canvas_list(), "utf-8-sig")
    (folder / "worksheet.csv").write_text(worksheet(), "utf-8-sig")
    (folder / "course").mkdir()
    (folder / "course" / "course.toml").write_text(RULES)
    canvas = [each for each in CLASS if each.in_canvas and each.hands_in]
    late = {each.number: "_LATE" if each.number % 7 == 0 else "" for each in canvas}
    names = {each.number: f"{each.squeezed}{late[each.number]}_{1000 + each.number}_{80000 + each.number}_hw" for each in canvas}
    first = {f"{names[each.number]}.ipynb": answer(each) for each in canvas}
    zero, ada = CLASS[0], CLASS[3]
    downloads = [
        pack(folder / "first.zip", first),
        # Student 0 hands in A, then B, then A again; one of the two Adas mends hers, in a zip that `course submit` could write.
        pack(folder / "second.zip", {f"{names[0]}-1.ipynb": notebook(zero, RIGHT)}),
        pack(folder / "third.zip", {f"{names[0]}-2.ipynb": answer(zero)}),
    ]
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("week1/2_step_by_step.ipynb", notebook(ada, RIGHT))
        archive.writestr("summary.json", json.dumps({"student": "Grace Hopper", "points": 100}))
    with zipfile.ZipFile(downloads[2], "a") as archive:
        archive.writestr(f"{names[3]}-1.zip", inner.getvalue())
    moodle = {
        f"Participant_{7000 + each.number}_assignsubmission_file_/hw.ipynb": answer(each)
        for each in CLASS if each.in_moodle and each.hands_in
    }  # fmt: skip
    pack(folder / "blind.zip", moodle | {"Participant_9999_assignsubmission_file_/hw.ipynb": notebook(CLASS[1], RIGHT, "stranger")})
    out = folder / "course"
    assert "40 new, 0 known" in course("class", "add", out, folder / "canvas.csv")
    assert "20 new, 10 known" in course("class", "add", out, folder / "worksheet.csv")
    for path in downloads:
        course("grade", path, "--out", out, "--seed", "1", "--workers", "0", "--no-locate")
    said = course("grade", folder / "blind.zip", "--out", out, "--times", folder / "worksheet.csv", "--workers", "0", "--no-locate")
    assert "1 not on the roster: Participant 9999." in said
    for number in EXCUSED:
        course("class", "excuse", out, CLASS[number].name, STEP)
    for number in WITHDRAWN:
        course("class", "withdraw", out, CLASS[number].name)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def expected_state(student: Student) -> str:
    if student.number in WITHDRAWN:
        return "withdrawn"
    if student.number in EXCUSED:
        return "excused"
    return "handed in" if student.hands_in else "missing"


def test_everybody_has_a_row_with_the_points_worked_out_by_hand(folder: Path) -> None:
    course("export", folder / "course", "--format", "everything")
    table = {row["sis"]: row for row in rows(folder / "course" / "export-everything.csv")}
    strangers = [row for row in rows(folder / "course" / "export-everything.csv") if not row["sis"]]
    assert [row["state"] for row in strangers] == ["not on the roster"]
    assert len(table) == 60 + 1  # and the stranger's
    for each in CLASS:
        row = table[f"s{each.number}"]
        assert row["state"] == expected_state(each), each
        assert float(row["points"] or 0) == pytest.approx(each.points, abs=0.011), each
        assert unicodedata.is_normalized("NFC", row["name"])
        assert not row["name"].startswith("=")
    assert (table["s0"]["attempts"], table["s3"]["attempts"]) == ("3", "2")
    late = {row["sis"]: int(row["late_days"]) for row in table.values() if row["late_days"] not in ("", "0")}
    only_moodle = [each for each in CLASS if not each.in_canvas and each.hands_in]
    assert {key: days for key, days in late.items() if int(key[1:]) >= 40} == {
        f"s{each.number}": each.number % 5 for each in only_moodle if each.number % 5
    }


def test_all_tables_and_exports_agree_in_their_sums(folder: Path) -> None:
    out = folder / "course"
    wanted = sum(each.points for each in CLASS)
    totals = [row for row in rows(out / "totals.csv") if row["state"] != "not on the roster"]
    assert sum(float(row["points"] or 0) for row in totals) == pytest.approx(wanted, abs=0.3)
    results = json.loads((out / "results.json").read_text())
    listed = {entry["student"] for entry in results["students"]}
    assert len(listed) == 60
    assert sum(entry["points"] for entry in results["submissions"] if entry["student"] in listed) == pytest.approx(wanted, abs=0.3)


def numbers(cell: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", re.sub(r"<[^>]*>", " ", cell))]


def of_page(out: Path, student: str) -> dict[str, list[float]]:
    """What a student's page says: points and whole of the total and of the notebook, the points off, the attempts."""
    text = (out / student_path(student)).read_text("utf-8")
    (total,) = re.findall(r'<div class="big">(.*?)</div>', text)
    (row,) = re.findall(r"<tbody>(.*?)</tbody>", text, re.DOTALL)
    what, points, off = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
    lost = [float(sign.replace("−", "-")) for sign in re.findall(r'<li><span class="num">(−?[\d.]+)</span>', off)]
    tries = re.search(r"attempt (\d+) of (\d+)", what)
    return {"total": numbers(total), "points": numbers(points)[:2], "off": lost, "tries": [float(each) for each in tries.groups()] if tries else []}


def of_class_page(out: Path) -> dict[str, tuple[str, str]]:
    """By student the total and the notebook's cell, as the list of the class page shows them."""
    text = (out / "index.html").read_text("utf-8")
    row = re.compile(r'<tr><th scope="row"><a href="feedback/[^"]*">(.*?)</a>.*?</th>\s*<td[^>]*>(.*?)</td>\s*<td.*?</td>\s*<td[^>]*>(.*?)</td>', re.DOTALL)
    cells = row.findall(text[text.index('<table class="roll"') :])
    return {html.unescape(name): (total, re.sub(r"<[^>]*>", "", cell)) for name, total, cell in cells}


def test_pages_tables_exports_and_json_say_the_same_in_every_cell(folder: Path) -> None:
    out = folder / "course"
    for form in ("csv", "everything"):
        export_grades(form, Request(out))
    plain = {row["student"].removeprefix("'"): row for row in rows(out / "export-csv.csv")}
    everything = {row["student"].removeprefix("'"): row for row in rows(out / "export-everything.csv")}
    totals = {row["student"].removeprefix("'"): row for row in rows(out / "totals.csv")}
    results = json.loads((out / "results.json").read_text("utf-8"))
    whole = {entry["student"]: entry for entry in results["totals"]}
    handed = {entry["student"]: entry for entry in results["submissions"]}
    listed = of_class_page(out)
    assert len(whole) == 61
    assert whole.keys() == plain.keys() == everything.keys() == totals.keys() == listed.keys()
    same = ("points", "max_points", "unchecked_points", "submitted_at", "late_days", "penalty", "attempt", "attempts", "file")
    for name, row in everything.items():
        entry, page = whole[name], of_page(out, name)
        assert {row["state"], totals[name]["state"]} == {entry["notebooks"][STEP]}, name
        assert plain[name]["total"] == row["total"] == ("" if entry["points"] is None else f"{entry['points']:.10g}"), name
        assert float(plain[name]["max_points"]) == float(row["total_max"]) == entry["max_points"] == results["max_points"]
        assert page["total"] == ([] if entry["points"] is None else [entry["points"], entry["max_points"]]), name
        assert numbers(listed[name][0]) == page["total"], name
        standing = handed.get(name)
        assert (standing is None) is (row["attempt"] == ""), name
        if standing is None:
            assert (page["tries"], plain[name][STEP]) == ([], ""), name
            assert page["off"] == ([-registry_points()] if row["state"] in ("missing", "withdrawn") else []), name
            continue
        for key in same:
            said = "" if standing[key] is None else f"{standing[key]:.10g}" if isinstance(standing[key], float) else f"{standing[key]}"
            assert row[key].removeprefix("'") == totals[name][key].removeprefix("'") == said, (name, key)
        assert float(plain[name][STEP]) == standing["points"] == numbers(listed[name][1])[0], name
        assert page["points"] == [standing["points"], standing["max_points"]], name
        assert page["tries"] == [standing["attempt"], standing["attempts"]], name
        assert sum(page["off"]) == pytest.approx(standing["points"] - standing["max_points"], abs=1e-6), name
        said_off = sum(float(words.split(":")[0].replace("−", "-")) for words in standing["reasons"] if words[0] == "−")
        assert said_off == pytest.approx(standing["points"] - standing["max_points"], abs=1e-6), name


def test_canvas_and_moodle_get_their_own_files_back(folder: Path) -> None:
    out = folder / "course"
    assert "are scaled" in course("export", out, "--format", "canvas", "--into", folder / "canvas.csv")
    course("export", out, "--format", "moodle", "--into", folder / "worksheet.csv")
    canvas, sheet = rows(out / "export-canvas.csv"), rows(out / "export-moodle.csv")
    before, column = rows(folder / "canvas.csv"), "Step by step (901)"
    for old, new in zip(before, canvas, strict=True):
        assert {key: value for key, value in new.items() if key != column} == {key: value for key, value in old.items() if key != column}
    by_id = {row["SIS User ID"]: row[column] for row in canvas if row["SIS User ID"]}
    for each in CLASS:
        if each.in_canvas and each.number in EXCUSED:
            assert by_id[f"s{each.number}"] == "EX"
        elif each.in_canvas and each.number not in WITHDRAWN:
            assert by_id[f"s{each.number}"] == (f"{each.points / 2:g}" if each.hands_in else ""), each
    grades = {row["ID number"]: row["Grade"] for row in sheet}
    for each in CLASS:
        if each.in_moodle and each.hands_in and each.number not in WITHDRAWN:
            assert float(grades[f"s{each.number}"].replace(",", ".")) == pytest.approx(each.points, abs=0.011), each
            assert "." not in grades[f"s{each.number}"]


def test_the_whole_class_moves_to_another_machine(folder: Path) -> None:
    out, other = folder / "course", folder / "other"
    course("class", "export", out, folder / "class.gradebook")
    other.mkdir()
    (other / "course.toml").write_text(RULES)
    course("class", "import", other, folder / "class.gradebook")
    assert "0 records are new" in course("class", "import", other, folder / "class.gradebook")
    assert (other / "totals.csv").read_text() == (out / "totals.csv").read_text()
