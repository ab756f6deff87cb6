"""From folders and archives to submissions."""
