"""A student's own work: progress, backups, resets and updates of the course."""
