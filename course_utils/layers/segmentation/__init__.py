"""Segmentation: how masks are compared, and the network that draws them."""
