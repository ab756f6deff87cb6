"""IPython's own lines do no harm to a cell that is parsed as Python."""

from __future__ import annotations

from course_utils.notebooks.magics import without_magics


def test_magics_are_made_harmless_and_lines_keep_their_numbers() -> None:
    source = "%matplotlib inline\nimport math\nif True:\n    !pip install x\nnp.sum?\nA = 5 % 3"
    assert without_magics(source).split("\n") == [
        "pass", "import math", "if True:", "    pass", "pass", "A = 5 % 3",
    ]  # fmt: skip


def test_blank_lines_after_a_magic_are_lines_too() -> None:
    assert without_magics("%matplotlib inline\n\n \t\nA = 1\r\n\n") == "pass\n\n \t\nA = 1\r\n\n"


def test_a_cell_of_another_language_is_left_out_but_a_timed_cell_stays() -> None:
    assert without_magics("%%bash\nls") == ""
    assert without_magics("%%time\nA = 1") == "pass\nA = 1"
