"""What happened: attempts, overrides and rules of a class, in a database."""
