"""Tables and pages that a class and its instructor read."""
