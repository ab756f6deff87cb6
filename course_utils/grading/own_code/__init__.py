"""Answers that are the course's own code, which the student bundle holds: recognised and listed."""
