"""Interactive explorers, one idea each: name.py and name.js side by side."""
