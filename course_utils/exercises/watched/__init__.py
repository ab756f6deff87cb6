"""Quantities by the names that students use, and how each is worked out: a module per week, `WATCHED` by exercise."""
