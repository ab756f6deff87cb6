"""Questions that are graded with their notebook: which a notebook asks, and what a student answered."""
