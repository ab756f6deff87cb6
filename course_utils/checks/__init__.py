"""Run cases, compare outputs, match mistakes and render feedback."""
