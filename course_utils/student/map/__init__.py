"""The map of the course on START_HERE: every notebook with its progress, and a picture of each week."""
