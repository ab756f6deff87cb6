"""Only definitions of a notebook are executed."""

import inspect
import sys

import pytest

from course_utils.checks import definitions as definitions_module
from course_utils.checks.classic.inert import INERT
from course_utils.checks.definitions import load


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


MADE = """
from collections import namedtuple
from functools import partial
Box = namedtuple("Box", "x y")
class Area:
    def __init__(self, unit=1):
        self.unit = unit
    def of(self, box):
        return box.x * box.y * self.unit
in_metres = Area(unit=2)
double = partial(lambda factor, box: factor * in_metres.of(box), 2)
network = build(Area())
network = layers.Conv2D(6, 5)(images)
"""


def test_what_functions_are_made_of_is_made():
    space = loaded(MADE, "places = Area().of").namespace
    assert space["double"](space["Box"](3, 5)) == 60
    assert space["places"](space["Box"](3, 5)) == 15
    assert "network" not in space


WANTED = """
import logging
from functools import partial
log = logging.getLogger("convolution")
lowest = min([3, 4], default=0)
at_least = partial(max, lowest)
most, least = partial(max, 2), at_least
axis = 3 if log.name else 1
places = [n + 1 for n in range(3)]
def f(n, at=places[1]):
    log.debug(n)
    return least(n), most(n), axis, at
def picture():
    return history, drawn, past, first
history = picture()
past = log.fit(1)
first = max([])
drawn = open("/no/such/file")
"""


def test_what_functions_read_is_made_as_they_need_it_unless_it_calls_them():
    definitions = loaded("def early(): return axis", WANTED)
    space = definitions.namespace
    assert space["f"](1) == (3, 2, 3, 2)
    assert space["early"]() == 3
    assert {"history", "drawn", "past", "first"}.isdisjoint(space)
    assert (definitions.notes, definitions.broken) == ([], {})


def test_data_that_a_stand_in_gives_is_no_data():
    cells = "data = load()\npeople = set(data.train)\ndef f():\n    return data"
    definitions = load([(1, cells)], {"load": INERT})
    assert "data" not in definitions.namespace
    assert definitions.notes == []


def test_what_a_definition_binds_is_not_made_again():
    assert loaded("costs = []", "costs = sorted([1])\ndef f():\n    return costs").namespace["costs"] == []


def test_a_graded_function_may_be_made_in_any_way_in_its_own_cell():
    cells = "def outer(n):\n    return lambda: n", "# GRADED FUNCTION: f\nf = outer(3)\ng = outer(4)"
    space = loaded(*cells).namespace
    assert space["f"]() == 3
    assert "g" not in space


def test_an_object_that_needs_what_never_ran_is_no_fault():
    definitions = loaded("class Part:\n    def __init__(self, path):\n        open(path)\npart = Part('/no/such/file')")
    assert definitions.notes == []
    assert "part" not in definitions.namespace


def test_python_finds_the_text_of_a_function():
    function = loaded("x = 1\ndef f():\n    return x").namespace["f"]
    assert inspect.getsource(function) == "def f():\n    return x"


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


def test_a_decorator_of_a_library_that_is_not_here_is_named():
    made = loaded("from not_installed_here import jit", "@jit\ndef f():\n    pass")
    assert made.function(["f"]) is None
    assert made.why_broken(["f"]) == "f needs what is not here: No module named 'not_installed_here'."


def test_a_definition_that_raises_is_left_out_with_a_note():
    definitions = loaded("def f(x=1 / 0):\n    return x\ndef g():\n    return 1")
    assert "f" not in definitions.namespace
    assert definitions.broken["f"].startswith("A definition stopped with ZeroDivisionError in cell 1, line 1")
    assert definitions.namespace["g"]() == 1


def test_cells_and_statements_are_announced_and_can_be_skipped():
    seen: list[int] = []
    definitions = loaded("A = 1\nB = 2\nC = 3", "D = 4", announce=seen.append, skip=[3])
    assert seen == [0, 1, 2, 4, 5]
    assert "B" not in definitions.namespace
    assert definitions.notes == ["Cell 1, line 2 did not finish and was left out."]


def test_a_cell_that_the_parser_does_not_survive_is_blamed_and_no_other(monkeypatch):
    seen: list[int] = []

    def parse(source, name):
        if "hangs" in source:
            raise KeyboardInterrupt  # stands for a hang: the process that runs this is ended
        return parsed(source, name)

    parsed = definitions_module.ast.parse
    monkeypatch.setattr(definitions_module.ast, "parse", parse)
    cells = ("A = 1", "def hangs():\n    return 1", "B = 2")
    with pytest.raises(KeyboardInterrupt):
        loaded(*cells, announce=seen.append)
    definitions = loaded(*cells, skip=[seen[-1]])
    assert definitions.namespace["A"] + definitions.namespace["B"] == 3
    assert definitions.notes == ["Cell 2 could not be read and was left out."]
    assert definitions.why_broken(["hangs"]) == "Cell 2 could not be read and was left out."


@pytest.mark.slow
def test_of_very_many_notes_the_first_are_kept_and_each_is_short():
    definitions = loaded(*["def " + "f" * 5_000 + "(:"] * 20_000)
    assert len(definitions.notes) == 50
    definitions = loaded("import " + "f" * 5_000)
    assert [len(note) for note in definitions.notes] == [500]


def test_a_guarded_import_is_a_definition():
    assert "math" in loaded("try:\n    import math\nexcept ImportError:\n    math = None").namespace


def test_a_line_that_reads_what_only_a_run_would_make_is_left_out_without_a_note():
    loaded = load([(1, "network = build()\n"), (2, "first, last = network.layers\nside = 3\n")], {})
    assert loaded.notes == []
    assert loaded.namespace["side"] == 3


@pytest.mark.parametrize("terms", [300, 900, 1500, 3000, 20_000])
def test_a_cell_nested_too_deeply_costs_only_itself(terms):
    loaded = load([(1, "x = 1" + "+1" * terms), (2, "def half(x):\n    return x / 2")], {})
    assert loaded.function(["half"])(4) == 2
    assert loaded.namespace.get("x", "Cell 1 is not valid Python: RecursionError." in loaded.notes) in (terms + 1, True)


def test_a_module_that_a_cell_writes_is_imported_and_gone_afterwards():
    cells = ["%%writefile my_padding.py\nWIDTH = 2\ndef wide(x):\n    return WIDTH * x", "from my_padding import wide"]
    space = loaded(*cells, "import my_padding\ndef f(x):\n    return wide(x) + my_padding.WIDTH").namespace
    assert space["f"](3) == 8
    assert "my_padding" not in sys.modules


def test_a_module_that_a_cell_writes_hides_no_real_one():
    assert loaded("%%writefile math.py\npi = 3", "import math").namespace["math"].pi > 3.1


def test_shell_lines_that_assign_are_left_out():
    assert loaded("files = !ls\nhere = %pwd\ndef f():\n    return 1").namespace["f"]() == 1
