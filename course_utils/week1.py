"""What the notebooks of week 1 import."""

from course_utils.checks.run import check, graded, hint
from course_utils.data.sets.images import load_image
from course_utils.data.sets.signs import load_dataset, load_sign_conditions
from course_utils.layers.start import start_tensorflow
from course_utils.widgets.drawing.figures import draw_walk, show_grids, show_photos
from course_utils.widgets.drawing.layers import draw_layer
from course_utils.widgets.explorers.convolution_explorer import ConvolutionExplorer
from course_utils.widgets.explorers.network_explorer import NetworkExplorer
from course_utils.widgets.explorers.padding_explorer import PaddingExplorer
from course_utils.widgets.explorers.pooling_explorer import PoolingExplorer
from course_utils.widgets.explorers.shape_calculator import ShapeCalculator
from course_utils.widgets.training import TrainingPlot

__all__ = [
    "ConvolutionExplorer",
    "NetworkExplorer",
    "PaddingExplorer",
    "PoolingExplorer",
    "ShapeCalculator",
    "TrainingPlot",
    "check",
    "draw_layer",
    "draw_walk",
    "graded",
    "hint",
    "load_dataset",
    "load_image",
    "load_sign_conditions",
    "show_grids",
    "show_photos",
    "start_tensorflow",
]
