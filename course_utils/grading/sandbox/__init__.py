"""Runs student code in locked children of a warm process."""
