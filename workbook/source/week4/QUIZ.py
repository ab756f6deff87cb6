# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Quiz of week 4
#
# Ten questions in about fifteen minutes: encodings, style and volumes; and what you still know of weeks 1 to 3.
#
# **After this notebook you can**
#
# - say what of the week you know without looking it up;
# - say which section to read once more.
#
# **How it works.** Run a cell (**Shift + Enter**): it asks. Write your answer in place of the dots, or choose it below
# the question, and run the cell again. Answer from memory; it does not matter if you err, for the answer says why, and
# the review on START_HERE asks again in a few days, with other numbers.
# Half of the questions are from earlier weeks: asked again after a while, things stay.
# For another try with other numbers write `variant=1`, `variant=2`, … behind your answer. The first ones count.
#
# **Time:** fifteen minutes. **You need:** the notebooks of week 4, and weeks 1 to 3.

# %% [markdown] id="question-1"
# ## Question 1

# %% id="predict-semi-hard-negative"
predict("semi-hard-negative", ...)

# %% [markdown] id="question-2"
# ## Question 2

# %% id="predict-threshold-down"
predict("threshold-down", ...)

# %% [markdown] id="question-3"
# ## Question 3

# %% id="predict-divided-by"
predict("divided-by", ...)

# %% [markdown] id="question-4"
# ## Question 4

# %% id="predict-smiles-found"
predict("smiles-found", ...)

# %% [markdown] id="question-5"
# ## Question 5

# %% id="predict-tube-or-ball"
predict("tube-or-ball", ...)

# %% [markdown] id="question-6"
# ## Question 6

# %% id="predict-step-between-neighbours"
predict("step-between-neighbours", ...)

# %% [markdown] id="question-7"
# ## Question 7

# %% id="predict-dark-times-bright"
predict("dark-times-bright", ...)

# %% [markdown] id="question-8"
# ## Question 8

# %% id="predict-numbers-of-an-answer"
predict("numbers-of-an-answer", ...)

# %% [markdown] id="question-9"
# ## Question 9

# %% id="predict-bug-hard-triplets"
predict("bug-hard-triplets", ...)

# %% [markdown] id="question-10"
# ## Question 10

# %% id="predict-people-apart"
predict("people-apart", ...)

# %% [markdown] id="after"
# ## And now?
#
# Read the section that an answer names, and leave the rest to the review. That was the last one. The map on START_HERE shows what is left.
