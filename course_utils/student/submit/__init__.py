"""Handing in: a look at every notebook first, one zip of them, and a page of what was learned."""
