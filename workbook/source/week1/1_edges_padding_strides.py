# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Edges, padding and strides
#
# A convolution is a small pattern that looks at every place of an image and reports how well it fits. This
# notebook builds it from nothing: first on paper-sized grids, then on photographs, then as a layer of a network.
#
# **After this notebook you can**
#
# - find edges with a 3×3 filter, and say what each of its nine numbers does;
# - compute the size of an output for any padding and stride, and choose a padding that keeps it;
# - convolve a colour image with many filters, and count what such a layer has to learn;
# - explain why it needs thousands of numbers where a dense layer needs millions;
# - say how much of the image a number deep inside a network has seen.
#
# **How it works.** Each exercise is one function. Write it, run the cell, then run the check below it. The check
# shows what passes, what differs first, and often which mistake you made. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** two hours. **You need:** arrays and slices in numpy, and loops.

# %% id="imports"
import numpy as np

from course_utils.start import check, draw_layer, graded, hint, load_image, show_grids, show_photos
from course_utils.week1 import ConvolutionExplorer, PaddingExplorer, ShapeCalculator, draw_walk

# %% id="three-tasks"
street, cat = load_image("person", 96), load_image("chelsea", 96)
show_photos(
    {"which animal is it?": cat, "what is where?": street, "in another style": load_image("starry_night", 96)},
    caption="Three tasks of computer vision: name what a photograph shows, find every thing in it, make a picture in a style.",
)

# %% [markdown] id="million-pixels"
# Why not a network as you know it? A small photograph, 64 × 64 pixels in three colours, is 12,288 numbers. One of 1000
# × 1000 pixels is three million. A dense layer of 1,000 units on it would have to learn **three billion** weights, and
# a cat in the left half would tell it nothing about cats on the right. A layer of ten filters learns a few hundred,
# wherever the cat sits:

# %% id="counted"
print(f"{'pixels':>12}{'numbers':>12}{'weights of a dense layer':>28}{'of ten filters':>18}")
for side in (64, 1000):
    numbers = side * side * 3
    print(f"{f'{side} × {side}':>12}{numbers:>12,}{numbers * 1000:>28,}{10 * (3 * 3 * 3 + 1):>18}")
show_photos(
    {"a cat": cat, "the same cat, 40 pixels further right": np.roll(cat, 40, axis=1)},
    caption="To a dense layer these are two unrelated pictures; to a filter it is one pattern in two places.",
)

# %% [markdown] id="edge-idea"
# ## 1. An edge, by hand
#
# To a computer a grey image is a grid of numbers, large where it is light. Where is a *[vertical
# edge](glossary:edge-filter)* in it? Where the numbers on the left are larger than those on the right, or the other way
# round. So take a window of 3×3 pixels, add up its left column, and subtract its right column:
#
# $$ \begin{bmatrix} 1 & 0 & -1 \\ 1 & 0 & -1 \\ 1 & 0 & -1 \end{bmatrix} $$
#
# Such a grid of weights is a **[filter](glossary:filter)**, or **kernel**. Lay it on a window, multiply the numbers
# that lie on each other, add up the nine products, and write the sum down. Then move on by one pixel.

# %% id="worked-example"
image = np.array([
    [3.0, 0, 1, 2, 7, 4],
    [1, 5, 8, 9, 3, 1],
    [2, 7, 2, 5, 1, 3],
    [0, 1, 3, 1, 7, 8],
    [4, 2, 1, 6, 2, 8],
    [2, 4, 5, 2, 3, 9],
])
vertical = np.array([[1.0, 0, -1], [1, 0, -1], [1, 0, -1]])
first = image[0:3, 0:3]
show_grids(
    {"image": image, "filter": vertical, "products": first * vertical},
    signs="×=",
    caption="The first window: 3 + 1 + 2 on the left minus 1 + 8 + 2 on the right makes −5, the first value.",
    window={"image": (0, 0, 3)},
)

# %% [markdown] id="explore-convolution"
# In the explorer below, move the window over the image with the mouse or the arrow keys, and watch the products
# and their sum. Change a number of the image or of the filter. Without a live kernel you see a still picture.

# %% id="convolution-explorer"
ConvolutionExplorer(image=image, kernel=vertical)

# %% [markdown] id="how-many-places"
# ## 2. How many positions are there?
#
# The 6×6 image gave a 4×4 result: a window of three pixels fits into a row of six in four positions. Two more choices
# change that number.
#
# - **[Padding](glossary:padding)** `pad`: a border of zeros, so many pixels wide on *each* side. The row then has `n + 2·pad` pixels.
# - **[Stride](glossary:stride)** `stride`: how far the window jumps. With stride 2 it skips every other place.
#
# In its first position the window covers `f` pixels; `n + 2·pad − f` remain to be crossed, in steps of `stride`:
#
# $$ \left\lfloor \frac{n + 2\,pad - f}{stride} \right\rfloor + 1 $$
#
# The brackets mean *round down*: where the next step would lead out of the image, the window stops, and the pixels
# left over are not used.

# %% id="predict-places"
predict("places", ...)

# %% id="draw-walks"
draw_walk(n=7, f=3, pad=0, stride=2)

# %% id="draw-left-over"
draw_walk(n=8, f=3, pad=0, stride=2)

# %% [markdown] id="conv-output-size-task"
# **Write `conv_output_size`.** Return an integer: `//` divides and rounds down.

# %% id="example-conv-output-size"
# The last step does not fit: an example in which nothing is left over would not tell rounding down from up.
example("conv_output_size", n=6, f=3, pad=1, stride=2, gives=...)

# %% id="conv-output-size" tags=["graded"]
# GRADED FUNCTION: conv_output_size
@graded
def conv_output_size(n, f, pad, stride):
    """Rows (or columns) of a convolution's output.

    n: rows of the image. f: rows of the filter. pad: width of the border. stride: step of the window.
    Returns an integer.
    """
    # BEGIN SOLUTION
    size = (n + 2 * pad - f) // stride + 1
    # END SOLUTION
    return size


# %% id="check-conv-output-size"
check(conv_output_size)

# %% [markdown] id="valid-and-same"
# ## 3. Padding: valid and same
#
# Without a border, every convolution shrinks the image by `f − 1`, and a deep network would run out of pixels.
# There is a second loss: a corner pixel lies in one window only, a pixel in the middle in `f · f` of them, so what
# happens at the edge of the picture hardly counts. Two choices have names:
#
# - **[valid](glossary:valid)**: no border, only windows that lie inside the image;
# - **[same](glossary:same)**: so much border that the output is as large as the input, at stride 1.

# %% id="predict-corner-pixel"
predict("corner-pixel", ...)

# %% id="padding-explorer"
PaddingExplorer(image=image, kernel_size=3, padding="valid")

# %% [markdown] id="same-padding-task"
# The explorer counts how many windows look at each pixel. Switch it to *same* and see what the corners gain.
#
# From $n + 2\,pad - f + 1 = n$ follows the width of the *same* border. It is a whole number only if `f` is odd, and
# that is one reason why filters have 3, 5 or 7 rows. The other reason: an odd filter has a middle pixel, so it is
# clear which place of the image an output belongs to. An even filter would need one zero more on one side.
#
# **Write `same_padding`** for odd `f`.

# %% id="same-padding" tags=["graded"]
# GRADED FUNCTION: same_padding
@graded
def same_padding(f):
    """The border that keeps the size of an image at stride 1.

    f: rows of the filter, odd. Returns the width of the border on each side, an integer.
    """
    # BEGIN SOLUTION
    pad = (f - 1) // 2
    # END SOLUTION
    return pad


# %% id="check-same-padding"
check(same_padding)

# %% id="predict-same-pad"
predict("same-pad", ...)

# %% [markdown] id="convolve-task"
# ## 4. The convolution of one plane
#
# Now the operation itself. **Write `convolve2d`:** pad the image, make a result of the right size (your
# `conv_output_size` knows it; rows and columns may differ), and fill it with two loops. The window of output
# `(h, w)` begins at row `h · stride`, column `w · stride` of the *padded* image.

# %% id="example-convolve2d"
# The kernel is not symmetric and the image not square: only then do you see whether anything is turned or swapped.
example("convolve2d", image=[[1, 2, 3, 0], [4, 5, 6, 1], [7, 8, 9, 2]], kernel=[[1, 0], [0, 2]], gives=...)

# %% id="convolve2d" tags=["graded"]
# GRADED FUNCTION: convolve2d
@graded
def convolve2d(image, kernel, pad=0, stride=1):
    """Slide a kernel over an image; each output value is the sum of the products.

    image: (n_H, n_W). kernel: (f, f). pad: width of the border of zeros. stride: step of the window.
    Returns an array (n_H', n_W') with the sizes of conv_output_size.
    """
    # BEGIN SOLUTION
    f = len(kernel)
    n_H = conv_output_size(image.shape[0], f, pad, stride)
    n_W = conv_output_size(image.shape[1], f, pad, stride)
    padded = np.pad(image, pad)
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            top, left = h * stride, w * stride
            window = padded[top : top + f, left : left + f]
            result[h, w] = np.sum(window * kernel)
    # END SOLUTION
    return result


# %% id="check-convolve2d"
check(convolve2d)

# %% id="predict-order-convolve2d"
predict("order-convolve2d", ...)

# %% id="predict-bug-convolve2d"
predict("bug-convolve2d", ...)

# %% id="draw-worked-example"
show_grids(
    {"image": image, "filter": vertical, "result": convolve2d(image, vertical)},
    signs="∗=",
    caption="The worked example in full: 6×6 and 3×3 give 4×4.",
    window={"image": (0, 0, 3), "result": (0, 0, 1)},
)

# %% [markdown] id="light-dark"
# ### Light to dark, dark to light
#
# On an image that is light on the left and dark on the right, the filter answers with +30 along the edge. Mirror
# the image, and it answers −30: the sign tells the direction of the edge. If you do not care about the direction,
# take the absolute value. Two places of the
# window lie over the edge, so the band is two pixels wide; in a photograph that is a thin line.

# %% id="predict-edge-sign"
predict("edge-sign", ...)

# %% id="draw-light-dark"
light_left = np.repeat([[10.0, 10, 10, 0, 0, 0]], 6, axis=0)
show_grids(
    {"light → dark": light_left, "answer": convolve2d(light_left, vertical)},
    caption="Light on the left: a positive band where the edge is.",
)

# %% id="draw-dark-light"
show_grids(
    {"dark → light": light_left[:, ::-1], "answer": convolve2d(light_left[:, ::-1], vertical)},
    caption="Dark on the left: the same band with the opposite sign.",
)

# %% [markdown] id="edge-filter-task"
# ## 5. Which nine numbers?
#
# Turned by 90°, the filter finds horizontal edges: light above, dark below. And people have argued for decades about
# which weights are best. **Sobel** counts the middle row twice (1, 2, 1), so the pixels next to the centre matter
# more; **Scharr** weighs the rows 3, 10, 3, which measures the direction of slanted edges more exactly.
#
# | kind | weights of the rows | times |
# |---|---|---|
# | `"vertical"` | 1, 1, 1 | 1, 0, −1 |
# | `"sobel"` | 1, 2, 1 | 1, 0, −1 |
# | `"scharr"` | 3, 10, 3 | 1, 0, −1 |
# | `"horizontal"`, `"sobel horizontal"`, `"scharr horizontal"` | the same, transposed | |
#
# **Write `edge_filter`.** A positive answer means light on the left, or light above.

# %% id="edge-filter" tags=["graded"]
# GRADED FUNCTION: edge_filter
@graded
def edge_filter(kind):
    """A 3×3 edge filter by its name.

    kind: "vertical", "horizontal", "sobel", "sobel horizontal", "scharr" or "scharr horizontal".
    Returns an array (3, 3).
    """
    # BEGIN SOLUTION
    weights = {"sobel": [1, 2, 1], "scharr": [3, 10, 3]}
    column = weights.get(kind.split()[0], [1, 1, 1])
    kernel = np.outer(column, [1, 0, -1])
    if kind.endswith("horizontal"):
        kernel = kernel.T
    # END SOLUTION
    return kernel


# %% id="check-edge-filter"
check(edge_filter)

# %% id="draw-filters"
show_grids(
    {kind: edge_filter(kind) for kind in ("vertical", "horizontal", "sobel", "scharr", "scharr horizontal")},
    signs=" ",
    caption="In each of them the weights add up to 0: where the image is even, there is no answer.",
)

# %% id="draw-photo-edges"
photo = load_image("chelsea", 96).mean(axis=2)
kinds = ("vertical", "horizontal", "scharr")
show_photos(
    {"photograph": photo} | {kind: convolve2d(photo, edge_filter(kind)) for kind in kinds},
    caption="Grey: no edge. White: light → dark. Black: dark → light. (With pad = 1, the zeros would make an edge, too.)",
)

# %% [markdown] id="learned-filter"
# ### Or let them be learned
#
# Edges come in every direction, and nobody wants to work out nine numbers for 73° by hand. So treat the nine
# numbers as weights, and let gradient descent find them. Below, the teacher is a smooth image whose slope is known
# exactly; the learner sees 3×3 windows of it and must predict how steeply it falls in the direction 45°, 70° or 73°
# (0° points right, 90° down). Nobody tells it what a good filter looks like.

# %% id="learn-filters"
rng = np.random.default_rng(0)
rows, columns = np.mgrid[0:40, 0:40]
waves = [(*rng.normal(0, 0.35, 2), rng.uniform(0, 6.28)) for _ in range(12)]
smooth = sum(np.sin(u * columns + v * rows + phase) for u, v, phase in waves)


def slope(degrees):
    """How fast the smooth image falls in the direction `degrees` (0: to the right, 90: down), exactly."""
    x, y = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    rise = sum((u * x + v * y) * np.cos(u * columns + v * rows + phase) for u, v, phase in waves)
    return -rise[1:-1, 1:-1].ravel()


windows = np.lib.stride_tricks.sliding_window_view(smooth, (3, 3)).reshape(-1, 9)
learned = {}
for degrees in (45, 70, 73):
    weights, wanted = np.zeros(9), slope(degrees)
    for _ in range(3000):
        error = windows @ weights - wanted
        weights -= 0.02 * windows.T @ error / len(error)
    learned[f"{degrees}°"] = weights.reshape(3, 3)
    kept = 1 - np.mean(error**2) / np.var(wanted)
    print(f"{degrees}°: the nine learned numbers explain {100 * kept:.1f} % of the slope")

# %% id="draw-learned"
show_grids(
    {name: np.round(10 * weights, 1) for name, weights in learned.items()},
    signs=" ",
    caption="Learned filters, times 10: positive on the light side, negative on the dark side, turned like the edge.",
)

# %% id="draw-learned-disc"
disc = 1.0 * ((rows - 19.5) ** 2 + (columns - 19.5) ** 2 < 200)
show_photos({"a disc": disc} | {name: convolve2d(disc, weights) for name, weights in learned.items()}, height=160)

# %% [markdown] id="strides"
# ## 6. Strides
#
# With stride 2 the window skips every other position, and the result has about half as many rows and columns: a
# quarter of the numbers, and a quarter of the work. Below, 7×7 becomes 3×3: ⌊(7 − 3) / 2⌋ + 1 = 3.

# %% id="draw-stride"
seven = np.arange(49.0).reshape(7, 7) % 10
show_grids(
    {"image": seven, "stride 1": convolve2d(seven, vertical), "stride 2": convolve2d(seven, vertical, stride=2)},
    signs="→,",
    caption="Stride 2 keeps every other row and column of the stride 1 result.",
)

# %% [markdown] id="names-of-convolution"
# ## 7. Convolution or cross-correlation?
#
# In mathematics and signal processing a convolution first turns the kernel by 180°, then slides it. What you wrote does
# not turn it; its strict name is *[cross-correlation](glossary:cross-correlation)*. Deep learning calls it convolution
# all the same: the weights are learned, so a turned filter would simply be learned turned.
#
# What is turning the kernel good for? It makes convolution *associative*: first $a$, then $b$ is the same as one filter
# $a * b$. The numbers show it, and show that it fails without the turn.

# %% id="associativity"
a, b = rng.normal(size=(3, 3)), rng.normal(size=(3, 3))


def turned(image, kernel, pad=0):
    """The convolution of mathematics: turn by 180°, then slide."""
    return convolve2d(image, kernel[::-1, ::-1], pad)


for name, operation in {"convolution, turned": turned, "cross-correlation": convolve2d}.items():
    one_by_one = operation(operation(image, a), b)
    at_once = operation(image, operation(a, b, 2))
    print(f"{name:20} first a, then b equals one filter: {np.allclose(one_by_one, at_once)}")

# %% [markdown] id="volumes"
# ## 8. Convolution over volumes
#
# A colour photograph is a [volume](glossary:volume): rows × columns × 3 [channels](glossary:channel). The filter gets
# just as many channels: 3×3×3, that is 27 numbers. Lay it on the image, multiply, and add up **all** 27 products.
# Height and width shrink as before; the sum runs over the channels too, so one filter gives **one plane**.
#
# Want vertical edges in red only? Put the edge filter into the red slice and zeros into the others. Want several
# things at once? Take several filters, and stack their planes: they become the channels of the output.
#
# $$ (n \times n \times n_C) \; * \; (f \times f \times n_C), \; n_C' \text{ filters} $$
#
# $$ \longrightarrow\; (n - f + 1) \times (n - f + 1) \times n_C' $$

# %% id="predict-volume-shape"
predict("volume-shape", ...)

# %% id="draw-volume"
draw_layer([(6, 6, 3), (4, 4, 2)], ["two 3×3×3 filters"])

# %% [markdown] id="conv-volume-task"
# **Write `conv_volume`.** For each filter, convolve every channel with its own slice, add the planes up, and add the
# filter's bias once. Your `convolve2d` does the sliding. `np.stack(planes, axis=2)` makes the planes channels.

# %% id="conv-volume" tags=["graded"]
# GRADED FUNCTION: conv_volume
@graded
def conv_volume(image, filters, biases, pad, stride):
    """Convolve one image of several channels with several filters.

    image: (n_H, n_W, n_C). filters: (f, f, n_C, n_filters). biases: (n_filters,). pad, stride: as before.
    Returns an array (n_H', n_W', n_filters).
    """
    # BEGIN SOLUTION
    planes = []
    for k in range(filters.shape[3]):
        plane = biases[k]
        for c in range(image.shape[2]):
            plane = plane + convolve2d(image[:, :, c], filters[:, :, c, k], pad, stride)
        planes.append(plane)
    volume = np.stack(planes, axis=2)
    # END SOLUTION
    return volume


# %% id="check-conv-volume"
check(conv_volume)

# %% id="draw-colour-edges"
colour = load_image("coffee", 96)
in_red, in_all = np.zeros((3, 3, 3)), np.zeros((3, 3, 3))
in_red[:, :, 0] = edge_filter("sobel")
in_all[:] = edge_filter("sobel")[:, :, None] / 3
edges = conv_volume(colour / 255, np.stack([in_red, in_all], axis=3), np.zeros(2), 0, 1)
show_photos(
    {"photograph": colour, "edges in red": edges[:, :, 0], "edges in all channels": edges[:, :, 1]},
    caption="Two filters, two output channels.",
)

# %% [markdown] id="one-layer"
# ## 9. One layer of a network
#
# A convolutional layer adds two things: each filter has a **[bias](glossary:bias)**, and the sums go through a
# non-linear function such as [ReLU](glossary:ReLU), $\max(0, z)$. Layer $l$ reads the activations $a^{[l-1]}$ of the
# layer before:
#
# $$ z^{[l]} = W^{[l]} * a^{[l-1]} + b^{[l]}, \qquad a^{[l]} = \mathrm{ReLU}(z^{[l]}) $$
#
# | symbol | meaning | shape |
# |---|---|---|
# | $f^{[l]}, p^{[l]}, s^{[l]}$ | filter size, padding, stride of layer $l$ | numbers |
# | $a^{[l-1]}$ | what comes in | $n_H^{[l-1]} \times n_W^{[l-1]} \times n_C^{[l-1]}$ |
# | one filter | as deep as what comes in | $f^{[l]} \times f^{[l]} \times n_C^{[l-1]}$ |
# | $W^{[l]}$ | all filters of the layer | $f^{[l]} \times f^{[l]} \times n_C^{[l-1]} \times n_C^{[l]}$ |
# | $b^{[l]}$ | one bias for each filter | $n_C^{[l]}$ |
# | $a^{[l]}$ | what goes out | $n_H^{[l]} \times n_W^{[l]} \times n_C^{[l]}$ |
#
# with $n_H^{[l]} = \lfloor (n_H^{[l-1]} + 2p^{[l]} - f^{[l]}) / s^{[l]} \rfloor + 1$, and $n_W^{[l]}$ likewise.

# %% id="one-layer-code"
W1, b1 = rng.normal(0, 0.3, (3, 3, 3, 10)), np.zeros(10)
a0 = load_image("coffee", 39) / 255
z1 = conv_volume(a0, W1, b1, 0, 1)
a1 = np.maximum(0, z1)
print(f"a[0] {a0.shape}, W[1] {W1.shape}, b[1] {b1.shape} → a[1] {a1.shape}")

# %% [markdown] id="three-layers-text"
# Three such layers in a row, from a 39×39 photograph to 1,960 numbers that describe it. This is the usual pattern:
# height and width shrink, channels grow.

# %% id="three-layers"
sizes, channels = [39], [3]
for f, stride, filters in [(3, 1, 10), (5, 2, 20), (5, 2, 40)]:
    sizes.append(conv_output_size(sizes[-1], f, 0, stride))
    channels.append(filters)
    print(f"{filters} filters {f}×{f}, stride {stride}: {sizes[-1]} × {sizes[-1]} × {filters}")
print(f"as one long vector for the last layer: {sizes[-1] ** 2 * channels[-1]} numbers")
draw_layer([(n, n, c) for n, c in zip(sizes, channels)], ["3×3", "5×5, stride 2", "5×5, stride 2"])

# %% [markdown] id="counting"
# ## 10. What does it have to learn?
#
# One 5×5 filter on a colour image has 5 · 5 · 3 = 75 weights and one bias: 76 numbers. Six of them: **456**. The size
# of the image does not occur: the same filter works on a stamp and on a poster.
#
# You may meet the figure **156** for this very layer. It is (5 · 5 + 1) · 6, the count for *one* input channel, as in
# the first layer of the classic digit reader with its grey images. With three channels every filter is three slices
# deep, and 456 is right. Libraries count this way too.
#
# **Write `count_parameters`.** It gets a list of layers, each a dictionary:
#
# | layer | learns |
# |---|---|
# | `{"kind": "conv", "f": 5, "channels": 3, "filters": 6}` | f · f weights for each channel and one bias, per filter |
# | `{"kind": "dense", "inputs": 400, "units": 120}` | one weight for each input and one bias, per unit |
# | `{"kind": "pool", …}`, `{"kind": "flatten"}` | nothing |

# %% id="example-count-parameters"
# Two channels and four filters: with one of each, a forgotten factor would hide.
example("count_parameters", layers=[{"kind": "conv", "f": 3, "channels": 2, "filters": 4}, {"kind": "pool"}], gives=...)

# %% id="count-parameters" tags=["graded"]
# GRADED FUNCTION: count_parameters
@graded
def count_parameters(layers):
    """How many numbers each layer learns, weights and biases.

    layers: a list of dictionaries as in the table above. Returns a list of integers, one for each layer.
    """
    # BEGIN SOLUTION
    counts = []
    for layer in layers:
        if layer["kind"] == "conv":
            counts.append((layer["f"] ** 2 * layer["channels"] + 1) * layer["filters"])
        elif layer["kind"] == "dense":
            counts.append((layer["inputs"] + 1) * layer["units"])
        else:
            counts.append(0)
    # END SOLUTION
    return counts


# %% id="check-count-parameters"
check(count_parameters)

# %% [markdown] id="why-so-few"
# ### Why so few?
#
# The six filters turn a 32×32×3 image into a 28×28×6 volume. A dense layer between the same two volumes would join
# each of the 3,072 inputs with each of the 4,704 outputs:

# %% id="predict-layer-parameters"
predict("layer-parameters", ...)

# %% id="dense-instead"
convolution, dense = count_parameters([
    {"kind": "conv", "f": 5, "channels": 3, "filters": 6},
    {"kind": "dense", "inputs": 32 * 32 * 3, "units": 28 * 28 * 6},
])
print(f"convolution {convolution:>12,}")
print(f"dense layer {dense:>12,}")

# %% [markdown] id="two-reasons"
# Two ideas save the 14 million:
#
# - **[Weight sharing](glossary:weight-sharing).** An edge detector that is useful in one corner is useful in all of them, so the same weights
#   serve every place. That also means: move the cat, and its features move with it (*translation equivariance*).
# - **[Sparse connections](glossary:sparse-connections).** An output value looks at its window only: at 75 of the 3,072 inputs. The rest cannot
#   disturb it.
#
# Fewer weights need fewer pictures to learn from, and are less likely to learn the training set by heart.

# %% id="draw-sparse"
seen = np.zeros((8, 8))
seen[2:5, 4:7] = 1
place = np.zeros((6, 6))
place[2, 4] = 1
show_grids(
    {"inputs that matter": seen, "one output value": place},
    caption="A 3×3 filter on an 8×8 image: 9 of 64 inputs decide about this output, with the same 9 weights everywhere.",
    window={"inputs that matter": (2, 4, 3), "one output value": (2, 4, 1)},
)

# %% [markdown] id="whole-network"
# ## 11. A whole network
#
# A network like the digit reader of 1998, for colour images of 32×32: two convolutions, each followed by a
# [pooling](glossary:pooling) that halves the image (the next notebook writes it), then three dense layers. The
# convolutions do most of the multiplications, yet nearly all parameters sit in the dense layers.

# %% id="network-table"
stack = [
    {"kind": "conv", "f": 5, "channels": 3, "filters": 6},
    {"kind": "pool", "f": 2, "stride": 2},
    {"kind": "conv", "f": 5, "channels": 6, "filters": 16},
    {"kind": "pool", "f": 2, "stride": 2},
    {"kind": "flatten"},
    {"kind": "dense", "inputs": 400, "units": 120},
    {"kind": "dense", "inputs": 120, "units": 84},
    {"kind": "dense", "inputs": 84, "units": 10},
]
shape = (32, 32, 3)
print(f"{'input':8}{'32 × 32 × 3':>14}{3072:>8,} values")
for layer, count in zip(stack, count_parameters(stack)):
    if layer["kind"] in ("conv", "pool"):
        n = conv_output_size(shape[0], layer["f"], 0, layer.get("stride", 1))
        shape = (n, n, layer.get("filters", shape[2]))
    else:
        shape = (layer.get("units", np.prod(shape)),)
    size = " × ".join(str(n) for n in shape)
    print(f"{layer['kind']:8}{size:>14}{np.prod(shape):>8,} values{count:>9,} parameters")
print(f"{sum(count_parameters(stack)):>48,} parameters in all")

# %% [markdown] id="shape-calculator-text"
# The calculator below keeps such tables for you: add and remove layers, change their sizes, and read shapes,
# parameters, multiplications and, for each value, how many pixels it can see.

# %% id="shape-calculator"
ShapeCalculator(preset="LeNet-like")

# %% [markdown] id="receptive-field-text"
# ## 12. How much of the image does a value see?
#
# A value behind one 3×3 layer sees three pixels along each axis. Behind a second such layer it looks at three values
# that lie side by side; each sees three pixels, and the three overlap: five pixels. This is its *[receptive
# field](glossary:receptive-field)*. To name a cat, a number deep inside a network must see most of the cat.
#
# Every layer adds `f − 1` steps. How long is a step? Behind a stride of 2, neighbours lie two pixels apart; behind a
# second one, four. So keep two numbers, both 1 at the image:
#
# $$ \mathrm{seen} \leftarrow \mathrm{seen} + (f - 1) \cdot \mathrm{step} \qquad \text{then} \qquad
# \mathrm{step} \leftarrow \mathrm{step} \cdot \mathrm{stride} $$

# %% id="draw-receptive-field"
steps = np.zeros((7, 7))
steps[1:6, 1:6] = 1
first_layer = np.zeros((5, 5))
first_layer[1:4, 1:4] = 1
second_layer = np.zeros((3, 3))
second_layer[1, 1] = 1
show_grids(
    {"image": steps, "behind 3×3": first_layer, "behind another 3×3": second_layer},
    signs="→→",
    caption="One value behind two 3×3 layers looks at 3×3 values of the first, and they at 5×5 pixels.",
    window={"image": (1, 1, 5), "behind 3×3": (1, 1, 3), "behind another 3×3": (1, 1, 1)},
)

# %% [markdown] id="receptive-field-task"
# **Write `receptive_field`.** Each layer, convolution or pooling, is a dictionary with `"f"` and `"stride"`.

# %% id="receptive-field" tags=["graded"]
# GRADED FUNCTION: receptive_field
@graded
def receptive_field(layers):
    """Pixels of the image, along one axis, that a value of each layer sees.

    layers: a list of dictionaries {"f": ..., "stride": ...}, from the image on.
    Returns a list of integers, one for each layer.
    """
    # BEGIN SOLUTION
    fields = []
    seen, step = 1, 1
    for layer in layers:
        seen += (layer["f"] - 1) * step
        step *= layer["stride"]
        fields.append(seen)
    # END SOLUTION
    return fields


# %% id="check-receptive-field"
check(receptive_field)

# %% id="fields-of-networks"
one_by_one, by_two = {"f": 3, "stride": 1}, {"f": 2, "stride": 2}
networks = {
    "three 3×3 layers": [one_by_one] * 3,
    "one 7×7 layer": [{"f": 7, "stride": 1}],
    "3×3 and pooling, four times": [one_by_one, by_two] * 4,
}
for name, layers in networks.items():
    print(f"{name:28} sees {receptive_field(layers)[-1]:>2} pixels")

# %% [markdown] id="fields-text"
# Three layers of 3×3 see as much as one of 7×7, with 27 weights instead of 49 and three non-linear steps instead of
# one. And pooling lets a network see far with few layers. Both ideas return in week 2.

# %% [markdown] id="dilated-text"
# ## 13. Dilation and groups
#
# Two variants of the layer that you will meet in papers, and in Keras as arguments of `Conv2D`.
#
# **Dilation** (`dilation_rate`). Leave holes in the filter: its numbers lie `dilation` pixels apart. Nine weights then look
# at 5×5 pixels with dilation 2, at 9×9 with 4: a wide view without pooling, for answers that must stay as large as the
# image. A filter of `f` numbers has `f − 1` gaps, so it reaches over `(f − 1) · dilation + 1` pixels.
#
# **Write `dilated_convolve2d`**, with stride 1. A slice with a step, `a[0 : reach : dilation]`, takes every dilation-th.

# %% id="dilated-convolve2d" tags=["graded"]
# GRADED FUNCTION: dilated_convolve2d
@graded
def dilated_convolve2d(image, kernel, dilation, pad=0):
    """Slide a kernel with holes over an image, stride 1.

    image: (n_H, n_W). kernel: (f, f). dilation: how far its numbers lie apart. pad: width of the border of zeros.
    Returns an array (n_H', n_W').
    """
    # BEGIN SOLUTION
    reach = (len(kernel) - 1) * dilation + 1
    padded = np.pad(image, pad)
    n_H = conv_output_size(image.shape[0], reach, pad, 1)
    n_W = conv_output_size(image.shape[1], reach, pad, 1)
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            window = padded[h : h + reach : dilation, w : w + reach : dilation]
            result[h, w] = np.sum(window * kernel)
    # END SOLUTION
    return result


# %% id="check-dilated-convolve2d"
check(dilated_convolve2d)

# %% id="draw-dilated"
show_photos(
    {f"vertical edges, dilation {d}": dilated_convolve2d(photo, edge_filter("vertical"), d, pad=d) for d in (1, 2, 4)},
    caption="The same nine weights, wider and wider apart: fine edges give way to coarse ones.",
)

# %% [markdown] id="groups-text"
# **Groups** (`groups`). Divide the channels among the filters: the first half of the filters sees the first half of the
# channels only, the second half sees the rest. Each filter is half as deep, so weights and work are halved. AlexNet had two groups because one
# graphics card was too small; with as many groups as channels it is the *depthwise* convolution of networks for telephones.
#
# **Write `grouped_conv`**, without border, stride 1. Your `conv_volume` does each group; `np.concatenate` joins them.

# %% id="grouped-conv" tags=["graded"]
# GRADED FUNCTION: grouped_conv
@graded
def grouped_conv(image, filters, biases, groups):
    """Convolve so that each group of filters sees its own group of channels.

    image: (n_H, n_W, n_C). filters: (f, f, n_C / groups, n_filters). biases: (n_filters,). groups: divides both.
    Returns an array (n_H', n_W', n_filters).
    """
    # BEGIN SOLUTION
    depth, each = filters.shape[2], filters.shape[3] // groups
    parts = []
    for g in range(groups):
        channels = image[:, :, g * depth : (g + 1) * depth]
        mine = slice(g * each, (g + 1) * each)
        parts.append(conv_volume(channels, filters[:, :, :, mine], biases[mine], 0, 1))
    volume = np.concatenate(parts, axis=2)
    # END SOLUTION
    return volume


# %% id="check-grouped-conv"
check(grouped_conv)

# %% id="groups-cost"
for groups in (1, 2, 4, 8):
    print(f"8 → 16 channels, 3×3, {groups} groups: {9 * (8 // groups) * 16 + 16:>5,} parameters")

# %% [markdown] id="summary"
# ## What you have now
#
# - A filter is a small pattern of weights; its answer is large where the image looks like it. The sign of an edge
#   filter's answer tells the direction.
# - The output has $\lfloor (n + 2\,pad - f) / stride \rfloor + 1$ rows or columns; $pad = (f-1)/2$ keeps the size.
# - A filter is as deep as its input, and every filter makes one channel of the output.
# - A layer learns $(f \cdot f \cdot n_C + 1) \cdot n_C'$ numbers, however large the image is.
# - Dilation lets few weights see far; groups divide channels and filters among themselves, and save weights.
# - Each layer adds $(f - 1)$ steps to what a value sees, and a stride makes all later steps longer.
#
# In a terminal, `course check workbook/week1/1_edges_padding_strides.ipynb` checks all of it at once.
#
# **Next:** [A convolutional network, step by step](2_step_by_step.ipynb): both ways through a layer, forward and
# backward.
#
# ## Try it
#
# Nothing here is graded. Try first; then open the answer.
#
# **1.** Use a box filter, all ones divided by nine, and then one of 9×9. What happens to the cat, and to its border?
#
# <details><summary>Answer</summary>
#
# Each pixel becomes the mean of its window: the larger the window, the softer the cat. With zero padding the border
# grows dark, since zeros are part of the mean there.
#
# </details>
#
# **2.** Combine the two directions: the square root of the sum of their squares is large at every edge.
#
# <details><summary>Answer</summary>
#
# It is the length of the slope, whatever its direction; the picture in the last cell is made so. The sign is lost:
# light → dark and dark → light look alike.
#
# </details>
#
# **3.** Blur first, then look for edges. Can one filter do both? Section 7 tells you which, and of which size.
#
# <details><summary>Answer</summary>
#
# Yes: convolution is associative, so blur and edge filter combine into one, their own convolution. 3×3 with 3×3 gives
# 5×5 (3 + 3 − 1). For cross-correlation, which does not turn the kernel, one of the two has to be turned first.
#
# </details>
#
# **4.** In the calculator, give the first convolution stride 2. Which layer breaks first as you add more of them?
#
# <details><summary>Answer</summary>
#
# 32 → 14 → 7 → 3: the second convolution of 5×5 finds 7 pixels and leaves 3, and the second pooling leaves 1. Another
# 5×5 window has no place to stand. `same` padding would keep it alive.
#
# </details>
#
# **5.** Load a photograph of your own: `load_image("my_photo.jpg", 96)`.
#
# <details><summary>Answer</summary>
#
# Any JPEG or PNG beside this notebook will do. Look for an edge that the filters miss: where two colours are equally
# light, a grey image has no edge. `conv_volume` on all three channels finds it.
#
# </details>

# %% id="playground"
across, down = (convolve2d(photo, edge_filter(kind), pad=1) for kind in ("sobel", "sobel horizontal"))
box = np.ones((5, 5)) / 25
show_photos({
    "blurred": convolve2d(photo, box, pad=2),
    "edges in every direction": np.sqrt(across**2 + down**2),
    "stride 3": convolve2d(photo, box, stride=3),
})

# %% [markdown] id="reading"
# **To read on.** Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-based learning applied to document
# recognition*, 1998: shared weights, and the network of section 11. V. Dumoulin, F. Visin, *A guide to convolution
# arithmetic for deep learning*, 2016: every combination of padding and stride, drawn.
