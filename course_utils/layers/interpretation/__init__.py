"""What a trained network sees: the patches it likes, the pixels it needs, and how far its probabilities are right."""
