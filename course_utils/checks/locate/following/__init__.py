"""Lines that are seen by following an answer once, or read off its text: where no versions of it can be tried."""
