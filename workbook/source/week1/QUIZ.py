# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Quiz of week 1
#
# Ten questions in about fifteen minutes: borders, windows and steps; the way back through a layer; how training begins.
#
# **After this notebook you can**
#
# - say what of the week you know without looking it up;
# - say which section to read once more.
#
# **How it works.** Run a cell (**Shift + Enter**): it asks. Write your answer in place of the dots, or choose it below
# the question, and run the cell again. Answer from memory; it does not matter if you err, for the answer says why, and
# the review on START_HERE asks again in a few days, with other numbers.
# For another try with other numbers write `variant=1`, `variant=2`, … behind your answer. The first ones count.
#
# **Time:** fifteen minutes. **You need:** the three notebooks of week 1.

# %% [markdown] id="question-1"
# ## Question 1

# %% id="predict-turn-left-out"
predict("turn-left-out", ...)

# %% [markdown] id="question-2"
# ## Question 2

# %% id="predict-receptive-field"
predict("receptive-field", ...)

# %% [markdown] id="question-3"
# ## Question 3

# %% id="predict-where-a-window-begins"
predict("where-a-window-begins", ...)

# %% [markdown] id="question-4"
# ## Question 4

# %% id="predict-shape-of-the-filters"
predict("shape-of-the-filters", ...)

# %% [markdown] id="question-5"
# ## Question 5

# %% id="predict-fewer-weights"
predict("fewer-weights", ...)

# %% [markdown] id="question-6"
# ## Question 6

# %% id="predict-weight-gradient"
predict("weight-gradient", ...)

# %% [markdown] id="question-7"
# ## Question 7

# %% id="predict-bug-conv-backward"
predict("bug-conv-backward", ...)

# %% [markdown] id="question-8"
# ## Question 8

# %% id="predict-largest-score-off"
predict("largest-score-off", ...)

# %% [markdown] id="question-9"
# ## Question 9

# %% id="predict-order-softmax-loss"
predict("order-softmax-loss", ...)

# %% [markdown] id="question-10"
# ## Question 10

# %% id="predict-range-of-glorot"
predict("range-of-glorot", ...)

# %% [markdown] id="after"
# ## And now?
#
# Read the section that an answer names, and leave the rest to the review. [Keras step by step](../week2/1_keras_tutorial.ipynb) opens week 2.
