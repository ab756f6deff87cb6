"""Classic mode: answers written for TensorFlow 1, Keras 2 and old numpy run as they ran in their day."""
