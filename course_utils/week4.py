"""What the notebooks of week 4 import."""

from course_utils.checks.run import check, graded, hint
from course_utils.data.ct import make_ct
from course_utils.data.ecg import make_ecg
from course_utils.layers.start import start_tensorflow
from course_utils.widgets.figures import draw_layer
from course_utils.widgets.signals import show_signals
from course_utils.widgets.slice_explorer import SliceExplorer
from course_utils.widgets.training import TrainingPlot

__all__ = [
    "SliceExplorer",
    "TrainingPlot",
    "check",
    "draw_layer",
    "graded",
    "hint",
    "make_ct",
    "make_ecg",
    "show_signals",
    "start_tensorflow",
]
