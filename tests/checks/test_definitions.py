"""Only definitions of a notebook are executed."""

import pytest

from course_utils.checks.definitions import load, without_magics


def loaded(*cells, **options):
    return load(list(enumerate(cells, start=1)), {}, **options)


def test_imports_functions_classes_and_constants_are_there():
    space = loaded("import math\nRATE = -0.5\nclass A:\n    pass\ndef f():\n    return math.pi * RATE").namespace
    assert space["f"]() == pytest.approx(-1.5707963)
    assert isinstance(space["A"](), space["A"])


@pytest.mark.parametrize(
    "line",
    [
        "x = print('no')",
        "while True: pass",
        "train()",
        "x = [i for i in iter(int, 1)]",
        "for i in range(3): x = i",
        "assert False",
        "x = open('file')",
    ],
)
def test_what_is_no_definition_is_not_executed(line):
    assert "x" not in loaded(line).namespace


def test_literal_arrays_and_lambdas_count_as_constants():
    space = loaded("import numpy as np\nanchors = np.array([[1, 2]])\nrelu = lambda x: max(x, 0)").namespace
    assert space["anchors"].shape == (1, 2)
    assert space["relu"](-1) == 0


def test_a_syntax_error_costs_its_own_cell_only():
    definitions = loaded("def f(:\n    pass", "def g():\n    return 1")
    assert definitions.broken == {"f": "Cell 1, line 1 is not valid Python: invalid syntax."}
    assert definitions.namespace["g"]() == 1


def test_the_last_definition_counts_and_a_note_says_so():
    definitions = loaded("def f():\n    return 1", "def f():\n    return 2")
    assert definitions.namespace["f"]() == 2
    assert definitions.notes == ["f is defined twice, in cells 1 and 2; the last one counts."]


def test_a_repaired_cell_is_no_longer_broken():
    definitions = loaded("def f(:\n    pass", "def f():\n    return 1")
    assert definitions.broken == {}


def test_a_missing_import_is_told_where_it_is_used():
    definitions = loaded("import no_such_module as nsm\ndef f():\n    return nsm.thing")
    assert definitions.notes == ["Cell 1: No module named 'no_such_module'."]
    with pytest.raises(ImportError, match="no_such_module"):
        definitions.namespace["f"]()


def test_a_definition_that_raises_is_left_out_with_a_note():
    definitions = loaded("def f(x=1 / 0):\n    return x\ndef g():\n    return 1")
    assert "f" not in definitions.namespace
    assert definitions.broken["f"].startswith("A definition stopped with ZeroDivisionError in cell 1, line 1")
    assert definitions.namespace["g"]() == 1


def test_statements_are_announced_and_can_be_skipped():
    seen: list[int] = []
    definitions = loaded("A = 1\nB = 2\nC = 3", announce=seen.append, skip=[1])
    assert seen == [0, 2]
    assert "B" not in definitions.namespace
    assert definitions.notes == ["Cell 1, line 2 did not finish and was left out."]


def test_magics_are_made_harmless_and_lines_keep_their_numbers():
    source = "%matplotlib inline\nimport math\nif True:\n    !pip install x\nnp.sum?\nA = 5 % 3"
    assert without_magics(source).split("\n") == [
        "pass", "import math", "if True:", "    pass", "pass", "A = 5 % 3",
    ]  # fmt: skip


def test_a_cell_of_another_language_is_left_out_but_a_timed_cell_stays():
    assert without_magics("%%bash\nls") == ""
    assert without_magics("%%time\nA = 1") == "pass\nA = 1"


def test_a_guarded_import_is_a_definition():
    assert "math" in loaded("try:\n    import math\nexcept ImportError:\n    math = None").namespace


def test_a_line_that_reads_what_only_a_run_would_make_is_left_out_without_a_note():
    loaded = load([(1, "network = build()\n"), (2, "first, last = network.layers\nside = 3\n")], {})
    assert loaded.notes == []
    assert loaded.namespace["side"] == 3
