"""What makes networks small: cheaper convolutions, networks of them, what they cost, fewer and shorter numbers."""
