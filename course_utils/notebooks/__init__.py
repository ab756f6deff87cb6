"""Notebook files: their cells, read and written in one way for students, graders and authors."""
