"""The rules of one class, as its course file says them, and the sums that follow from them."""
