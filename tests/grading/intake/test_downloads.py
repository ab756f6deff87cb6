"""Downloads of other systems in the forms that they really have: who handed in, and when."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from datetime import UTC
from pathlib import Path
from typing import NamedTuple

import pytest

from course_utils.errors import NotebookError
from course_utils.grading.intake.collect import Submission, collect

NB = "2_step_by_step.ipynb"
CELLS = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}'


class Hand(NamedTuple):
    """Who, by which number of the system, and when."""

    name: str
    number: str = ""
    at: str = ""


def packed(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def named(*names: str) -> dict[str, str | bytes]:
    return {name: CELLS.replace("{}", json.dumps({"for": name}), 1) for name in names}


DOWNLOADS = {
    "canvas, later versions": (
        named(f"lovelaceada_LATE_11_701_{NB}", "müllerzoë_12_702_2_step_by_step-3.ipynb"),
        [Hand("lovelaceada", "11"), Hand("müllerzoë", "12")],
    ),
    "canvas, anonymous": (
        named(f"anon_x7Fq2_701_{NB}", f"anon_LATE_Zy81p_702_{NB}"),
        [Hand("anon_Zy81p", "Zy81p"), Hand("anon_x7Fq2", "x7Fq2")],
    ),
    "moodle, folders of 4.1": (
        named(f"Ada Lovelace_71_assignsubmission_file/{NB}", "Ada Lovelace_71_assignsubmission_onlinetext/onlinetext.html"),
        [Hand("Ada Lovelace", "71")],
    ),
    "moodle, blind in German": (
        named(f"Teilnehmerin_71_assignsubmission_file_/{NB}", f"Participant_72_assignsubmission_file_/{NB}"),
        [Hand("Participant 71", "71"), Hand("Participant 72", "72")],
    ),
    "moodle, names of two forms": (
        named(*(f"{unicodedata.normalize(form, 'Zoë')}_7{place}_assignsubmission_file_/{NB}" for place, form in enumerate(("NFC", "NFD")))),
        [Hand("Zoë (70)", "70"), Hand("Zoë (71)", "71")],
    ),
    "blackboard": (
        named(
            f"HW_1_ada_l_attempt_2026-03-01-23-30-00_{NB}",
            "HW_1_ada_l_attempt_2026-03-01-23-30-00.txt",
            f"HW_1_bo_attempt_2026-03-04-03-05-00_{NB}",
            f"HW_1_bo_attempt_2026-03-05-03-05-00_{NB}",
        ),
        [Hand("ada_l", "ada_l", "2026-03-01T23:30"), Hand("bo", "bo", "2026-03-04T03:05"), Hand("bo", "bo", "2026-03-05T03:05")],
    ),
    "brightspace": (
        named(
            f"201-88 - Ada-Lou Lovelace - Mar 1, 2026 1130 PM/{NB}",
            f"202-88 - Bo Ek - 4 March, 2026 305 AM/{NB}",
            f"203-88 - Bo Ek - Mar 5, 2026 115 AM/{NB}",
            "index.html",
        ),
        [
            Hand("Ada-Lou Lovelace", "201", "2026-03-01T23:30"),
            Hand("Bo Ek (202)", "202", "2026-03-04T03:05"),
            Hand("Bo Ek (203)", "203", "2026-03-05T01:15"),
        ],
    ),
    "sakai": (
        named(f"HW 1/Lovelace, Ada(adal)/Submission attachment(s)/{NB}", f"HW 1/Ek, Bo(bo)/Submission attachment(s)/{NB}", "HW 1/grades.csv")
        | {"HW 1/Lovelace, Ada(adal)/timestamp.txt": "20260301233000000", "HW 1/Ek, Bo(bo)/comments.txt": ""},
        [Hand("Ada Lovelace", "adal", "2026-03-01T23:30"), Hand("Bo Ek", "bo")],
    ),
    "nbgrader, exchange": (
        named(f"ada+ps1+2026-03-01 23:30:00.000000 UTC+abc/{NB}", f"ada+ps1+2026-03-02 23_30_00.000000 UTC+abd/{NB}")
        | {"ada+ps1+2026-03-01 23:30:00.000000 UTC+abc/timestamp.txt": "2026-03-01 23:30:00.000000 UTC"},
        [Hand("ada", at="2026-03-01T23:30"), Hand("ada", at="2026-03-02T23:30")],
    ),
    "google classroom": (
        named(f"Ada Lovelace - {NB}", "Ada Lovelace - 1_edges.ipynb"),
        [Hand("Ada Lovelace"), Hand("Ada Lovelace")],
    ),
}  # fmt: skip


def hands(submissions: list[Submission]) -> list[Hand]:
    return [
        Hand(each.student, each.owner.number, f"{each.modified.astimezone(UTC):%Y-%m-%dT%H:%M}" if each.modified else "")
        for each in submissions
    ]


@pytest.mark.parametrize(("files", "expected"), DOWNLOADS.values(), ids=DOWNLOADS)
def test_who_and_when_of_a_download(tmp_path: Path, files: dict[str, str | bytes], expected: list[Hand]) -> None:
    (tmp_path / "submissions.zip").write_bytes(packed(files))
    submissions = list(collect(tmp_path / "submissions.zip", zone=UTC))
    assert hands(submissions) == expected
    assert all(each.file.endswith(".ipynb") for each in submissions)


def test_times_in_names_without_a_zone_are_unknown(tmp_path: Path) -> None:
    (tmp_path / "submissions.zip").write_bytes(packed(DOWNLOADS["blackboard"][0]))
    assert {each.modified for each in collect(tmp_path / "submissions.zip")} == {None}


def test_a_zip_that_a_student_handed_in_counts_as_its_notebooks(tmp_path: Path) -> None:
    """As `course submit` writes it, too: what a summary says of points, time or name is never read."""
    work = named("week1/2_step_by_step.ipynb", "week1/1_edges.ipynb", "__MACOSX/week1/._2_step_by_step.ipynb",
                 "week1/.ipynb_checkpoints/2_step_by_step-checkpoint.ipynb", "../outside.ipynb")  # fmt: skip
    work["summary.json"] = json.dumps({"student": "Grace", "points": 100, "submitted_at": "2026-01-01T00:00:00Z"})
    files: dict[str, str | bytes] = {
        "lovelaceada_11_701_work.zip": packed(work),
        "ekbo_12_702_empty.zip": packed({"notes.txt": "none"}),
        "wucy_13_703_damaged.zip": b"PK\3\4 and so on",
        "manyfiles_14_704_many.zip": packed({f"{number}.ipynb": "" for number in range(5_001)}),
    }
    (tmp_path / "submissions.zip").write_bytes(packed(files))
    by_student: dict[str, list[Submission]] = {}
    for each in collect(tmp_path / "submissions.zip"):
        by_student.setdefault(each.student, []).append(each)
    assert sorted(each.file for each in by_student["lovelaceada"]) == [
        "lovelaceada_11_701_work.zip/week1/1_edges.ipynb", "lovelaceada_11_701_work.zip/week1/2_step_by_step.ipynb",
    ]  # fmt: skip
    assert all(b'"cells"' in each.read() for each in by_student["lovelaceada"])
    for student, why in (("ekbo", "holds no notebook"), ("wucy", "cannot be opened"), ("manyfiles", "larger than")):
        (refused,) = by_student[student]
        with pytest.raises(NotebookError, match=why):
            refused.read()
