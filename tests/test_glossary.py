"""The glossary and the cheat sheet: every term can be found, every link leads somewhere, every number is computed."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.authoring.source import read

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "workbook" / "source"
NOTEBOOKS = sorted(SOURCE.glob("week*/[0-9]*.py"))  # a quiz teaches nothing
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def markdown(path):
    return [cell.source for cell in read(ROOT, path).cells if cell.kind == "markdown"]


PAGE = markdown(SOURCE / "GLOSSARY.py")
ENTRIES = {
    part.split("\n", 1)[0].strip(): part.split("\n", 1)[1].strip()
    for cell in PAGE
    for part in re.split(r"^### ", cell, flags=re.MULTILINE)[1:]
}
INDEX = [(name.strip("`"), target) for name, target in LINK.findall(next(cell for cell in PAGE if "## Index" in cell))]


def key(term):
    return term.replace(" ", "-")


def names_of(term):
    """The term and the other names under which the index lists it."""
    return {term} | {name for name, target in INDEX if target == f"#{key(term)}"}


def test_the_glossary_has_about_a_hundred_terms_by_theme():
    themes = [title for cell in PAGE for title in re.findall(r"^## (.+)$", cell, re.MULTILINE)]
    assert 70 <= len(ENTRIES) <= 150
    assert len(themes) >= 8
    assert len({title.lower() for title in [*themes, *ENTRIES]}) == len(themes) + len(ENTRIES), "two places of one name"


def test_addresses_within_the_page_need_no_coding():
    assert [term for term in ENTRIES if not re.fullmatch(r"[A-Za-z0-9' -]+", term)] == []


def test_the_index_is_in_the_alphabets_order_and_lists_every_term():
    plain = [re.sub(r"[^a-z0-9]", " ", name.lower()) for name, _ in INDEX]
    assert plain == sorted(plain)
    assert {target for _, target in INDEX} == {f"#{key(term)}" for term in ENTRIES}


@pytest.mark.parametrize("term", ENTRIES)
def test_an_entry_is_short_and_its_notebooks_use_the_word(term):
    text, met = re.split(r"^Met in ", ENTRIES[term], flags=re.MULTILINE)
    words = re.sub(r"\$[^$]*\$|`[^`]*`", "x", text)
    assert 1 <= len(re.findall(r"[.?!:](?=\s|$)", words)) <= 6
    assert len(words.split()) <= 60
    notebooks = [target for _, target in LINK.findall(met)]
    assert notebooks
    for target in notebooks:
        source = (SOURCE / target).with_suffix(".py").read_text().lower()
        links_here = f"(glossary:{key(term)})".lower() in source
        assert links_here or any(name.lower() in source for name in names_of(term)), f"{target} does not say {term}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_explains_some_words_by_links(path):
    lines = [line for cell in markdown(path) for line in cell.splitlines() if "(glossary:" in line]
    targets = re.findall(r"\(glossary:([^)]*)\)", "\n".join(lines))
    assert 6 <= len(targets) <= 15
    assert {target for target in targets if target not in map(key, ENTRIES)} == set()
    assert not [line for line in lines if line.startswith(("#", "|", "    "))], "a link in a heading, table or code"
    assert "(glossary:" not in "".join(re.findall(r"\$[^$]+\$", "\n".join(lines))), "a link in a formula"


def code_cells(path):
    return [cell.source for cell in read(ROOT, path).cells if cell.kind == "code"]


def test_the_cheat_sheet_computes_with_the_courses_functions_and_without_tensorflow():
    program = "\n".join(code_cells(SOURCE / "CHEAT_SHEET.py"))
    look = "\nimport sys\nassert not {'tensorflow', 'keras', 'matplotlib'} & set(sys.modules)"
    runs = [subprocess.run([sys.executable, "-c", program + look], capture_output=True, text=True) for _ in range(2)]
    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr
    assert runs[0].stdout == runs[1].stdout
    for figure in ("→  55", "[456, 48120]", "12,443,648", "[0.0, 0.375, 0.5, 0.625]", "(1, 2, 3, 4) → (4, 6) → (4, 4)", "2,016"):
        assert figure in runs[0].stdout


def test_the_cheat_sheets_old_calls_are_those_that_explain_knows():
    from course_utils.checks.explain.eras import ERAS

    section = next(cell for cell in markdown(SOURCE / "CHEAT_SHEET.py") if cell.startswith("## TensorFlow 1"))
    old = " ".join(line.split("|")[1] for line in section.splitlines() if line.startswith("| `"))
    known = " ".join(row.pattern for row in ERAS)
    words = set(re.findall(r"(?:tf|K|np)\.(\w+)|(\w+)=", old))
    names = {first or second for first, second in words} - {"feed_dict", "initializer", "seed", "train", "output", "float32"}
    assert names >= {"placeholder", "Session", "border_mode", "gather"}
    assert {name for name in names if name not in known and name != "max"} == set()


def test_the_pages_have_no_graded_cells():
    for page in ("GLOSSARY.py", "CHEAT_SHEET.py"):
        for code in code_cells(SOURCE / page):
            assert not [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef)]
