"""What the notebooks of week 3 import."""

from course_utils.checks.run import check, graded, hint
from course_utils.data.sets.images import load_image
from course_utils.data.sets.streets import load_streets
from course_utils.layers.start import start_tensorflow
from course_utils.widgets.detector import load_detector
from course_utils.widgets.drawing.box_lines import draw_boxes, draw_points
from course_utils.widgets.drawing.figures import show_grids, show_photos
from course_utils.widgets.explorers.anchor_explorer import AnchorExplorer
from course_utils.widgets.explorers.iou_explorer import IoUExplorer
from course_utils.widgets.explorers.nms_explorer import NMSExplorer
from course_utils.widgets.explorers.threshold_explorer import ThresholdExplorer
from course_utils.widgets.explorers.window_explorer import WindowExplorer
from course_utils.widgets.training import TrainingPlot

__all__ = [
    "AnchorExplorer",
    "IoUExplorer",
    "NMSExplorer",
    "ThresholdExplorer",
    "TrainingPlot",
    "WindowExplorer",
    "check",
    "draw_boxes",
    "draw_points",
    "graded",
    "hint",
    "load_detector",
    "load_image",
    "load_streets",
    "show_grids",
    "show_photos",
    "start_tensorflow",
]
