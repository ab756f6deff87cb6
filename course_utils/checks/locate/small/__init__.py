"""Small inputs, made of the visible cases, and the smallest of them that fails, written out."""
