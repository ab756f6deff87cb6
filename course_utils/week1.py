"""What the notebooks of week 1 import."""

from course_utils.checks.run import check, graded, hint
from course_utils.data.images import load_image
from course_utils.widgets.figures import draw_layer, draw_walk, show_grids, show_photos

__all__ = ["check", "draw_layer", "draw_walk", "graded", "hint", "load_image", "show_grids", "show_photos"]
