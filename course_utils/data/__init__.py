"""Load, make, fetch and verify data sets and model weights."""
