"""What notebooks show: explorers to play with, drawings, films. `base` and `traits` are what explorers are made of."""
