"""Generators of the drawn data sets; not in the student edition."""
