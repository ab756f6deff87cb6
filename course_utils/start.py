"""What START_HERE and the first cell of every notebook import."""

from course_utils.checks.beside import compare
from course_utils.checks.explain.messages import explain
from course_utils.checks.feedback.progress_bar import show_progress
from course_utils.checks.questions.examples import example
from course_utils.checks.questions.predict import predict
from course_utils.student.course_map import show_map
from course_utils.widgets.drawing.plots import show

__all__ = ["compare", "example", "explain", "predict", "show", "show_map", "show_progress"]
