"""Hidden cases; left out of the student bundle."""
