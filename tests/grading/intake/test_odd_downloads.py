"""Odd downloads and lists, in the forms of real systems: other languages, letters and clocks, names that mislead."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest

from course_utils.grading.roster.lists import read_list

sys.path.insert(0, str(Path(__file__).parent))

from test_later_downloads import BERLIN, CANVAS, NB, PEOPLE, Scenario, described, graded_names

GERMAN = (
    'ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Skala,"Bewertung kann geändert werden","Zuletzt geändert (Abgabe)",'
    '"Texteingabe online","Zuletzt geändert (Bewertung)","Feedback als Kommentar"\n'
    'Teilnehmer/in1234567,"Max Mustermann",max@x.de,"Zur Bewertung abgegeben - 1 Tag 10 Stunden zu spät - ",,,Ja,'
    '"Sonntag, 1. März 2026, 00:05",,-,\n'
    'Teilnehmer/in1234568,"Jörg von der Groß",jg@x.de,"Keine Abgabe",,,Ja,-,,-,\n'
    'Teilnehmer/in1234569,"Müller-Lüdenscheidt, Änne",am@x.de,"Zur Bewertung abgegeben",,,Ja,"Montag, 26. Oktober 2026, 02:30",,-,\n'
)
FRENCH = (
    "Identifiant;Nom complet;Adresse de courriel;Statut;Groupe;Note maximale;La note peut être modifiée;"
    "Dernière modification (travail remis);Dernière modification (note);Feedback par commentaires\n"
    "Participant 4101;Chloé D’Artagnan;cd@x.fr;Remis pour évaluation;Groupe 1;20,00;Oui;lundi 1 juin 2026, 08:05;-;\n"
    "Participant 4102;LE GOFF Anne-Laure;al@x.fr;Remis pour évaluation;Groupe 2;20,00;Oui;vendredi 21 août 2026, 23:59;-;\n"
)
SPANISH = (
    '"Identificador","Nombre completo","Dirección de correo","Estado","Calificación","Calificación máxima",'
    '"La calificación puede ser cambiada","Última modificación (entrega)","Última modificación (calificación)"\n'
    '"Participante 101","Ana López García","ana@x.es","Enviado para calificar","","10,00","Sí","lunes, 5 de octubre de 2026, 10:00","-"\n'
    '"Participante 102","José Mª de la Peña","jm@x.es","Enviado para calificar","","10,00","Sí","sábado, 5 de septiembre de 2026, 00:15","-"\n'
)
BRITISH = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (submission)\n"
    'Participant 301,Ada Lovelace,ada@x.uk,Submitted for grading,,100.00,"Tuesday, 10 March 2026, 12:05 AM"\n'
    'Participant 302,Bo Ek,bo@x.uk,Submitted for grading,,100.00,"Tuesday, 10 March 2026, 12:05 PM"\n'
)
AMERICAN = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (submission)\n"
    'Participant 301,Ada Lovelace,ada@x.edu,Submitted for grading,,100.00,"Wednesday, March 4, 2026, 11:59\u202fPM"\n'
    'Participant 302,Bo Ek,bo@x.edu,Submitted for grading,,100.00,"Sunday, October 25, 2026, 3:00\u202fAM"\n'
)
NAMES = (
    "Identifier,Full name,ID number\nParticipant 80,Jean-Luc Picard,u1\nParticipant 81,Mary_Ann Smith,u2\n"
    "Participant 82,Mary_Ann Smith,u3\nParticipant 83,Bo 42 Ek,u4\n"
)
RIGHT_TO_LEFT = (
    "Student,ID,SIS User ID,SIS Login ID,Section\n"
    '"\u200fالعربي, ليلى\u200f",21,u1,layla,A\n"\u202bלוי, נועה\u202c",22,u2,noa,A\n"لوي, نوا",23,u3,nawa,A\n'
)
EXCEL = "Student,ID,SIS User ID,SIS Login ID,Section\n\"Ek, Bo\",11.0,1.23457E+12,bo,A\n\"Ek, Bo\",12.0,1.23457E+12,bo2,A\n"
YML = (
    "---\r\nsubmission_901:\r\n  :submitters:\r\n  - :name: \"Se\\xE1n O'Brien\"\r\n    :sid: '00123'\r\n    :email: \r\n"
    "  :created_at: 2026-03-29 01:30:00.000000000 Z\r\n  :score: 0.0\r\n  :status: processed\r\n"
    "submission_902:\r\n  :submitters:\r\n  - :name: ! 'Ek, Bo'\r\n    :sid: 123\r\n    :email: bo@x.edu\r\n"
    "  :created_at: 2026-10-25 02:30:00.000000000 +02:00\r\n  :score: \r\n  :status: unprocessed\r\n"
)
ZEROS = "name,email,sis\nSeán O'Brien,sean@x.edu,00123\n\"Ek, Bo\",bo@x.edu,123\n"
NAMELESS = """submission_903:
  submitters:
    - {name: Ada Lovelace, sid: u1, email: ada@x.edu}
  created_at: '2026-03-01T15:30:00-08:00'
submission_904:
  submitters:
    - {name: Bo Ek, sid: null, email: bo2@x.edu}
  created_at: "2026-03-02 07:05:00 UTC"
"""
ROSTER = (
    '"identifier","github_username","github_id","name"\n"ada@x.edu","Ada-L","1001","Ada Lovelace"\n'
    '"bo@x.edu","","",""\n"cy@x.edu","ps1-cy","1003","Cy Twombly"\n'
)
SCENARIOS = {
    "moodle in German, late ones and a title": Scenario(
        (GERMAN,),
        {f"Max Mustermann_1234567_assignsubmission_file/{NB}": ("moodle 1234567", "2026-02-28T23:05"),
         f"Jörg von der Groß_1234568_assignsubmission_file/{NB}": ("moodle 1234568", ""),
         f"Müller-Lüdenscheidt, Änne_1234569_assignsubmission_file/{NB}": ("moodle 1234569", "2026-10-26T01:30")},
        times=GERMAN,
    ),
    "moodle in German, blind": Scenario(
        (GERMAN,), {f"Teilnehmer-in_1234567_assignsubmission_file/{NB}": ("moodle 1234567", ""), f"Teilnehmer_in_1234569_assignsubmission_file/{NB}": ("moodle 1234569", "")},
    ),
    "moodle in French, semicolons and groups": Scenario(
        (FRENCH,),
        {f"Groupe 1-Chloé D’Artagnan_4101_assignsubmission_file/{NB}": ("moodle 4101", "2026-06-01T06:05"),
         f"Groupe 2-LE GOFF Anne-Laure_4102_assignsubmission_file/{NB}": ("moodle 4102", "2026-08-21T21:59")},
        times=FRENCH,
    ),
    "moodle in Spanish, all cells quoted": Scenario(
        (SPANISH,),
        {f"Ana López García_101_assignsubmission_file/{NB}": ("moodle 101", "2026-10-05T08:00"),
         f"José Mª de la Peña_102_assignsubmission_file/{NB}": ("moodle 102", "2026-09-04T22:15")},
        times=SPANISH,
    ),
    "moodle, midnight and noon": Scenario(
        (BRITISH,),
        {f"Ada Lovelace_301_assignsubmission_file/{NB}": ("moodle 301", "2026-03-09T23:05"), f"Bo Ek_302_assignsubmission_file/{NB}": ("moodle 302", "2026-03-10T11:05")},
        times=BRITISH,
    ),
    "moodle, the month first and a narrow space": Scenario(
        (AMERICAN,),
        {f"Ada Lovelace_301_assignsubmission_file/{NB}": ("moodle 301", "2026-03-04T22:59"), f"Bo Ek_302_assignsubmission_file/{NB}": ("moodle 302", "2026-10-25T02:00")},
        times=AMERICAN,
    ),
    "moodle, names with hyphens, underscores and numbers": Scenario(
        (NAMES,),
        {f"Group-2-Jean-Luc Picard_80_assignsubmission_file_/{NB}": ("moodle 80", ""), f"Mary_Ann Smith_81_assignsubmission_file_/{NB}": ("moodle 81", ""),
         f"Mary_Ann Smith_82_assignsubmission_file_/{NB}": ("moodle 82", ""), f"Bo 42 Ek_83_assignsubmission_file_/{NB}": ("moodle 83", "")},
    ),
    "canvas, copies of copies": Scenario(
        (CANVAS,),
        {"lovelaceada_LATE_11_705_2_step_by_step (1)-1.ipynb": ("canvas 11", ""), "lovelaceada_11_704_2_step_by_step-1-1.ipynb": ("canvas 11", ""),
         "lovelaceada_12_706_2_step_by_step-2.ipynb": ("canvas 12", "")},
    ),
    "canvas, a name of late": Scenario((CANVAS,), {"latenina_16_701_LATE.ipynb": ("canvas 16", ""), "latenina_LATE_16_702_late_16.ipynb": ("canvas 16", "")}),
    "canvas, marks of direction": Scenario(
        (RIGHT_TO_LEFT,),
        {"العربيليلى_21_701_hw.ipynb": ("canvas 21", ""), "\u200fלוינועה_LATE_22_702_hw.ipynb": ("canvas 22", ""), "لوينوا_23_703_hw.ipynb": ("canvas 23", "")},
    ),
    "names with marks of direction, a folder each": Scenario(
        (RIGHT_TO_LEFT,), {f"ليلى العربي/{NB}": ("canvas 21", ""), f"נועה לוי/{NB}": ("canvas 22", "")},
    ),
    "canvas, a list that Excel has saved: numbers that are no longer anybody's": Scenario(
        (EXCEL,), {"ekbo_11_701_hw.ipynb": ("canvas 11", ""), "ekbo_12_702_hw.ipynb": ("canvas 12", "")},
    ),
    "gradescope, lines of Windows, escapes and zeros": Scenario(
        (ZEROS,),
        {f"assignment_1_export/submission_901/{NB}": ("sis 00123", "2026-03-29T01:30"), f"assignment_1_export/submission_902/{NB}": ("sis 123", "2026-10-25T00:30")},
        {"assignment_1_export/submission_metadata.yml": YML},
    ),
    "gradescope, keys without colons": Scenario(
        (PEOPLE,),
        {f"submission_903/{NB}": ("sis u1", "2026-03-01T23:30"), f"submission_904/{NB}": ("email bo2@x.edu", "2026-03-02T07:05")},
        {"submission_metadata.yml": NAMELESS},
    ),
    "github classroom, letters of another case, one without a login": Scenario(
        (ROSTER,), {f"ps1-submissions/ps1-ada-l/{NB}": ("github ada-l", ""), f"ps1-submissions/ps1-ps1-cy/{NB}": ("github ps1-cy", ""), f"ps1-submissions/ps1-nobody/{NB}": (None, "")},
    ),
    "nbgrader, feedback, checkpoints and graded copies beside": Scenario(
        ("name,nbgrader\nAda Lovelace,ada\nBo Ek,bo\n",),
        {f"course/submitted/ada/ps1/{NB}": ("nbgrader ada", "2026-03-29T01:30"), f"course/submitted/bo/ps1/{NB}": ("nbgrader bo", "")},
        {"course/submitted/ada/ps1/timestamp.txt": "2026-03-29 03:30:00 Europe/Berlin", "course/submitted/bo/ps1/timestamp.txt": "2026-10-25 02:30:00 Europe/Berlin",
         f"course/submitted/ada/ps1/.ipynb_checkpoints/{NB}": "{}", f"course/autograded/ada/ps1/{NB}": "{}", f"course/feedback/ada/ps1/{NB}": "{}",
         "course/feedback/ada/ps1/2_step_by_step.html": "<p>", f"course/feedback_generated/bo/ps1/{NB}": "{}", f"course/source/ps1/{NB}": "{}", f"course/release/ps1/{NB}": "{}"},
    ),
    "nbgrader, feedback in the student's own folder": Scenario(
        ("name,nbgrader\nAda Lovelace,ada\nBo Ek,bo\n",),
        {f"submitted/ada/ps1/{NB}": ("nbgrader ada", "2026-03-01T22:30"), f"submitted/bo/ps1/{NB}": ("nbgrader bo", "")},
        {"submitted/ada/ps1/timestamp.txt": "2026-03-01 22:30:00.123456 UTC", "submitted/ada/ps1/feedback/2026-03-02 10:00:00 UTC/2_step_by_step.html": "<p>"},
    ),
    "a system whose form nobody knows, so nobody is guessed": Scenario((PEOPLE,), {f"HW1/Abgaben/Lovelace_Ada_adal_4711/{NB}": (None, ""), f"HW1/Abgaben/Ek_Bo_boek_4713/{NB}": (None, "")}),
    "files named by address or number": Scenario((PEOPLE,), {"ada@x.edu.ipynb": ("sis u1", ""), "bo2@x.edu.ipynb": ("sis u3", ""), "u4.ipynb": ("sis u4", "")}),
    "names taken apart and put together": Scenario(
        (unicodedata.normalize("NFD", "name,sis\nZoë Åström,u1\nTrần Thị Ngọc Ánh,u2\n"),), {f"Zoë Åström/{NB}": ("sis u1", ""), f"Trần Thị Ngọc Ánh/{NB}": ("sis u2", "")},
    ),
    "letters that have no small ones, or others": Scenario(
        ("name,sis\n\"IŞIK, İpek\",u1\nGroß Straße,u2\n",), {f"Işık, İpek/{NB}": ("sis u1", ""), f"GROSS STRASSE/{NB}": ("sis u2", "")},
    ),
}  # fmt: skip
WANTED = {("Ada Lovelace", "11"), ("Bo Ek", "12")}
LISTS = {
    "Excel's Unicode text": 'Student\tID\tSIS Login ID\n"Lovelace, Ada"\t11\tada\n"Ek, Bo"\t12\tbo\n'.encode("utf-16"),
    "Excel's word about separators": b'sep=;\r\nStudent;ID;SIS Login ID\r\n"Lovelace, Ada";11;ada\r\n"Ek, Bo";12;bo\r\n',
    "lines of an old Mac": b'Student,ID,SIS Login ID\r"Lovelace, Ada",11,ada\r"Ek, Bo",12,bo\r',
    "a hard space in a title": 'Student,ID,SIS\u00a0Login\u00a0ID\n"Lovelace, Ada",11,ada\n"Ek, Bo",12,bo\n'.encode(),
    "UTF-16 without a mark": 'Student,ID,SIS Login ID\n"Lovelace, Ada",11,ada\n"Ek, Bo",12,bo\n'.encode("utf-16-le"),
    "titles in capitals, empty columns and rows": b',STUDENT,,ID,SIS LOGIN ID,\n,,,,,\n,"Lovelace, Ada",,11,ada,\n,,,,,\n,"Ek, Bo",,12,bo,\n',
    "semicolons in cells": b'Student;ID;SIS Login ID;Notes\n"Lovelace, Ada";11;ada;"a; b, c; d, e"\n"Ek, Bo";12;bo;"f, g, h, i"\n',
}


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_everybody_gets_their_own_work_and_no_time_is_guessed(tmp_path: Path, scenario: Scenario) -> None:
    hand_ins, numbers = graded_names(tmp_path, scenario)
    handed = described(hand_ins, numbers)
    for name, (whose, at) in scenario.files.items():
        assert len(handed[name]) == 1, name
        ids, moment = handed[name][0]
        assert (ids is None if whose is None else whose in (ids or ())), (name, ids)
        assert moment == at, name
    assert set(handed) == set(scenario.files)


@pytest.mark.parametrize("content", LISTS.values(), ids=LISTS)
def test_a_list_that_was_saved_in_an_odd_way_is_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    people = [listed.person for listed in read_list(tmp_path / "list.csv", zone=BERLIN)]
    assert {(person.name, number) for person in people for system, number in person.ids if system == "canvas"} == WANTED
