"""Drawings: SVG and tables from arrays, in Python and JavaScript."""
