"""Points and autograders in the forms of other systems."""
