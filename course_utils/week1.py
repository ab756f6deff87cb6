"""What the notebooks of week 1 import."""

from course_utils.checks.run import check, graded, hint

__all__ = ["check", "graded", "hint"]
