"""The figures that the best-known course prints are printed by the notebooks' own functions, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_utils.notebooks.file import read_notebook

SOLUTIONS = Path(__file__).parents[2] / "workbook/solutions/week1"
FIGURES = {
    "classic-zero-pad": "(4, 3, 3, 2) → (4, 7, 7, 2)",
    "classic-conv-single-step": "-6.99908945068",
    "classic-conv-forward": "0.0489952035289 [-0.61490741 -6.7439236 -2.55153897 1.75698377 3.56208902 0.53036437 5.18531798 "
    "8.75898442]",
    "classic-pool-forward": "[1.74481176 0.86540763 1.13376944] [1.13162939 1.51981682 2.18557541] "
    "[ 0.02105773 -0.20328806 -0.40389855] [-0.22154621 0.51716526 0.48155844]",
    "classic-conv-backward": "1.45243777754 1.72699145831 7.83923256462",
    "classic-mask": "[[True, False, False], [False, False, False]]",
    "classic-distribute": "[[0.5, 0.5], [0.5, 0.5]]",
    "classic-pool-backward": "[ 5.05844394 -1.68282702] [0.08485462 0.2787552 ] [ 1.26461098 -0.25749373] "
    "[ 1.17975636 -0.53624893]",
    "classic-figures": "0.141761 -0.04435 0.091973 0.149841 -0.035144 -0.068475 0.052452 -0.085664 0.177509 0.119742 0.167737 "
    "-0.4467, -1.5721, -1.5305, -2.3101, -1.291, 0.4685 2.91034",
}  # fmt: skip


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    cells = (cell for path in sorted(SOLUTIONS.glob("*.ipynb")) for cell in read_notebook(path.read_bytes()).cells)
    outputs = {cell.id: cell.fields.get("outputs", []) for cell in cells}
    return {name: "".join("".join(part.get("text", "")) for part in shown) for name, shown in outputs.items()}


@pytest.mark.parametrize("cell", FIGURES)
def test_the_published_figures_are_printed(printed: dict[str, str], cell: str) -> None:
    words = " ".join(printed[cell].split())
    missing = [figure for figure in FIGURES[cell].replace("[ ", "[").split() if figure not in words.replace("[ ", "[")]
    assert missing == []
