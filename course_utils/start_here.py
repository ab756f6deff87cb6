"""What START_HERE imports: the map, the review, and handing in."""

from course_utils.student.map.course_map import show_map
from course_utils.student.review import show_review
from course_utils.student.submit.page import show_hand_in

__all__ = ["show_hand_in", "show_map", "show_review"]
