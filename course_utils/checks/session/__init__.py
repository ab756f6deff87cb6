"""A check in the student's own process: the cells that ran, the time that they take, functions asked one by one."""
