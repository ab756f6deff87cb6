"""Where a network departs from the one asked for: its layers are traced to the lines that make and call them."""
