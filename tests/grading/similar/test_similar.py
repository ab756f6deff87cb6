from __future__ import annotations

import ast
import csv
import random
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from course_utils.errors import UsageError
from course_utils.grading.similar import command
from course_utils.grading.similar.command import Pair, similar, skeleton
from course_utils.grading.similar.fingerprints import fingerprints, parse
from course_utils.grading.similar.parser import parse_apart

sys.path.insert(0, str(Path(__file__).parents[2] / "submissions"))

from corpus import notebook

pytestmark = pytest.mark.slow

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
    (folder / student).mkdir(parents=True)
    (folder / student / "2_step_by_step.ipynb").write_bytes(notebook([imports, *cells]))


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
    assert [float(row["surprise_bits"]) for row in rows] == pytest.approx([pair.surprise for pair in pairs], abs=1e-3)
    pages = {path.name: path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.html")}
    assert '<a href="similar/pair-1.html">' in pages["similar.html"]
    assert "<mark>" in pages["pair-1.html"]
    for page in pages.values():
        assert not re.search(r"""(src|href)=["'](https?:)?//""", page), "the page must work offline"


def test_code_and_names_of_students_are_escaped(tmp_path: Path) -> None:
    evil = LOOPS.replace("Pad with zeros.", "</pre><script>alert(1)</script>")
    for student in ("<b>ada", "bo"):
        hand_in(tmp_path / "class", student, evil)
    similar(tmp_path / "class", tmp_path / "out")
    pages = [path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.html")]
    assert any("&lt;script&gt;alert" in page for page in pages), "code is shown"
    for page in pages:
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


def test_in_a_large_class_each_is_parsed_once_and_the_best_pairs_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[int] = []
    monkeypatch.setattr(command, "parse_apart", lambda cells: parsed.append(1) or parse_apart(cells))
    dice = random.Random(1)
    step = """
def conv_forward(A_prev, W, b, hparameters):
""" + "\n".join(f"    v{n} = A_prev[{n}] * W[{n}] + b.sum() - hparameters['pad']" for n in range(60))
    for number in range(60):
        hand_in(tmp_path / "class", f"s{number:03}", invented(dice), step.replace("*", dice.choice("*+-/")))
    pairs = similar(tmp_path / "class", tmp_path / "out")
    assert len(between_students(pairs)) == 1000
    # Of two students both, and of those beside the reference one.
    assert 60 < len(parsed) <= 60 + (2 + 1) * command.SIDE_BY_SIDE


@pytest.mark.browser
def test_the_page_works_offline_by_keyboard(three: Path, tmp_path: Path, offline_page: Any, output_dir: Path) -> None:
    similar(three, tmp_path / "out")
    page = offline_page
    page.goto((tmp_path / "out" / "similar.html").as_uri())
    page.screenshot(path=output_dir / "similar.png")
    page.get_by_role("link", name="side by side ada and bo").press("Enter")
    page.wait_for_url("**/similar/pair-1.html")
    assert page.locator("mark").count() > 20
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"
    page.screenshot(path=output_dir / "similar_pair.png")
    page.get_by_role("link", name="Similar submissions").press("Enter")
    page.wait_for_url("**/similar.html")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Pair]]:
    """Thirty who write on their own, but for the last, who renamed what student 3 wrote."""
    folder, dice = tmp_path_factory.mktemp("many"), random.Random(5)
    for number in range(30):
        source = invented(random.Random(3)) if number in (3, 29) else invented(dice)
        hand_in(folder / "class", f"s{number:02}", source.replace("total", "summe") if number == 29 else source)
    return folder / "out", similar(folder / "class", folder / "out")


def test_the_first_page_is_short_and_every_pair_stands_on_one_page(many: tuple[Path, list[Pair]]) -> None:
    out, pairs = many
    pages = {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in out.rglob("*.html")}
    first = pages.pop("similar.html")
    assert first.count('<th scope="row">') <= 2 * 20
    rest = {name: page for name, page in pages.items() if "pair-" not in name}
    rows = re.findall(r'<th scope="row">(s\d+) <span class="soft">and</span> (s\d+)<', "".join([first, *rest.values()]))
    assert len(rows) == len(set(rows)) == len(between_students(pairs)) > 300
    reached, waiting = {"similar.html"}, ["similar.html"]
    for name in waiting:
        links = {(Path(name).parent / link).as_posix() for link in re.findall(r'href="([^"#]+)"', {**pages, "similar.html": first}[name])}
        links = {link.replace("similar/../", "") for link in links} - reached
        reached |= links
        waiting += sorted(links)
    assert reached == {*pages, "similar.html"}


def test_a_copy_is_the_most_surprising_and_chance_does_not_explain_it(many: tuple[Path, list[Pair]]) -> None:
    _, pairs = many
    assert (pairs[0].first, pairs[0].second) == ("s03", "s29")
    assert pairs[0].surprise > pairs[1].surprise + 2
    assert pairs[0].expected == pytest.approx(30 * 29 / 2 * 2**-pairs[0].surprise)


def test_a_smaller_class_leaves_no_page_of_the_larger_one(three: Path, tmp_path: Path) -> None:
    old = tmp_path / "out" / "similar"
    old.mkdir(parents=True)
    for name in ("pair-40.html", "students-9.html"):
        (old / name).write_text("of last week")
    similar(three, tmp_path / "out")
    assert "of last week" not in "".join(path.read_text("utf-8") for path in old.iterdir())
