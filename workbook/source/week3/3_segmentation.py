# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # TODO the notebook's title
#
# TODO two sentences: what you will write, and what it is good for.
#
# **After this notebook you can**
#
# - TODO say, compute, explain or write something;
# - TODO and one thing more.
#
# **How it works.** Each exercise is one function. Write it, run the cell, then run the check below it. The check
# shows what passes, what differs first, and often which mistake you made. `hint(function)` helps in three steps.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** TODO hours. **You need:** TODO.

# %% id="imports"
import numpy as np

from course_utils.week3 import check, graded, hint

# %% [markdown] id="conv-transpose-task"
# ## TODO conv_transpose: a heading
#
# A short text, a formula with shapes, a picture.
#
# **Write `conv_transpose`.** TODO conv_transpose: what it receives and what it returns.

# %% id="conv-transpose" tags=["graded"]
# GRADED FUNCTION: conv_transpose
@graded
def conv_transpose(x):
    """The sum of all squares.

    x: numbers, shape (n,).
    Returns result, one number.
    """
    # BEGIN SOLUTION
    # TODO conv_transpose: the answer; no other file may hold these lines.
    result = np.dot(x, x)
    # END SOLUTION
    return result


# %% id="check-conv-transpose"
check(conv_transpose)

# %% [markdown] id="summary"
# ## What you have now
#
# - TODO the two or three things worth keeping.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. TODO something to change and to watch.

# %% [markdown] id="reading"
# **To read on.** TODO the original paper, with its year and a reason to read it.
