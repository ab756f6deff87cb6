"""A Keras network taken apart into plain steps, so that a page can compute it again."""
