"""What all explorers promise: one script, a picture and a sentence without JavaScript."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from course_utils.widgets.assets import javascript
from course_utils.widgets.base import ExplorerWidget
from course_utils.widgets.explorers.anchor_explorer import AnchorExplorer
from course_utils.widgets.explorers.augmentation_explorer import AugmentationExplorer
from course_utils.widgets.explorers.convolution_explorer import ConvolutionExplorer
from course_utils.widgets.explorers.cost_explorer import CostExplorer
from course_utils.widgets.explorers.gram_explorer import GramExplorer
from course_utils.widgets.explorers.iou_explorer import IoUExplorer
from course_utils.widgets.explorers.mask_explorer import MaskExplorer
from course_utils.widgets.explorers.nms_explorer import NMSExplorer
from course_utils.widgets.explorers.padding_explorer import PaddingExplorer
from course_utils.widgets.explorers.pooling_explorer import PoolingExplorer
from course_utils.widgets.explorers.residual_explorer import ResidualExplorer
from course_utils.widgets.explorers.shape_calculator import ShapeCalculator
from course_utils.widgets.explorers.threshold_explorer import ThresholdExplorer
from course_utils.widgets.explorers.transpose_explorer import TransposeExplorer
from course_utils.widgets.explorers.triplet_explorer import TripletExplorer

EXPLORERS = [
    ConvolutionExplorer, PaddingExplorer, PoolingExplorer, ShapeCalculator, IoUExplorer, NMSExplorer,
    AugmentationExplorer, ResidualExplorer, AnchorExplorer, ThresholdExplorer,
    GramExplorer, TripletExplorer,
    CostExplorer,
    TransposeExplorer, MaskExplorer,
]  # fmt: skip
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.mark.parametrize("explorer", EXPLORERS)
def test_the_script_is_one_module_without_imports_or_addresses(explorer: type[ExplorerWidget]) -> None:
    script = str(explorer._esm)
    assert not re.search(r"^(import|export (?!default))", script, re.MULTILINE)
    assert script.count("export default { render };") == 1
    assert "://" not in script.replace("http://www.w3.org/2000/svg", "")
    declared = re.findall(r"^(?:const|let|class|function) (\w+)", script, re.MULTILINE)
    assert len(declared) == len(set(declared))


def test_the_script_holds_the_shared_files_in_front() -> None:
    script = javascript("pooling_explorer")
    assert script.index("function element(") < script.index("class Grid") < script.index("function keepState")


@pytest.mark.slow
@pytest.mark.parametrize("explorer", EXPLORERS)
def test_the_output_carries_a_picture_and_a_sentence(explorer: type[ExplorerWidget]) -> None:
    widget = explorer()
    data, _ = widget._repr_mimebundle_()
    assert set(data) == {VIEW, "text/html", "text/plain"}
    assert data["text/plain"] == widget.alt_text() == repr(widget)
    picture = base64.b64decode(data["text/html"].split("base64,")[1].split('"')[0]).decode()
    assert picture == widget.static_svg()
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img"
    assert root.findtext("{http://www.w3.org/2000/svg}title") == widget.alt_text()


@pytest.mark.slow
@pytest.mark.parametrize("explorer", EXPLORERS)
def test_picture_and_sentence_are_the_same_every_time(explorer: type[ExplorerWidget]) -> None:
    first, second = explorer()._repr_mimebundle_()[0], explorer()._repr_mimebundle_()[0]
    assert first["text/html"] == second["text/html"]
    assert first["text/plain"] == second["text/plain"]


CELL = "from course_utils.widgets.explorers.padding_explorer import PaddingExplorer\nPaddingExplorer()"


def test_nbconvert_shows_the_picture() -> None:
    import nbformat
    from nbconvert import HTMLExporter

    data, _ = PaddingExplorer()._repr_mimebundle_()
    del data[VIEW]  # the built notebook leaves the random model id out
    output = nbformat.v4.new_output("execute_result", data, execution_count=1)
    cell = nbformat.v4.new_code_cell(CELL, outputs=[output])
    page, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert '<img alt="Padding explorer: a 6×6 image' in page


@pytest.mark.nightly  # of the gate's own run of the solutions with nbval, many have an explorer
@pytest.mark.slow
def test_nbconvert_shows_the_picture_and_nbval_stays_green(tmp_path: Path) -> None:
    import nbformat

    file = tmp_path / "explorer.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)]), file)
    run = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--inplace"]
    subprocess.run(
        [*run, "--ExecutePreprocessor.store_widget_state=False", str(file)], check=True, capture_output=True
    )
    notebook = nbformat.read(file, as_version=4)
    del notebook.cells[0].outputs[0].data[VIEW]  # the built notebook leaves the random model id out
    nbformat.write(notebook, file)
    subprocess.run(
        [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", str(file)], check=True, capture_output=True
    )
    page = file.with_suffix(".html").read_text("utf-8")
    assert '<img alt="Padding explorer: a 6×6 image' in page
    nbval = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-q",
        "-p",
        "no:cacheprovider",
        str(file),
    ]
    result = subprocess.run(nbval, cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
