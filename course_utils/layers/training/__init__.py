"""What training takes beside a network: steps, schedules, dropout, when to stop, and how sure a result is."""
