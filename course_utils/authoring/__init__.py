"""From one source to student and solution notebooks and the release bundle."""
