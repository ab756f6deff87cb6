"""Every widget in each view worth looking at, and every drawing: one row each, as code that a notebook can run.

The gallery, the rules of accessibility and the pictures of two commits read these rows; nothing else lists widgets.
"""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import Any

import course_utils.widgets
from course_utils.widgets.base import ExplorerWidget

FOLDER = Path(course_utils.widgets.__file__).parent / "explorers"
for path in sorted(FOLDER.glob("[!_]*.py")):
    import_module(f"course_utils.widgets.explorers.{path.stem}")
WIDGETS = {kind.__name__: kind for kind in ExplorerWidget.__subclasses__()}

BEGIN = """\
import numpy as np

from course_utils.data.sets.images import load_image
from course_utils.widgets.animation import animate
from course_utils.widgets.detector import show_detections
from course_utils.widgets.drawing.box_lines import draw_boxes, draw_points
from course_utils.widgets.drawing.figures import draw_walk, show_grids, show_photos
from course_utils.widgets.drawing.layers import draw_layer
from course_utils.widgets.drawing.network_drawing import draw_network
from course_utils.widgets.drawing.network_table import network_table
from course_utils.widgets.drawing.plots import show
from course_utils.widgets.drawing.signals import show_signals
from course_utils.widgets.training import TrainingPlot
from tests.widgets.explorers.network_models import built, drawn

draw = np.random.default_rng(0)
volume = np.linspace(0, 1, 6 * 7 * 8).reshape(6, 7, 8)"""

# Where the first view hides what could be wrong: other views, refusals, small cells. The others have their first view.
VIEWS: dict[str, tuple[str, ...]] = {
    "ConvolutionExplorer": ("pad=1, stride=2", 'source="photograph", preset="sobel"'),
    "IoUExplorer": ("", "box1=(20, 30, 180, 140), box2=(210, 190, 390, 330)"),
    "NMSExplorer": ("step=6",),
    "NetworkExplorer": (
        'model=built("signs"), pictures=drawn(built("signs"), 3)',
        'model=built("happy"), pictures=drawn(built("happy"), 3), view="backward"',
        'model=built("branches"), pictures=drawn(built("branches"), 3), layer=8',
    ),
    "PoolingExplorer": ("", 'view="backward"'),
    "ResidualExplorer": ("", "shortcut=True, batch_norm=True"),
    "MaskExplorer": ("volume[3] > 0.5, volume[4]", "volume[3] > 0.5, volume[4], threshold=0.9"),
    "TransposeExplorer": ("row=0, col=1", 'view="counts"'),
    "OcclusionExplorer": ('"coffee"', '"grace_hopper", size=32, row=12, col=12, focus=2'),
    "SliceExplorer": ("volume=volume", "volume=volume, prediction=volume > 0.7"),
    "ThresholdExplorer": ("", 'view="11 points", threshold=0.3'),
    "WindowExplorer": ("row=4, col=3", 'padding="same", row=1, col=1'),
}

DRAWINGS: dict[str, str] = {
    "animate": """\
blank, cup = np.full((64, 64, 3), 255, np.uint8), load_image("coffee", size=64)
animate([blank, cup], lambda frame: frame, "A white page, then a cup.")""",
    "draw_boxes": 'show_photos({"two boxes": draw_boxes(load_image("china", size=200), [(20, 30, 90, 110), (100, 60, 180, 150)])})',
    "draw_layer": 'draw_layer([(32, 32, 3), (28, 28, 6), (14, 14, 6)], ["convolve", "pool"])',
    "draw_network": 'draw_network(built("branches"))',
    "draw_network of a block": """\
import keras

from course_utils.layers.networks.residual import identity_block

X = keras.Input((15, 15, 256))
draw_network(keras.Model(X, identity_block(X, 3, [64, 64, 256])), fold=True)""",
    "draw_points": 'show_photos({"two points": draw_points(load_image("chelsea", size=200), [(60, 90), (140, 90)])})',
    "draw_walk": "draw_walk(7, 3, pad=1, stride=2)",
    "network_table": 'network_table(built("signs"))',
    "show": """\
import matplotlib.pyplot as plt

plt.style.use("course_utils.plots")
fig, ax = plt.subplots()
for number in range(4):
    ax.plot(np.exp(-np.arange(9) / (number + 2)), label=f"rate {number + 1}")
ax.set(title="The cost falls", xlabel="epoch", ylabel="cost", ylim=(0, None))
ax.legend()
show(fig, alt="Four curves fall from 1 towards 0, each slower than the one before.")""",
    "show_detections": """\
scores, classes = np.array([0.9, 0.6]), np.array([0, 1])
boxes = np.array([[20, 20, 120, 90], [60, 100, 140, 190]])
show_detections(load_image("china", size=200), lambda picture: (scores, boxes, classes), ["roof", "tree"])""",
    "show_grids": 'show_grids({"3 × 3": np.arange(9).reshape(3, 3) - 4, "20 × 20": draw.normal(size=(20, 20))}, caption="Small and large.")',
    "show_photos": """\
show_photos({name: load_image(name, size=120) for name in ("coffee", "china", "chelsea")}, "Photographs.", height=120)""",
    "show_signals": 'show_signals({"a wave": np.sin(np.arange(200) / 9), "a ramp": np.arange(200.0)}, rate=50)',
    "TrainingPlot": """\
plot = TrainingPlot(8, "Signs")
plot.curves = {"cost": [2.0, 1.2, 0.8, 0.6, 0.5], "val_cost": [2.1, 1.4, 1.0, 0.9, 0.9], "accuracy": [0.3, 0.5, 0.7, 0.8, 0.85]}
plot.figure()""",
}


def widget_rows() -> list[tuple[str, str]]:
    """Name and code of every widget in each of its views."""
    return [(name, f"{name}({given})") for name in sorted(WIDGETS) for given in VIEWS.get(name, ("",))]


def names(older: bool = False) -> dict[str, Any]:
    """What the code of the rows may say; of `older` code, whatever of it can be imported."""
    space: dict[str, Any] = dict(WIDGETS)
    if not older:
        exec(BEGIN, space)
        return space
    for statement in ast.parse(BEGIN).body:
        for part in _each_import(statement):
            try:
                exec(ast.unparse(part), space)
            except ImportError as problem:
                print(problem)
    return space


def _each_import(statement: ast.stmt) -> list[ast.stmt]:
    """`from a import b, c` as two statements; any other statement as it is."""
    if not isinstance(statement, ast.ImportFrom):
        return [statement]
    return [ast.ImportFrom(statement.module, [name], 0) for name in statement.names]


def run(code: str, space: dict[str, Any]) -> Any:
    """Run the lines of a row and return what its last statement shows, as a notebook does."""
    *before, last = ast.parse(code).body
    exec(compile(ast.Module(before, []), "<row>", "exec"), space)
    assert isinstance(last, ast.Expr), "the last line of a row is what is shown"
    return eval(compile(ast.Expression(last.value), "<row>", "eval"), space)
