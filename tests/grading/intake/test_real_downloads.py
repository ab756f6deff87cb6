"""Downloads and lists as colleagues really have them: packed again, filled by hand, of other sites and releases.

Written before the forms that they mended; the scenarios and their check are those of `test_later_downloads`.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from course_utils.grading.intake.collect import collect
from course_utils.grading.roster.lists import read_list

sys.path.insert(0, str(Path(__file__).parent))

from test_later_downloads import NB, PEOPLE, Scenario
from test_later_downloads import test_everybody_gets_their_own_work_and_no_time_is_guessed as check

CLASSIC = """---
submission_456:
  :submitters:
  - :name: Ada Lovelace
    :sid: u1
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: &1 2026-03-01 22:30:00.152064000 Z
    zone: &2 !ruby/object:ActiveSupport::TimeZone
      name: America/Los_Angeles
    time: 2026-03-01 14:30:00.152064000 Z
submission_457:
  :submitters: []
  :created_at: 2026-03-02 07:05:00.000000000 Z
"""
GRADESCOPE = (
    "First Name,Last Name,SID,Email,Role,Section\n"
    "Ada,Lovelace,u1,ada@x.edu,Student,A\nBo,Ek,u2,bo@x.edu,Student,A\nGrace,Hopper,,grace@x.edu,Instructor,\nTea,Aye,u9,ta@x.edu,TA,\n"
)
ITALIAN = (
    "Identificativo,Nome completo,Numero ID,Indirizzo email,Stato,Valutazione,Valutazione massima,"
    "Ultima modifica (consegna),Ultima modifica (valutazione)\n"
    'Partecipante 77,Niccolò Bianchi,u1,nb@x.it,Consegnato per la valutazione,,"100,00","domenica, 1 marzo 2026, 23:30",-\n'
    'Partecipante 78,Zoë Ferrari,u2,zf@x.it,Consegnato per la valutazione,,"100,00","lunedì, 2 marzo 2026, 08:05",-\n'
)
DUTCH = (
    "Identificatie,Volledige naam,ID-nummer,E-mailadres,Status,Cijfer,Maximumcijfer,Laatst gewijzigd (inzending),Laatst gewijzigd (cijfer)\n"
    'Deelnemer 77,Joost de Vries,u1,jv@x.nl,Ingestuurd voor beoordeling,,"100,00","zondag, 1 maart 2026, 23:30",-\n'
    'Deelnemer 78,Anna de Vries,u2,av@x.nl,Ingestuurd voor beoordeling,,"100,00",-,-\n'
)
PORTUGUESE = (
    "Identificador,Nome completo,Número de identificação,Endereço de email,Status,Nota,Nota máxima,"
    "Última modificação (envio),Última modificação (nota)\n"
    'Participante 77,João Conceição,u1,jc@x.br,Enviado para avaliação,,"100,00","domingo, 1 mar. 2026, 23:30",-\n'
    'Participante 78,Ana Souza,u2,as@x.br,Enviado para avaliação,,"100,00","segunda-feira, 2 de março de 2026, 08:05",-\n'
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Root Account,Section,HW 1 (901)\n,,,,,,Manual Posting\n"
    '    Points Possible,,,,,,100.0\n"Lovelace, Ada",11,u1,ada,x.instructure.com,A and B,\n"Ek, Bo",12,u2,bo,x.instructure.com,A,\n'
    '"Student, Test",99,,fa0b,x.instructure.com,A,\n'
)
ANALYSIS = (
    "name,id,sis_id,root_account,section,section_id,section_sis_id,submitted,attempt\n"
    "Ada Lovelace,11,u1,x.instructure.com,A,1,,2026-03-01 22:30:00 UTC,1\nBo Ek,12,u2,x.instructure.com,A,1,,2026-03-02 07:05:00 UTC,1\n"
)
BRIGHTSPACE = (
    "OrgDefinedId,Username,Last Name,First Name,Email,HW 1 Points Grade <Numeric MaxPoints:100>,End-of-Line Indicator\n"
    "#u1,#adal,Lovelace,Ada,ada@x.edu,,#\n#u2,#boek,Ek,Bo,bo@x.edu,,#\n"
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\t"HW 1 [Total Pts: 100 Score] |12345"\n'
    '"Lovelace"\t"Ada"\t"adal"\t"u1"\t"2026-03-01 22:30:00"\t"Yes"\t""\n"Ek"\t"Bo"\t"boek"\t"u2"\t""\t"Yes"\t""\n'
)
CLASSROOM = '"identifier","github_username","github_id","name"\n"u1","ada-l","1234","Ada Lovelace"\n"u2","","",""\n'

SCENARIOS = {
    "canvas, the gradebook with a row of posting and a test student": Scenario(
        (CANVAS,), {"lovelaceada_11_701_2_step_by_step (1).ipynb": ("canvas 11", ""), "studenttest_99_702_hw.ipynb": (None, "")},
    ),
    "canvas, the quiz's analysis as list and times": Scenario(
        (ANALYSIS,), {f"lovelaceada_11_question_55_701_{NB}": ("canvas 11", "2026-03-01T22:30"), f"ekbo_12_question_55_702_{NB}": ("canvas 12", "2026-03-02T07:05")},
        times=ANALYSIS,
    ),
    "canvas, each one's folder made by a script: nobody's form, so nobody is guessed": Scenario(
        (CANVAS,), {f"lovelaceada_11/{NB}": (None, ""), f"ekbo_12/{NB}": (None, "")},
    ),
    "canvas, a text beside the file": Scenario(
        (CANVAS,), {"lovelaceada_11_701_hw.ipynb": ("canvas 11", "")}, {"lovelaceada_11_text.html": "<p>done</p>"},
    ),
    "moodle in Italian": Scenario(
        (ITALIAN,),
        {f"Niccolò Bianchi_77_assignsubmission_file/{NB}": ("moodle 77", "2026-03-01T22:30"), f"Partecipante_78_assignsubmission_file/{NB}": ("moodle 78", "2026-03-02T07:05")},
        times=ITALIAN,
    ),
    "moodle in Dutch, one without a time": Scenario(
        (DUTCH,),
        {f"Joost de Vries_77_assignsubmission_file/{NB}": ("moodle 77", "2026-03-01T22:30"), f"Anna de Vries_78_assignsubmission_file/{NB}": ("moodle 78", "")},
        times=DUTCH,
    ),
    "moodle in Portuguese, months cut short": Scenario(
        (PORTUGUESE,),
        {f"João Conceição_77_assignsubmission_file/{NB}": ("moodle 77", "2026-03-01T22:30"), f"Participante_78_assignsubmission_file/{NB}": ("moodle 78", "2026-03-02T07:05")},
        times=PORTUGUESE,
    ),
    "moodle, blind marking in a group": Scenario(
        ("Identifier,Full name,ID number\nParticipant 77,Ada Lovelace,u1\nParticipant 78,Bo Ek,u2\n",),
        {f"Lab A-Participant_77_assignsubmission_file_/{NB}": ("moodle 77", ""), f"Default group-Participant_78_assignsubmission_file_/{NB}": ("moodle 78", "")},
    ),
    "moodle, folders in a student's folder": Scenario(
        ("Identifier,Full name,ID number\nParticipant 77,Ada Lovelace,u1\n",), {f"Ada Lovelace_77_assignsubmission_file_/week 1/work/{NB}": ("moodle 77", "")},
    ),
    "moodle, a site in Swedish": Scenario(
        ("Identifier,Full name,ID number\nDeltagare 77,Åsa Öberg,u1\nDeltagare 78,Bo Ek,u2\n",), {f"Deltagare_77_assignsubmission_file/{NB}": ("moodle 77", "")},
    ),
    "moodle, packed again in a folder of its course": Scenario(
        ("Identifier,Full name,ID number\nParticipant 77,Ada Lovelace,u1\nParticipant 78,Bo Ek,u2\n",),
        {f"CS101-HW 1-4242/Ada Lovelace_77_assignsubmission_file/{NB}": ("moodle 77", ""), f"CS101-HW 1-4242/Bo Ek_78_assignsubmission_file/{NB}": ("moodle 78", "")},
    ),
    "gradescope, an export of some years ago, one student deleted": Scenario(
        (PEOPLE,),
        {f"assignment_1_export/submission_456/{NB}": ("sis u1", "2026-03-01T22:30"), f"assignment_1_export/submission_457/{NB}": (None, "2026-03-02T07:05")},
        {"assignment_1_export/submission_metadata.yml": CLASSIC},
    ),
    "gradescope, its roster with instructors": Scenario((GRADESCOPE,), {f"Ada Lovelace/{NB}": ("sis u1", ""), f"Grace Hopper/{NB}": (None, "")}),
    "gradescope, a submission without metadata": Scenario(
        (PEOPLE,), {f"submission_456/{NB}": ("sis u1", "2026-03-01T22:30"), f"submission_999/{NB}": (None, "")},
        {"submission_metadata.yml": CLASSIC.split("submission_457")[0]},
    ),
    "github classroom, its own roster": Scenario((CLASSROOM,), {f"ps1-submissions/ps1-ada-l/{NB}": ("github ada-l", "")}),
    "github classroom, the assistant's folder of a moment": Scenario((CLASSROOM,), {f"ps1-03-01-2026-11-30-00/ada-l/{NB}": ("github ada-l", "")}),
    "github classroom, a team": Scenario((CLASSROOM,), {f"ps1-submissions/ps1-team-rocket/{NB}": (None, "")}),
    "github, repositories downloaded as zips": Scenario((CLASSROOM,), {f"ps1-submissions/ps1-ada-l-main/{NB}": ("github ada-l", "")}),
    "nbgrader, the exchange without a random end": Scenario(
        ("name,nbgrader\nAda Lovelace,ada\n",), {f"inbound/ada+ps1+2026-03-01 22:30:00 UTC/{NB}": ("nbgrader ada", "2026-03-01T22:30")},
    ),
    "nbgrader, a time with an offset": Scenario(
        ("name,nbgrader\nAda Lovelace,ada\nBo Ek,bo\n",),
        {f"submitted/ada/ps1/{NB}": ("nbgrader ada", "2026-03-01T22:30"), f"submitted/bo/ps1/{NB}": ("nbgrader bo", "")},
        {"submitted/ada/ps1/timestamp.txt": "2026-03-01 14:30:00.000000 -0800", "submitted/bo/ps1/timestamp.txt": "yesterday"},
    ),
    "nbgrader, its course folder": Scenario(
        ("name,nbgrader\nAda Lovelace,ada\nBo Ek,bo\n",),
        {f"cs101/submitted/ada/ps1/{NB}": ("nbgrader ada", "2026-03-01T22:30"), f"cs101/submitted/bo/ps1/{NB}": ("nbgrader bo", "")},
        {"cs101/submitted/ada/ps1/timestamp.txt": "2026-03-01 22:30:00.000000 UTC"},
    ),
    "blackboard, its grade centre as a list": Scenario(
        (BLACKBOARD,), {f"HW 1_adal_attempt_2026-03-01-23-30-00_{NB}": ("login adal", "2026-03-01T22:30"), f"HW 1_boek_attempt_2026-03-02-08-05-00_{NB}": ("login boek", "2026-03-02T07:05")},
    ),
    "blackboard, one student, an assignment with underscores": Scenario(
        (BLACKBOARD,), {f"Lab_2_final_adal_attempt_2026-03-01-23-30-00_{NB}": ("login adal", "2026-03-01T22:30")},
    ),
    "brightspace, its grades as a list": Scenario(
        (BRIGHTSPACE,),
        {f"1234-5678 - Ada Lovelace - Mar 1, 2026 11:30 PM/{NB}": ("sis u1", "2026-03-01T22:30"), f"1235-5678 - Bo Ek - Mar 2, 2026 805 AM/{NB}": ("sis u2", "2026-03-02T07:05")},
    ),
    "brightspace, a middle name and an hour of 24": Scenario(
        ("name,sis\nAda K. Lovelace,u1\n",), {f"1234-5678 - Ada K. Lovelace - 1 March, 2026 2330/{NB}": ("sis u1", "2026-03-01T22:30")},
    ),
    "google classroom, copies": Scenario(
        (PEOPLE,), {"Ada Lovelace - Copy of 2_step_by_step.ipynb": ("sis u1", ""), "Ada Lovelace - 2_step_by_step.ipynb (1).ipynb": ("sis u1", "")},
    ),
    "a list with titles and a column of roles": Scenario(
        ("Name,Email address,Roles\nAda Lovelace,ada@x.edu,Student\nDr. Bo Ek,bo@x.edu,Teacher\n",), {f"Ada Lovelace/{NB}": ("email ada@x.edu", ""), f"Bo Ek/{NB}": (None, "")},
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_everybody_gets_their_own_work(tmp_path: Path, scenario: Scenario) -> None:
    check(tmp_path, scenario)


def test_names_that_a_mac_packed_are_read_as_they_were_written(tmp_path: Path) -> None:
    """macOS writes UTF-8 and does not say so; a program of the last century wrote its own letters."""
    packed = tmp_path / "class.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("Jörg Groß", "José Núñez", "Ada Lovelace"):
            archive.writestr(f"{name}/{NB}", "{}")
    data = packed.read_bytes()
    (tmp_path / "mac.zip").write_bytes(unflagged(data))
    assert sorted({each.student for each in collect(tmp_path / "mac.zip")}) == ["Ada Lovelace", "José Núñez", "Jörg Groß"]


def unflagged(data: bytes) -> bytes:
    """A zip whose entries do not say that their names are UTF-8: bit 11 of each header's flags."""
    changed = bytearray(data)
    for signature, place in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + place] &= ~0x08
            at = changed.find(signature, at + 4)
    return bytes(changed)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_list_in_any_letters_names_its_students(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "list.csv").write_bytes("Name;E-Mail-Adresse\nJörg Groß;jg@x.de\n".encode(encoding))
    assert [listed.person.name for listed in read_list(tmp_path / "list.csv")] == ["Jörg Groß"]


def test_those_who_teach_are_no_students(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text(GRADESCOPE)
    assert [listed.person.name for listed in read_list(tmp_path / "roster.csv")] == ["Ada Lovelace", "Bo Ek"]
