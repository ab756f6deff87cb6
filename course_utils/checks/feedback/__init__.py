"""What a check shows: reports as text and HTML, statuses, small pictures, the bar of progress."""
