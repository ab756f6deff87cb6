"""Gradebooks between machines: as plain records, as one file, and two of them as one."""
