"""Mutants that give the same answers as the reference, and why: {exercise: {text of the mutant: reason}}.

The text is what `make mutants` prints after "alive". An entry that names no survivor fails the test.
"""

EQUIVALENT: dict[str, dict[str, str]] = {}
