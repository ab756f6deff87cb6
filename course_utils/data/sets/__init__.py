"""Load the data sets, and draw those that a notebook draws at run time."""
