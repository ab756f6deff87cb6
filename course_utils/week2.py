"""What the notebooks of week 2 import."""

from course_utils.checks.run import check, graded, hint
from course_utils.data.sets.faces import load_happy_dataset
from course_utils.data.sets.fashion import load_fashion
from course_utils.data.sets.images import load_image
from course_utils.layers.networks.efficientnet import load_backbone
from course_utils.layers.start import start_tensorflow
from course_utils.widgets.drawing.figures import show_photos
from course_utils.widgets.drawing.layers import draw_layer
from course_utils.widgets.drawing.network_drawing import draw_network
from course_utils.widgets.drawing.network_table import network_table
from course_utils.widgets.explorers.augmentation_explorer import AugmentationExplorer
from course_utils.widgets.explorers.cost_explorer import CostExplorer
from course_utils.widgets.explorers.network_explorer import NetworkExplorer
from course_utils.widgets.explorers.residual_explorer import ResidualExplorer
from course_utils.widgets.explorers.threshold_explorer import ThresholdExplorer
from course_utils.widgets.training import TrainingPlot

__all__ = [
    "AugmentationExplorer",
    "CostExplorer",
    "NetworkExplorer",
    "ResidualExplorer",
    "ThresholdExplorer",
    "TrainingPlot",
    "check",
    "draw_layer",
    "draw_network",
    "graded",
    "hint",
    "load_backbone",
    "load_fashion",
    "load_happy_dataset",
    "load_image",
    "network_table",
    "show_photos",
    "start_tensorflow",
]
