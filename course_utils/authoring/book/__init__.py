"""The book: all notebooks as a web site that needs neither a kernel nor a network."""
