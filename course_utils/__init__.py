"""The CNN Workbook: lessons, checks and an autograder for convolutional networks."""

__version__ = "0.1.0"
