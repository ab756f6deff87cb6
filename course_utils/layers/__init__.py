"""Reference layers: vectorised numpy, in the classic signatures."""
