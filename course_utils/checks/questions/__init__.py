"""Ask the questions of the course in a notebook, and read the answers that a notebook holds."""
