"""What START_HERE and every notebook import: what is common to all weeks."""

from course_utils.checks.beside import compare
from course_utils.checks.explain.messages import explain
from course_utils.checks.feedback.progress_bar import show_progress
from course_utils.checks.questions.examples import example
from course_utils.checks.questions.predict import predict
from course_utils.checks.run import check, graded, hint
from course_utils.checks.session.project import load_saved, save_for_grading
from course_utils.data.sets.images import load_image
from course_utils.layers.start import start_tensorflow
from course_utils.widgets.controls import with_controls
from course_utils.widgets.drawing.figures import show_grids, show_photos
from course_utils.widgets.drawing.layers import draw_layer
from course_utils.widgets.drawing.plots import show
from course_utils.widgets.training import TrainingPlot

__all__ = [
    "TrainingPlot",
    "check",
    "compare",
    "draw_layer",
    "example",
    "explain",
    "graded",
    "hint",
    "load_image",
    "load_saved",
    "predict",
    "save_for_grading",
    "show",
    "show_grids",
    "show_photos",
    "show_progress",
    "start_tensorflow",
    "with_controls",
]
