"""Figures of a class, each gathered student by student without keeping the class."""
