"""The mathematics of the explorers: pure functions, equal in Python and JavaScript."""
