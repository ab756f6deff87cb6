"""Points and graders in the forms of other systems."""
