"""Whose functions have one structure."""
