from __future__ import annotations

import ast
import csv
import random
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from course_utils.errors import UsageError
from course_utils.grading.similar import command
from course_utils.grading.similar.command import Pair, similar, skeleton
from course_utils.grading.similar.fingerprints import fingerprints, parse

LOOPS = '''
def zero_pad(X, pad):
    """Pad with zeros."""
    m, n_H, n_W, n_C = X.shape
    X_pad = np.zeros((m, n_H + 2 * pad, n_W + 2 * pad, n_C))
    for i in range(m):
        X_pad[i, pad : pad + n_H, pad : pad + n_W, :] = X[i]
    return X_pad

def conv_single_step(a_slice_prev, W, b):
    total = 0.0
    for c in range(W.shape[2]):
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                total = total + a_slice_prev[i, j, c] * W[i, j, c]
    return total + b.item()

def create_mask_from_window(x):
    best = x.max()
    mask = np.zeros(x.shape, dtype=bool)
    for place in np.ndindex(*x.shape):
        if x[place] == best:
            mask[place] = True
    return mask
'''
DISGUISED = '''
def create_mask_from_window(fenster):
    # find the largest one
    gross = fenster.max()
    maske = n.zeros(fenster.shape, dtype=bool)

    for ort in n.ndindex(*fenster.shape):
        if fenster[ort] == gross:
            maske[ort] = True
    return maske

@staticmethod
def zero_pad(bilder: "array", rand: int = 1) -> "array":
    anzahl, hoch, breit, tief = bilder.shape
    gross: object = n.zeros((anzahl, hoch + 2 * rand,
                     breit + 2 * rand, tief))
    for k in range(anzahl):
        gross[k, rand : rand + hoch, rand : rand + breit, :] = bilder[k]
    return gross

def conv_single_step(stueck, gewichte, versatz):
    """Anything else."""
    summe = 0.0
    for z in range(gewichte.shape[2]):
        for x in range(gewichte.shape[0]):
            for y in range(gewichte.shape[1]):
                summe = summe + stueck[x, y, z] * gewichte[x, y, z]
    return summe + versatz.item()
'''
ARRAYS = """
def zero_pad(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode="constant", constant_values=(0, 0))

def conv_single_step(a_slice_prev, W, b):
    products = np.multiply(a_slice_prev, W)
    return float(np.sum(products)) + float(np.squeeze(b))

def create_mask_from_window(x):
    return np.equal(x, np.amax(x, axis=None, keepdims=True))
"""


def hand_in(folder: Path, student: str, *cells: str, imports: str = "import numpy as np") -> None:
    code = [nbformat.v4.new_code_cell(source) for source in (imports, *cells)]
    (folder / student).mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(cells=code), folder / student / "2_step_by_step.ipynb")


def between_students(pairs: list[Pair]) -> dict[frozenset[str], Pair]:
    return {frozenset((pair.first, pair.second)): pair for pair in pairs if not pair.is_reference}


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Two alike but for names, order, comments and layout, and one who solved it in another way."""
    source = tmp_path / "class"
    hand_in(source, "ada", LOOPS)
    hand_in(source, "bo", DISGUISED, imports="import numpy as n")
    hand_in(source, "cleo", ARRAYS)
    return source


def test_renamed_reordered_and_recommented_code_is_found(three: Path, tmp_path: Path) -> None:
    pairs = between_students(similar(three, tmp_path / "out"))
    assert pairs[frozenset(("ada", "bo"))].similarity > 0.85
    assert next(iter(pairs)) == {"ada", "bo"}, "the first in rank"


def test_different_algorithms_stay_low(three: Path, tmp_path: Path) -> None:
    pairs = between_students(similar(three, tmp_path / "out"))
    assert all(pair.similarity < 0.15 for names, pair in pairs.items() if "cleo" in names)


def test_the_table_and_the_page_rank_and_show_the_pairs(three: Path, tmp_path: Path) -> None:
    pairs = similar(three, tmp_path / "out")
    rows = list(csv.DictReader((tmp_path / "out" / "similar.csv").open(encoding="utf-8")))
    assert [(row["first"], row["second"]) for row in rows] == [(pair.first, pair.second) for pair in pairs]
    page = (tmp_path / "out" / "similar.html").read_text(encoding="utf-8")
    assert "<mark>" in page
    assert 'id="pair-1"' in page
    assert not re.search(r"""(src|href)=["'](https?:)?//""", page), "the page must work offline"


def test_code_and_names_of_students_are_escaped(tmp_path: Path) -> None:
    evil = LOOPS.replace("Pad with zeros.", "</pre><script>alert(1)</script>")
    for student in ("<b>ada", "bo"):
        hand_in(tmp_path / "class", student, evil)
    similar(tmp_path / "class", tmp_path / "out")
    page = (tmp_path / "out" / "similar.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "<b>ada" not in page


def test_the_given_skeleton_does_not_count(tmp_path: Path) -> None:
    given = skeleton("week1/2_step_by_step")
    assert given, "the student notebook is in the repository"
    text = "\n\n".join(function.text for function in given.values())
    hand_in(tmp_path / "class", "ada", text)
    hand_in(tmp_path / "class", "bo", text)
    assert similar(tmp_path / "class", tmp_path / "out") == []
    assert "nothing beyond the notebook" in (tmp_path / "out" / "similar.html").read_text(encoding="utf-8")


def test_what_everybody_writes_counts_less_than_what_two_write(tmp_path: Path) -> None:
    rare = LOOPS.replace(
        "def zero_pad(X, pad):", "def zero_pad(X, pad):\n    assert pad >= 0 and X.ndim == 4, (X.shape, pad)"
    )
    for number in range(10):
        hand_in(tmp_path / "class", f"student {number}", rare if number in (3, 7) else LOOPS)
    pairs = list(between_students(similar(tmp_path / "class", tmp_path / "out")).values())
    assert {pairs[0].first, pairs[0].second} == {"student 3", "student 7"}
    assert pairs[0].score > 1.1 * pairs[1].score


def test_a_student_is_not_compared_with_an_earlier_attempt(tmp_path: Path) -> None:
    hand_in(tmp_path / "class", "ada", LOOPS)
    first = tmp_path / "class" / "ada" / "2_step_by_step.ipynb"
    first.with_name("2_step_by_step_again.ipynb").write_bytes(first.read_bytes())
    hand_in(tmp_path / "class", "bo", ARRAYS)
    pairs = similar(tmp_path / "class", tmp_path / "out")
    assert all(pair.first != pair.second for pair in pairs)


def test_a_copy_of_the_reference_solution_is_named(tmp_path: Path) -> None:
    source = Path(__file__).parents[3] / "workbook" / "source" / "week1" / "2_step_by_step.py"
    tree = ast.parse(source.read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    hand_in(tmp_path / "class", "ada", *map(ast.unparse, functions))
    hand_in(tmp_path / "class", "cleo", ARRAYS)
    pairs = {pair.first: pair for pair in similar(tmp_path / "class", tmp_path / "out") if pair.is_reference}
    assert pairs["ada"].similarity > 0.95
    assert "cleo" not in pairs or pairs["cleo"].similarity < 0.2


def test_broken_notebooks_are_listed_with_the_reason(three: Path, tmp_path: Path) -> None:
    (three / "dora").mkdir()
    (three / "dora" / "notebook.ipynb").write_text("a poem")
    hand_in(three, "emil", "def zero_pad(X, pad:\n    return X")
    similar(three, tmp_path / "out")
    page = (tmp_path / "out" / "similar.html").read_text(encoding="utf-8")
    assert "The file is not a notebook." in page
    assert "Cell 2 cannot be parsed" in page


def test_a_folder_without_submissions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no submission"):
        similar(tmp_path, tmp_path / "out")


@pytest.mark.parametrize(
    "source",
    ["-" * 100_000 + "1", "(" * 5000, "a" + ".b" * 60_000, "+".join("a" * 50_000), "x = " + "lambda: " * 20_000 + "1",
     "x = " + "[" * 150 + "]" * 150, "x = 0x" + "f" * 20_000, "y" * 300_000, "\ud800", "\0", "not " * 50_000 + "1"],
    ids=["minus", "brackets", "attributes", "sum", "lambdas", "lists", "number", "long", "surrogate", "null", "not"],
)  # fmt: skip
def test_hostile_source_leaves_the_rest_of_the_notebook_to_compare(source: str) -> None:
    body = f"def evil():\n    {source}"
    parsed = parse([(1, LOOPS), (2, body)])
    assert {"zero_pad", "conv_single_step", "create_mask_from_window"} <= set(parsed.functions)
    assert all(fingerprints(function) for function in parsed.functions.values())


def test_student_code_is_not_executed(three: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    hand_in(three, "zoe", LOOPS, f"open({str(trace)!r}, 'w').write('ran')")
    similar(three, tmp_path / "out")
    assert not trace.exists()


def invented(dice: random.Random) -> str:
    """A solution of one's own: the three functions with statements put in at random."""
    spare = [
        "print({0}.shape)",
        "{0} = {0} + 0",
        "assert {0}.ndim > {1}",
        "if {1}:\n        print({0}, {1})",
        "size = len({0}) * {1}",
    ]
    lines = []
    for line in LOOPS.splitlines():
        lines.append(line)
        signature = re.match(r"def \w+\((\w+)", line)
        if signature:
            chosen = dice.choices(spare, k=dice.randrange(5))
            lines += ["    " + template.format(signature[1], dice.randrange(9)) for template in chosen]
    return "\n".join(lines)


@pytest.mark.slow
def test_in_a_class_of_500_each_is_parsed_once_and_the_best_pairs_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[int] = []
    monkeypatch.setattr(command, "parse", lambda sources: parsed.append(1) or parse(sources))
    dice = random.Random(1)
    step = """
def conv_forward(A_prev, W, b, hparameters):
""" + "\n".join(f"    v{n} = A_prev[{n}] * W[{n}] + b.sum() - hparameters['pad']" for n in range(60))
    for number in range(500):
        hand_in(tmp_path / "class", f"s{number:03}", invented(dice), step.replace("*", dice.choice("*+-/")))
    pairs = similar(tmp_path / "class", tmp_path / "out")
    assert len(between_students(pairs)) == 1000
    assert 500 < len(parsed) < 700


@pytest.mark.browser
def test_the_page_works_offline_by_keyboard(three: Path, tmp_path: Path, offline_page: Any, output_dir: Path) -> None:
    similar(three, tmp_path / "out")
    page = offline_page
    page.goto((tmp_path / "out" / "similar.html").as_uri())
    page.get_by_role("link", name="side by side ada and bo").press("Enter")
    shown = page.locator("#pair-1")
    assert shown.evaluate("one => Math.abs(one.getBoundingClientRect().top) < innerHeight")
    assert shown.locator("mark").count() > 20
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"
    page.screenshot(path=output_dir / "similar.png")
