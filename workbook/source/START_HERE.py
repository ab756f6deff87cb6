# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Start here
#
# In four weeks you will write convolutional networks yourself: first a single filter in numpy, then whole networks
# that read hand signs, find cars, recognise faces and paint. You need Python and a little numpy. Everything runs on an
# ordinary laptop, without the internet.

# %% id="show-map"
from course_utils.start_here import show_hand_in, show_map, show_review

show_map()

# %% [markdown] id="map"
# That is the map, in the order in which the notebooks build on each other. Run the cell above (**Shift + Enter**)
# whenever you come back: it brings your progress up to date. Below each bar unfold what a notebook teaches and needs.
#
# ## Your review
#
# What you have answered fades. So a few questions come back when you are about to forget them, with other numbers:
# at most five a day. Run the cell below when you begin; `course review` asks the same in a terminal.

# %% id="show-review"
show_review()

# %% [markdown] id="first-minutes"
# ## Your first five minutes
#
# 1. Open [Edges, padding and strides](week1/1_edges_padding_strides.ipynb) and choose **Run → Run All Cells**. It works
#    from the start: where you have not written a function yet, the course's own version answers, and says so.
# 2. Go back to the top and find the first cell with `# YOUR CODE HERE`. Write your answer there and run the cell
#    (**Shift + Enter**).
# 3. Run the cell below it, `check(...)`. It shows which cases pass, what differs first and, often, which mistake you made.
# 4. Stuck? `hint(function)` helps in three steps: the idea, the formula, nearly the line.
# 5. When all cases pass, `compare(function)` shows our version beside yours. Go on. The bar on top of each notebook and the map keep your progress.

# %% [markdown] id="hand-in"
# ## Handing in
#
# The button below looks at every notebook that you began: is it saved, whole, run and answered, and what passes? Then it
# puts them into one zip with a summary. That is the file to hand in; in a terminal `course submit` makes the same.
# `course learned` writes a page of what you learned, with your own pictures, to keep or to print.

# %% id="show-hand-in"
show_hand_in()

# %% [markdown] id="help"
# ## When you need help
#
# | you want | do this |
# |---|---|
# | a word explained | [the glossary](GLOSSARY.ipynb); words in the notebooks lead there |
# | shapes and formulas on one page | [the cheat sheet](CHEAT_SHEET.ipynb) |
# | an error message explained | in a notebook `from course_utils.start import explain` and `explain()`; in a terminal `course explain "the message"` |
# | questions that are due again | `show_review()` above, or in a terminal `course review` |
# | a safe copy of your work | in a terminal `course backup` |
# | a notebook, or one function, as it was | `course reset week1/2_step_by_step`; it makes a backup and asks first |
# | a newer edition of the course | `course update FOLDER`; your answers stay |
# | to know what is missing on this computer | `course doctor` |
#
# A terminal is in JupyterLab under **File → New → Terminal**.

# %% [markdown] id="good-to-know"
# ## Good to know
#
# - **Your progress** is one small file in your home folder, `.cnn-workbook/progress.json`. It is never sent anywhere.
# - **Keys.** `Shift + Enter` runs a cell, `Esc` leaves it, the arrow keys go from cell to cell, `Enter` goes into one.
#   Every widget works with `Tab` and the arrow keys.
# - **Cells.** Keep the line `# GRADED FUNCTION: name` and each function's name; you may add cells as you like. Where a
#   single `.ipynb` file is asked for, hand in that.
# - **Ran out of order?** **Kernel → Restart Kernel and Run All Cells** begins anew; nothing you wrote is lost.
