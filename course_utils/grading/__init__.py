"""From submissions through the sandbox and the oracle to a gradebook and reports."""
