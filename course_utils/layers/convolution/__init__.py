"""Convolution and pooling in numpy, their sizes and their parameters."""
