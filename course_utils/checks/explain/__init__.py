"""Errors and calls of older libraries: what they mean here, and what to do."""
