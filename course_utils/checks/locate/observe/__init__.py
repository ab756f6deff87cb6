"""What holds of a failing function whatever an edit would do, and how its rows hang together."""
