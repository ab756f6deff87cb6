"""The libraries of an older notebook: what they have lost, over what they still have."""
