"""What the notebooks of week 3 import."""

from course_utils.checks.run import check, graded, hint
from course_utils.data.sets.street_scene import draw_streets
from course_utils.data.sets.streets import load_street_masks, load_streets
from course_utils.layers.detection.detection_metrics import class_average_precisions
from course_utils.layers.detection.one_stage import decode_detections
from course_utils.widgets.detector import load_detector
from course_utils.widgets.drawing.box_lines import draw_boxes, draw_points
from course_utils.widgets.explorers.anchor_explorer import AnchorExplorer
from course_utils.widgets.explorers.iou_explorer import IoUExplorer
from course_utils.widgets.explorers.mask_explorer import MaskExplorer
from course_utils.widgets.explorers.nms_explorer import NMSExplorer
from course_utils.widgets.explorers.threshold_explorer import ThresholdExplorer
from course_utils.widgets.explorers.transpose_explorer import TransposeExplorer
from course_utils.widgets.explorers.window_explorer import WindowExplorer

__all__ = [
    "AnchorExplorer",
    "IoUExplorer",
    "MaskExplorer",
    "NMSExplorer",
    "ThresholdExplorer",
    "TransposeExplorer",
    "WindowExplorer",
    "check",
    "class_average_precisions",
    "decode_detections",
    "draw_boxes",
    "draw_points",
    "draw_streets",
    "graded",
    "hint",
    "load_detector",
    "load_street_masks",
    "load_streets",
]
