# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Quiz of week 3
#
# Ten questions in about fifteen minutes: grids, boxes, suppression and hits; and what you still know of weeks 1 and 2.
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
# **Time:** fifteen minutes. **You need:** the notebooks of week 3, and weeks 1 and 2.

# %% [markdown] id="question-1"
# ## Question 1

# %% id="predict-where-is-the-middle"
predict("where-is-the-middle", ...)

# %% [markdown] id="question-2"
# ## Question 2

# %% id="predict-inputs-of-an-output"
predict("inputs-of-an-output", ...)

# %% [markdown] id="question-3"
# ## Question 3

# %% id="predict-fit-again"
predict("fit-again", ...)

# %% [markdown] id="question-4"
# ## Question 4

# %% id="predict-cell-of-a-share"
predict("cell-of-a-share", ...)

# %% [markdown] id="question-5"
# ## Question 5

# %% id="predict-which-are-hits"
predict("which-are-hits", ...)

# %% [markdown] id="question-6"
# ## Question 6

# %% id="predict-running-average"
predict("running-average", ...)

# %% [markdown] id="question-7"
# ## Question 7

# %% id="predict-person-before-a-car"
predict("person-before-a-car", ...)

# %% [markdown] id="question-8"
# ## Question 8

# %% id="predict-one-step"
predict("one-step", ...)

# %% [markdown] id="question-9"
# ## Question 9

# %% id="predict-bug-iou"
predict("bug-iou", ...)

# %% [markdown] id="question-10"
# ## Question 10

# %% id="predict-what-is-missing"
predict("what-is-missing", ...)

# %% [markdown] id="after"
# ## And now?
#
# Read the section that an answer names, and leave the rest to the review. [Who is it?](../week4/1_face_recognition.ipynb) opens week 4.
