"""More downloads in the forms of real systems, with the list that belongs to each: who it is, and when.

A scenario is the class's lists, the files and what must come of them: for each file the number that its student has
in a list, or None where nobody may be named, and the time in UTC, or "" where none is told.
"""

from __future__ import annotations

import json
import unicodedata
import zipfile
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.people import People
from course_utils.grading.intake.collect import collect
from course_utils.grading.roster.hand_ins import HandIns, named
from course_utils.grading.roster.lists import read_list

BERLIN = ZoneInfo("Europe/Berlin")
NB = "2_step_by_step.ipynb"


class Scenario(NamedTuple):
    """`files` map each path to its student's number and time; `extra` are what else lies beside them."""

    lists: tuple[str, ...]
    files: Mapping[str, tuple[str | None, str]]
    extra: Mapping[str, str] = {}
    times: str = ""


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section\n"
    '"Lovelace, Ada",11,00123,ada,A\n"Lovelace, Ada",12,123,ada2,B\n"O’Brien, Seán",13,u3,sean,A\n'
    '"علي, محمد",14,u4,ali,A\n"Smith 🙂, Anna",15,u5,anna,A\n"Late, Nina",16,u6,nina,A\n'
    '"Anonymus, Bo",17,u7,bo,A\n"King, Jr., Martin Luther",18,u8,mlk,A\n"כהן, דנה",19,u9,dana,A\n'
)
MOODLE = (
    "Identifier,Full name,ID number,Email address,Status,Last modified (submission)\n"
    'Participant 77,Ada Lovelace,u1,ada@x.edu,Submitted,"Sunday, 29 March 2026, 3:30 AM"\n'
    'Participant 78,Ada Lovelace,u2,ada2@x.edu,Submitted,"Sunday, 25 October 2026, 2:30 AM"\n'
    "Participant 79,Bo Ek,u3,bo@x.edu,No submission,-\n"
)
GERMAN = (
    "ID,Vollständiger Name,ID-Nummer,E-Mail-Adresse,Status,Bewertung,Bestwertung,Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung)\n"
    'Teilnehmer/in77,Jörg Groß,u1,jg@x.de,Zur Bewertung abgegeben,,"100,00","Mittwoch, 10. Juni 2026, 14:14",-\n'
    'Teilnehmer/in78,Änne Weiß,u2,aw@x.de,Zur Bewertung abgegeben,,"100,00","Donnerstag, 5. März 2026, 08:05",-\n'
)
FRENCH = (
    "Identifiant,Nom complet,Numéro d’identification,Adresse de courriel,Statut,Note,Dernière modification (travail remis)\n"
    'Participant 77,Chloé Dubois,u1,cd@x.fr,Remis pour évaluation,,"mercredi 10 juin 2026, 14:14"\n'
    'Participant 78,Zoë Müller,u2,zm@x.fr,Remis pour évaluation,,"jeudi 5 février 2026, 08:05"\n'
)
SPANISH = (
    "Identificador,Nombre completo,Número de ID,Dirección de correo,Estado,Calificación,Última modificación (entrega)\n"
    'Participante 77,José Núñez,u1,jn@x.es,Enviado para calificar,,"miércoles, 10 de junio de 2026, 14:14"\n'
    'Participante 78,Ana Peña,u2,ap@x.es,Enviado para calificar,,"jueves, 5 de marzo de 2026, 08:05"\n'
)
GITHUB = (
    "assignment_name,assignment_url,starter_code_url,github_username,roster_identifier,student_repository_name,"
    "student_repository_url,submission_timestamp,points_awarded,points_available\n"
    "ps1,https://c/x,,ada-l,u1,ps1-ada-l,https://g/ps1-ada-l,2026-03-01 22:30:00 UTC,1,1\n"
    "ps1,https://c/x,,L,u2,ps1-L,https://g/ps1-L,2026-03-02 07:05:00 UTC,0,1\n"
)
SCORES = (
    "Name,SID,Email,Total Score,Max Points,Status,Submission ID,Submission Time,Submission Count,View Count,Lateness (H:M:S)\n"
    "Ada Lovelace,u1,ada@x.edu,3.0,9.0,Graded,456,2026-03-01 15:30:00 -0800,2,0,00:00:00\n"
    "Bo Ek,u2,bo@x.edu,,9.0,Missing,,,,0,\n"
)
PEOPLE = "name,email,sis,login\nAda Lovelace,ada@x.edu,u1,adal\nBo Ek,bo@x.edu,u2,bo\nBo Ek,bo2@x.edu,u3,boek\nAna-Lu Sáenz,al@x.edu,u4,ana_lu\n"
METADATA = """---
submission_456:
  :submitters:
  - :name: 'Lovelace: Ada'
    :sid: u1
    :email: other@x.edu
  - :name: Bo Ek
    :sid:
    :email: BO2@x.edu
  :created_at: 2026-03-01 15:30:00.123456000 -08:00
  :score: 3.0
  :status: processed
  :results:
    :tests: []
  :history:
  - :id: 455
    :created_at: 2026-02-01 15:30:00.123456000 -08:00
submission_457:
  :submitters:
  - :name: Bo Ek
    :sid: ''
    :email: nobody@x.edu
  :created_at: 2026-03-02 07:05:00.000000000 Z
  :score:
  :status: failed
"""

SCENARIOS = {
    "canvas, second and third attempts": Scenario(
        (CANVAS,),
        {"lovelaceada_11_701_hw.ipynb": ("canvas 11", ""), "lovelaceada_11_705_hw-1.ipynb": ("canvas 11", ""),
         "lovelaceada_LATE_11_709_hw-2.ipynb": ("canvas 11", ""), "lovelaceada_12_702_hw-1.ipynb": ("canvas 12", "")},
    ),
    "canvas, file names full of numbers": Scenario(
        (CANVAS,),
        {"lovelaceada_12_701_11_13_hw_14.ipynb": ("canvas 12", ""), "latenina_16_702_11_LATE_12_13_hw.ipynb": ("canvas 16", ""),
         "latenina_LATE_16_703_hw.ipynb": ("canvas 16", ""), "anonymusbo_17_704_hw.ipynb": ("canvas 17", "")},
    ),
    "canvas, a group": Scenario((CANVAS,), {"project_team_7_11_701_hw.ipynb": ("canvas 11", ""), "team_LATE_13_702_hw.ipynb": ("canvas 13", "")}),
    "canvas, scripts and signs": Scenario(
        (CANVAS,),
        {"obrienseán_13_701_hw.ipynb": ("canvas 13", ""), "عليمحمد_14_702_hw.ipynb": ("canvas 14", ""),
         "smithanna_15_703_hw.ipynb": ("canvas 15", ""), "kingjrmartinluther_18_704_hw.ipynb": ("canvas 18", ""),
         "כהןדנה_LATE_19_705_hw.ipynb": ("canvas 19", "")},
    ),
    "canvas, the files of a quiz": Scenario(
        (CANVAS,), {"lovelaceada_12_question_901_701_hw.ipynb": ("canvas 12", ""), "obrienseán_13_question_901_702_hw.ipynb": ("canvas 13", "")},
    ),
    "canvas, anonymous": Scenario((CANVAS,), {"anon_x7Fq2_701_hw.ipynb": (None, ""), "anon_LATE_Zy81p_702_hw.ipynb": (None, "")}),
    "canvas, numbers of another course": Scenario((CANVAS,), {"obrienseán_999_701_hw.ipynb": (None, ""), "lovelaceada_998_702_hw.ipynb": (None, "")}),
    "canvas, unpacked and packed again": Scenario(
        (CANVAS,), {"submissions/lovelaceada_11_701_hw.ipynb": ("canvas 11", ""), "submissions/obrienseán_13_701_hw.ipynb": ("canvas 13", "")},
    ),
    "canvas, times of a list": Scenario(
        (CANVAS,),
        {"lovelaceada_11_701_hw.ipynb": ("canvas 11", "2026-03-01T22:30"), "lovelaceada_LATE_12_702_hw.ipynb": ("canvas 12", "2026-03-03T07:05")},
        times="user_id,name,submitted_at\n11,Ada Lovelace,2026-03-01T22:30:00Z\n12,Ada Lovelace,2026-03-03T07:05:00Z\n",
    ),
    "canvas, semicolons and an integration id": Scenario(
        ("Student;ID;SIS User ID;SIS Login ID;Integration ID;Section\n    Points Possible;;;;;\n\"Ek, Bo\";11;u1;bo;77;A\n\"Ek, Bo\";77;u2;bo2;11;A\n",),
        {"ekbo_77_701_hw.ipynb": ("canvas 77", ""), "ekbo_11_702_hw.ipynb": ("canvas 11", "")},
    ),
    "a folder a student, with commas and other apostrophes": Scenario(
        (CANVAS,),
        {f"Seán O'Brien/{NB}": ("canvas 13", ""), f"King, Jr., Martin Luther/{NB}": ("canvas 18", ""), f"Ada Lovelace/{NB}": (None, ""),
         f"محمد علي/{NB}": ("canvas 14", ""), f"Anna Smith 🙂/{NB}": ("canvas 15", "")},
    ),
    "moodle, two of one name, times of the worksheet": Scenario(
        (MOODLE,),
        {f"Ada Lovelace_77_assignsubmission_file_/{NB}": ("moodle 77", "2026-03-29T01:30"), f"Ada Lovelace_78_assignsubmission_file_/{NB}": ("moodle 78", "")},
        times=MOODLE,
    ),
    "moodle, prefixes of groups": Scenario(
        (MOODLE,),
        {f"Group A-Ada Lovelace_78_assignsubmission_file/{NB}": ("moodle 78", ""), f"Lab_2-Bo Ek_79_assignsubmission_file/{NB}": ("moodle 79", "")},
        {"Group A-Ada Lovelace_78_assignsubmission_onlinetext/onlinetext.html": "<p>done</p>"},
    ),
    "moodle, without folders": Scenario(
        (MOODLE,),
        {f"Ada Lovelace_77_assignsubmission_file_{NB}": ("moodle 77", ""), f"Bo Ek_79_assignsubmission_file_{NB}": ("moodle 79", "")},
        {"Ada Lovelace_77_assignsubmission_onlinetext_onlinetext.html": "<p>done</p>"},
    ),
    "moodle, backslashes of a Windows program": Scenario(
        (MOODLE,), {f"Ada Lovelace_77_assignsubmission_file_\\{NB}": ("moodle 77", ""), f"Bo Ek_79_assignsubmission_file_\\{NB}": ("moodle 79", "")},
    ),
    "moodle in German": Scenario(
        (GERMAN,),
        {f"Jörg Groß_77_assignsubmission_file/{NB}": ("moodle 77", "2026-06-10T12:14"), f"Teilnehmerin_78_assignsubmission_file/{NB}": ("moodle 78", "2026-03-05T07:05")},
        times=GERMAN,
    ),
    "moodle in French": Scenario(
        (FRENCH,),
        {f"Chloé Dubois_77_assignsubmission_file/{NB}": ("moodle 77", "2026-06-10T12:14"), f"Participant_78_assignsubmission_file/{NB}": ("moodle 78", "2026-02-05T07:05")},
        times=FRENCH,
    ),
    "moodle in Spanish": Scenario(
        (SPANISH,),
        {f"{unicodedata.normalize('NFD', 'José Núñez')}_77_assignsubmission_file/{NB}": ("moodle 77", "2026-06-10T12:14"),
         f"Participante_78_assignsubmission_file/{NB}": ("moodle 78", "2026-03-05T07:05")},
        times=SPANISH,
    ),
    "participants in German": Scenario(
        ("Vorname;Nachname;ID-Nummer;E-Mail-Adresse;Gruppen\nJörg;Groß;u1;jg@x.de;A\nÄnne;Weiß;u2;aw@x.de;B\n",),
        {f"Jörg Groß/{NB}": ("sis u1", ""), f"Weiß, Änne/{NB}": ("sis u2", "")},
    ),
    "participants in French": Scenario(
        ("Prénom,Nom de famille,Numéro d’identification,Adresse de courriel\nChloé,Dubois,u1,cd@x.fr\nZoë,Müller,u2,zm@x.fr\n",),
        {f"DUBOIS Chloé/{NB}": ("sis u1", ""), f"Zoë Müller/{NB}": ("sis u2", "")},
    ),
    "participants in Spanish": Scenario(
        ("Nombre,Apellido(s),Número de ID,Dirección de correo\nJosé,Núñez García,u1,jn@x.es\nAna,Peña,u2,ap@x.es\n",),
        {f"José Núñez García/{NB}": ("sis u1", ""), f"Peña Ana/{NB}": ("sis u2", "")},
    ),
    "blackboard, logins with signs": Scenario(
        (PEOPLE,),
        {f"Lab_1_ana_lu_attempt_2026-03-01-23-30-00_{NB}": ("login ana_lu", "2026-03-01T22:30"), f"Lab_1_bo_attempt_2026-03-29-03-30-00_{NB}": ("login bo", "2026-03-29T01:30"),
         f"Lab_1_boek_attempt_2026-03-01-23-30-00_{NB}": ("login boek", "2026-03-01T22:30")},
        {"Lab_1_bo_attempt_2026-03-29-03-30-00.txt": "Name: Bo Ek (bo)"},
    ),
    "blackboard, an hour that comes twice and one that never comes": Scenario(
        (PEOPLE,),
        {f"HW_adal_attempt_2026-10-25-02-30-00_{NB}": ("login adal", ""), f"HW_bo_attempt_2026-03-29-02-30-00_{NB}": ("login bo", "")},
    ),
    "blackboard in German": Scenario((PEOPLE,), {f"HW 1_adal_Versuch_2026-03-01-23-30-00_{NB}": ("login adal", "2026-03-01T22:30"), f"HW 1_bo_Versuch_2026-03-02-08-05-00_{NB}": ("login bo", "2026-03-02T07:05")}),
    "blackboard in Spanish": Scenario((PEOPLE,), {f"HW 1_adal_intento_2026-03-01-23-30-00_{NB}": ("login adal", "2026-03-01T22:30"), f"HW 1_bo_intento_2026-03-02-08-05-00_{NB}": ("login bo", "2026-03-02T07:05")}),
    "brightspace, no folders": Scenario(
        ("name,sis\nAda Lovelace,1234\nBo Ek,1235\n",),
        {f"1234-5678 - Ada Lovelace - Mar 1, 2026 1130 PM - {NB}": ("sis 1234", "2026-03-01T22:30"), f"1235-5678 - Bo Ek - Mar 2, 2026 805 AM - {NB}": ("sis 1235", "2026-03-02T07:05")},
    ),
    "brightspace in French": Scenario(
        ("name,sis\nAda Lovelace,u1\nBo Ek,u2\n",),
        {f"1234-5678 - Ada Lovelace - 1 mars 2026 2330/{NB}": ("sis u1", "2026-03-01T22:30"), f"1235-5678 - Bo Ek - 2 mars 2026 805/{NB}": ("sis u2", "2026-03-02T07:05")},
    ),
    "nbgrader, exchange with logins of a hub": Scenario(
        ("name,email,nbgrader\nAda Lovelace,ada@x.edu,ada@x.edu\nBo Ek,b@x.edu,bo+ek\n",),
        {f"ada@x.edu+ps1+2026-03-01 22:30:00.000000 UTC+abc/{NB}": ("nbgrader ada@x.edu", "2026-03-01T22:30"), f"bo+ek+ps1+2026-03-02 07:05:00.000000 UTC+abd/{NB}": ("nbgrader bo+ek", "2026-03-02T07:05")},
    ),
    "nbgrader, two assignments": Scenario(
        ("name,nbgrader\nAda Lovelace,ada\nBo Ek,bo\n",),
        {f"submitted/ada/ps1/{NB}": ("nbgrader ada", "2026-03-01T22:30"), "submitted/ada/ps2/1_edges.ipynb": ("nbgrader ada", "2026-03-08T22:30"), f"submitted/bo/ps1/{NB}": ("nbgrader bo", "")},
        {"submitted/ada/ps1/timestamp.txt": "2026-03-01 22:30:00.000000 UTC\n", "submitted/ada/ps2/timestamp.txt": "2026-03-08 15:30:00 America/Los_Angeles"},
    ),
    "gradescope, a group, earlier submissions, no number": Scenario(
        (PEOPLE,),
        {f"assignment_1_export/submission_456/{NB}": ("sis u1 & email bo2@x.edu", "2026-03-01T23:30"), f"assignment_1_export/submission_457/{NB}": (None, "2026-03-02T07:05")},
        {"assignment_1_export/submission_metadata.yml": METADATA},
    ),
    "gradescope, its scores as list and times": Scenario(
        (SCORES,), {f"Ada Lovelace/{NB}": ("sis u1", "2026-03-01T23:30"), f"Bo Ek/{NB}": ("sis u2", "")}, times=SCORES,
    ),
    "github classroom, its grades as list and times": Scenario(
        (GITHUB,), {f"ps1-submissions/ps1-ada-l/{NB}": ("github ada-l", "2026-03-01T22:30"), f"ps1-submissions/ps1-L/{NB}": ("github l", "2026-03-02T07:05")}, times=GITHUB,
    ),
    "google classroom, hyphens": Scenario(
        (PEOPLE,), {"Ada Lovelace - 2_step - copy.ipynb": ("sis u1", ""), "Ana-Lu Sáenz - 2_step.ipynb": ("sis u4", ""), "Bo Ek - 2_step.ipynb": (None, "")},
    ),
    "teams, versions": Scenario(
        (PEOPLE,),
        {f"Submitted files/Ada Lovelace/HW 1/Version 1/{NB}": ("sis u1", ""), f"Submitted files/Ada Lovelace/HW 1/Version 2/{NB}": ("sis u1", ""),
         f"Submitted files/Ana-Lu Sáenz/HW 1/Version 1/{NB}": ("sis u4", "")},
    ),
    "sakai, a name with brackets": Scenario(
        (PEOPLE,),
        {f"HW 1/Lovelace (King), Ada(adal)/Submission attachment(s)/{NB}": ("login adal", "2026-03-01T23:30"), f"HW 1/Ek, Bo(boek)/Submission attachment(s)/{NB}": ("login boek", "")},
        {"HW 1/Lovelace (King), Ada(adal)/timestamp.txt": "20260301233000000"},
    ),
    "one number in two systems": Scenario(
        (CANVAS, "Identifier,Full name,ID number\nParticipant 11,Seán O’Brien,u3\nParticipant 13,Nina Late,u6\n"),
        {f"Seán O’Brien_11_assignsubmission_file_/{NB}": ("canvas 13", ""), f"Nina Late_13_assignsubmission_file_/{NB}": ("canvas 16", "")},
    ),
    "Canvas, packed again inside a folder": Scenario(
        (CANVAS,),
        {f"HW 1/obriensean_13_901_{NB}": ("canvas 13", ""), f"HW 1/latenina_LATE_16_902_{NB}": ("canvas 16", "")},
        {f"__MACOSX/HW 1/._obriensean_13_901_{NB}": "x"},
    ),
    "Moodle's worksheet in a language that is not known": Scenario(
        ("Идентификатор,Полное имя,Адрес электронной почты,Состояние,Оценка\nУчастник 11,Ада Лавлейс,ada@x.org,-,\nУчастник 12,Бо Эк,bo@x.org,-,\n",),
        {f"Ада Лавлейс_11_assignsubmission_file_/{NB}": ("email ada@x.org", ""), f"Бо Эк_12_assignsubmission_file_/{NB}": ("moodle 12", "")},
    ),
}  # fmt: skip


def graded_names(folder: Path, scenario: Scenario) -> tuple[HandIns, dict[str, set[str]]]:
    """The hand-ins of the zip under the class's names, and the numbers of each name."""
    (folder / "times.csv").write_text(scenario.times, encoding="utf-8-sig")
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        for name in scenario.files:
            archive.writestr(_entry(name), json.dumps({"cells": [], "metadata": {"of": name}, "nbformat": 4, "nbformat_minor": 4}))
        for name, text in scenario.extra.items():
            archive.writestr(_entry(name), text)
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        for number, text in enumerate(scenario.lists):
            (folder / f"list{number}.csv").write_text(text, encoding="utf-8-sig")
            People(book).add(listed.person for listed in read_list(folder / f"list{number}.csv"))
        roster = People(book).all()
    times = read_list(folder / "times.csv", zone=BERLIN) if scenario.times else ()
    numbers = {person.student: {f"{system} {number}" for system, number in person.ids} for person in roster}
    return named(list(collect(folder / "submissions.zip", zone=BERLIN)), roster, {}, times), numbers


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("placeholder")
    entry.filename = name  # the constructor mends backslashes; the programs that write them do not
    return entry


def described(hand_ins: HandIns, numbers: Mapping[str, set[str]]) -> dict[str, list[tuple[set[str] | None, str]]]:
    """For each file those whose it is, by all their numbers, and when."""
    result: dict[str, list[tuple[set[str] | None, str]]] = {}
    for each in hand_ins.submissions:
        of = json.loads(each.read())["metadata"]["of"]
        at = f"{each.modified.astimezone(UTC):%Y-%m-%dT%H:%M}" if each.modified else ""
        result.setdefault(of, []).append((numbers.get(each.student), at))
    return result


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_everybody_gets_their_own_work_and_no_time_is_guessed(tmp_path: Path, scenario: Scenario) -> None:
    hand_ins, numbers = graded_names(tmp_path, scenario)
    handed = described(hand_ins, numbers)
    for name, (whose, at) in scenario.files.items():
        owners = whose.split(" & ") if whose else [None]
        assert [moment for _, moment in handed[name]] == [at] * len(owners), name
        everybody = [ids for ids, _ in handed[name]]
        for owner in owners:
            assert [ids for ids in everybody if (ids is None if owner is None else owner in (ids or ()))] != [], (name, everybody)
    assert set(handed) == set(scenario.files)
    strangers = {each.student for each in hand_ins.submissions if each.student not in numbers}
    nobody = [name for name, (whose, _) in scenario.files.items() if whose is None]
    assert len(strangers) == len(nobody), "two people are never one"
