"""One Keras layer as a text that is the same for every spelling of it. Knows no answer."""
