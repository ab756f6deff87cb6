"""A class of several downloads, from the roster to the gradebook export; sums are worked out here once more."""

from __future__ import annotations

import csv
import json
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from terminal import course

STEP = "week1/2_step_by_step"
RIGHT = {"distribute_value": "def distribute_value(dz, shape):\n    return np.ones(shape) * dz / shape[0] / shape[1]"}
WRONG = {"distribute_value": "def distribute_value(dz, shape):\n    return np.ones(shape) * dz"}

pytestmark = [
    pytest.mark.usefixtures("kept_parents"),
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
    pytest.mark.slow,  # each test goes on where the one before it ended
]


def notebook(functions: dict[str, str]) -> str:
    sources = ["import numpy as np", *(f"# GRADED FUNCTION: {name}\n{code}" for name, code in functions.items())]
    cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section\n"
    "    Points Possible,,,,\n"
    '"Lovelace, Ada",11,u1,ada,A\n'
    '"Lovelace, Ada",12,u2,ada2,A\n'
    '"Hopper, Grace",13,u3,grace,B\n'
    '"Dubois, Chloé",14,u4,chloe,B\n'
    '"Novák, Peter",15,u5,peter,B\n'
)
WORKSHEET = (
    "Identifier,Full name,ID number,Email address,Status,Last modified (submission)\n"
    'Participant 71,Ada Lovelace,u1,ada@x,Submitted,"Sunday, 1 March 2026, 11:00 PM"\n'
    'Participant 73,Grace Hopper,u3,grace@x,Submitted,"Tuesday, 3 March 2026, 1:00 AM"\n'
)
RULES = """
time_zone = "Europe/Berlin"
[deadlines]
default = 2026-03-01T23:59:00
[late]
penalty_per_day = 0.1
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Canvas's zip first, with two of one name and one late; then Moodle's blind zip, with its worksheet."""
    folder = tmp_path_factory.mktemp("class")
    (folder / "canvas.csv").write_text(CANVAS, encoding="utf-8-sig")
    (folder / "worksheet.csv").write_text(WORKSHEET, encoding="utf-8")
    (folder / "class.toml").write_text(RULES)
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        archive.writestr("lovelaceada_11_4711_hw.ipynb", notebook(WRONG))
        archive.writestr("lovelaceada_12_4712_hw.ipynb", notebook(RIGHT))
        archive.writestr("chloédubois_LATE_14_4713_hw.ipynb", notebook(RIGHT))
        archive.writestr("nobodyknown_99_4714_hw.ipynb", notebook(RIGHT))
    with zipfile.ZipFile(folder / "blind.zip", "w") as archive:
        archive.writestr("Participant_71_assignsubmission_file_/hw.ipynb", notebook(RIGHT))
        archive.writestr("Participant_73_assignsubmission_file_/hw.ipynb", notebook(RIGHT))
    return folder


def test_a_class_from_roster_to_export(folder: Path) -> None:
    out = folder / "report"
    rules = ("--policy", folder / "class.toml", "--seed", "1", "--workers", "0")
    assert "5 new, 0 known" in course("class", "add", out, folder / "canvas.csv")
    said = course("grade", folder / "submissions.zip", "--out", out, *rules)
    assert "1 not on the roster: nobodyknown." in said
    assert "When 4 files were handed in nothing tells: no penalty." in said
    assert "0 new, 2 known" in course("class", "add", out, folder / "worksheet.csv")
    course("grade", folder / "blind.zip", "--out", out, *rules, "--times", folder / "worksheet.csv")
    course("class", "excuse", out, "Peter Novák", STEP)
    totals = {row["student"]: row for row in rows(out / "totals.csv")}
    assert {name: row["state"] for name, row in totals.items()} == {
        "Ada Lovelace": "handed in",
        "Ada Lovelace (u2)": "handed in",
        "Chloé Dubois": "handed in",
        "Grace Hopper": "handed in",
        "Peter Novák": "excused",
        "nobodyknown": "not on the roster",
    }
    most = float(totals["Ada Lovelace (u2)"]["points"])
    assert most > 0
    # Ada's second attempt is on time; Grace came 25 hours and one minute late: two days begun.
    assert float(totals["Ada Lovelace"]["points"]) == most
    assert totals["Ada Lovelace"]["attempts"] == "2"
    assert totals["Grace Hopper"]["late_days"] == "2"
    assert float(totals["Grace Hopper"]["points"]) == pytest.approx(0.8 * most)
    assert totals["Chloé Dubois"]["submitted_at"] == ""
    assert float(totals["Chloé Dubois"]["points"]) == most
    assert "marks it as late" in totals["Chloé Dubois"]["message"]


def test_the_export_has_everybody_with_their_numbers(folder: Path) -> None:
    course("export", folder / "report", "--format", "canvas")
    table = {row["ID"]: row for row in rows(folder / "report" / "export-canvas.csv")}
    most = table["12"][STEP]
    assert {number: row[STEP] for number, row in table.items() if number} == {
        "11": most,
        "12": most,
        "13": f"{0.8 * float(most):g}",
        "14": most,
        "15": "EX",
    }
    assert [row["Student"] for row in table.values() if not row["ID"]] == ["nobodyknown"]


def test_the_class_page_names_who_did_not_hand_in(folder: Path) -> None:
    page = (folder / "report" / "index.html").read_text("utf-8")
    assert ">excused</span>" in page
    assert "not on the roster" in page
    assert {entry["student"] for entry in json.loads((folder / "report" / "results.json").read_text())["students"]} == {
        "Ada Lovelace",
        "Ada Lovelace (u2)",
        "Chloé Dubois",
        "Grace Hopper",
        "Peter Novák",
    }


def test_the_roster_as_a_table(folder: Path) -> None:
    assert "Peter Novák" in course("class", "list", folder / "report")
