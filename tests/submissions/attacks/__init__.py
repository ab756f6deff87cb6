"""The attacks of the sweep, by family."""
