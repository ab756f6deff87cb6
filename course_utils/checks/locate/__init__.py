"""Where the fault lies: the line that decides, the first quantity that departs, the smallest example that fails.

Nothing here knows a reference: what is right comes in as values, so that all of it may run beside student code.
"""
