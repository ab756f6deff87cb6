"""Projects: networks of the students' own, measured on pictures that nobody has seen."""
