"""Photographs: augmented, compared as faces, painted in a style."""
