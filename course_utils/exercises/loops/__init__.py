"""Right answers in plain loops: mistakes are written as changes of these, and tests hold the layers against them."""
