# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Quiz of week 2
#
# Ten questions in about fifteen minutes: normalisation, shortcuts and few pictures; and what you still know of week 1.
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
# **Time:** fifteen minutes. **You need:** the notebooks of week 2, and week 1.

# %% [markdown] id="question-1"
# ## Question 1

# %% id="predict-padded-shape"
predict("padded-shape", ...)

# %% [markdown] id="question-2"
# ## Question 2

# %% id="predict-normalised-number"
predict("normalised-number", ...)

# %% [markdown] id="question-3"
# ## Question 3

# %% id="predict-gradient-of-a-score"
predict("gradient-of-a-score", ...)

# %% [markdown] id="question-4"
# ## Question 4

# %% id="predict-ten-times-the-kernel"
predict("ten-times-the-kernel", ...)

# %% [markdown] id="question-5"
# ## Question 5

# %% id="predict-mirrored-place"
predict("mirrored-place", ...)

# %% [markdown] id="question-6"
# ## Question 6

# %% id="predict-layer-that-sees"
predict("layer-that-sees", ...)

# %% [markdown] id="question-7"
# ## Question 7

# %% id="predict-weights-of-a-shortcut"
predict("weights-of-a-shortcut", ...)

# %% [markdown] id="question-8"
# ## Question 8

# %% id="predict-one-hot-place"
predict("one-hot-place", ...)

# %% [markdown] id="question-9"
# ## Question 9

# %% id="predict-bug-batch-norm"
predict("bug-batch-norm", ...)

# %% [markdown] id="question-10"
# ## Question 10

# %% id="predict-stride-work"
predict("stride-work", ...)

# %% [markdown] id="after"
# ## And now?
#
# Read the section that an answer names, and leave the rest to the review. [Where is it?](../week3/1_localization.ipynb) opens week 3.
