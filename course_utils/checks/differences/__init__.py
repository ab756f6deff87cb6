"""What a student reads of a difference: which option of a layer, which axis of a shape, and their own names."""
