"""Networks in Keras, each built when it is called."""
