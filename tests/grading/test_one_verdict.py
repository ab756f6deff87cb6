"""One engine: the check in the notebook, `course check` and `course grade` agree on the visible cases."""

import random
import sys
from pathlib import Path

import pytest

from course_utils.exercises import registry

sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))

from corpus import RIGHT, Behaviour, notebook
from hostile_behaviours import HOSTILE
from published import content, years
from sample_behaviours import SAMPLE
from verdicts import all_agree, cell_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
NOTEBOOK = "week1/2_step_by_step"
STYLES = Path(__file__).parents[1] / "styles"
HARMLESS = {"float_of_array", "nan_answer", "object_array", "array_subclass", "recursion", "stderr_warnings"}


@pytest.fixture(scope="module")
def serial(warm_serial):
    return warm_serial(3)


@pytest.mark.parametrize("behaviour", SAMPLE, ids=lambda each: each.name)
def test_the_sample_class(serial, tmp_path, behaviour, monkeypatch):
    monkeypatch.setitem(vars(registry.find("zero_pad")[1]), "seconds", 2.0)  # karl's never ends
    if behaviour.raw is None:
        all_agree(serial, tmp_path, NOTEBOOK, behaviour.content(), with_terminal=behaviour.name in ("dora", "hana"))


@pytest.mark.parametrize("behaviour", [each for each in HOSTILE if each.name in HARMLESS], ids=lambda each: each.name)
def test_odd_answers(serial, tmp_path, behaviour):
    all_agree(serial, tmp_path, NOTEBOOK, behaviour.content())


EDITS = [
    ("pad", "pad + 1"), ("stride", "1"), ("+=", "="), ("range(n_H)", "range(n_W)"), ("np.max", "np.min"),
    ("np.mean", "np.sum"), ("return", "return None and"), ("f)", "f - 1)"), ("zeros", "ones"), ("* ", "+ "),
    ("n_C", "n_H"), ("[i, h, w, c]", "[i, w, h, c]"), ("b[..., c]", "b"), ("m)", "m - 1)"),
]  # fmt: skip


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=[pytest.mark.nightly] * (seed >= 3)) for seed in range(12)])
def test_random_edits_of_right_answers(serial, tmp_path, seed):
    """Two or three functions get one edit each, so that faults meet in functions that call each other: by night more."""
    dice = random.Random(seed)
    changes = {}
    for name in dice.sample(sorted(set(RIGHT) - {"imports"}), dice.choice((2, 3))):
        old, new = dice.choice([edit for edit in EDITS if edit[0] in RIGHT[name]] or [("return", "return None and")])
        changes[name] = RIGHT[name].replace(old, new)
    all_agree(serial, tmp_path, NOTEBOOK, Behaviour("x", changes).content())


def test_a_helper_stands_in_by_the_signature_of_the_student_s_own(serial, tmp_path):
    """Editions order arguments otherwise, and have more of them."""
    changes = {
        "zero_pad": "def zero_pad(pad, X, stage):\n    return np.ones((len(X), 1))",
        "conv_forward": RIGHT["conv_forward"].replace("zero_pad(A_prev, pad)", "zero_pad(pad, A_prev, stage=2)"),
    }
    assert changes["conv_forward"] != RIGHT["conv_forward"]
    checked = all_agree(serial, tmp_path, NOTEBOOK, Behaviour("x", changes).content(), with_terminal=True)
    assert checked["conv_forward"][0] == "passed"


@pytest.mark.parametrize(
    "name", [each.notebook for each in registry.all_sets() if each.profile == "numpy"], ids=lambda each: each[6:]
)
def test_the_styles(serial, tmp_path, name):
    """One right way of each exercise, under the exercise's name, in one notebook."""
    text = (STYLES / f"{name.replace('/', '_')}.py").read_text("utf-8")
    first = {}
    for line in text.split("\n"):
        word = line.removeprefix("def ").partition("(")[0]
        if line.startswith("def ") and "_by_" in word:
            first.setdefault(word.partition("_by_")[0], word)
    cells = [text, *(f"# GRADED FUNCTION: {each}\n{each} = {style}" for each, style in first.items())]
    all_agree(serial, tmp_path, name, notebook(cells))


MISTAKES = [
    (group, exercise, mistake)
    for group in registry.all_sets()
    for exercise in group.exercises
    for mistake in exercise.mistakes
]
GATE = {id(mistake) for group, exercise, _ in MISTAKES if group.profile == "numpy" for mistake in exercise.mistakes[:1]}


@pytest.mark.parametrize(
    ("group", "exercise", "mistake"),
    [
        pytest.param(
            *row,
            id=f"{row[1].name} {row[2].name}",
            marks=[] if id(row[2]) in GATE else [pytest.mark.nightly, *[pytest.mark.tf] * (row[0].profile != "numpy")],
        )
        for row in MISTAKES
    ],
)
def test_known_mistakes(serial, tmp_path, group, exercise, mistake):
    cell = cell_of(exercise, mistake)
    if cell is None:
        pytest.skip("it has no source of its own that runs alone")
    checked = all_agree(serial, tmp_path, group.notebook, notebook([cell]))
    assert exercise.name in checked


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.nightly)])
def test_nearly_every_mistake_has_a_source(step):
    """By day of every fifth mistake, by night of all."""
    tried = MISTAKES[::step]
    assert sum(cell_of(exercise, mistake) is None for _, exercise, mistake in tried) < len(tried) / 6


@pytest.mark.parametrize(
    ("name", "path"),
    [
        pytest.param(name, path, id=path.stem, marks=[] if name == NOTEBOOK else [pytest.mark.nightly, pytest.mark.tf])
        for name, path in years()
    ],
)
def test_notebooks_of_all_years(serial, tmp_path, name, path):
    all_agree(serial, tmp_path, name, content(path), with_terminal="2018" in path.stem)
