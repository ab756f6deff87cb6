"""What the notebooks of week 3 import."""

from course_utils.checks.run import check, graded, hint
from course_utils.data.images import load_image
from course_utils.layers.start import start_tensorflow
from course_utils.widgets.anchor_explorer import AnchorExplorer
from course_utils.widgets.figures import draw_layer, show_grids, show_photos
from course_utils.widgets.iou_explorer import IoUExplorer
from course_utils.widgets.nms_explorer import NMSExplorer
from course_utils.widgets.shape_calculator import ShapeCalculator
from course_utils.widgets.training import TrainingPlot

__all__ = [
    "AnchorExplorer",
    "IoUExplorer",
    "NMSExplorer",
    "ShapeCalculator",
    "TrainingPlot",
    "check",
    "draw_layer",
    "graded",
    "hint",
    "load_image",
    "show_grids",
    "show_photos",
    "start_tensorflow",
]
