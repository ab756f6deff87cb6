"""What START_HERE and the first cell of every notebook import."""

from course_utils.checks.explain.messages import explain
from course_utils.checks.feedback.progress_bar import show_progress
from course_utils.student.course_map import show_map

__all__ = ["explain", "show_map", "show_progress"]
