"""Who is in the class, by the lists of other systems, and whose hand-in a file is."""
