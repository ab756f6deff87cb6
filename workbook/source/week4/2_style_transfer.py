# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Paint a photograph: neural style transfer
#
# Take what one picture *shows* and how another one is *painted*, and make a third that has both. No network is trained
# here. The network is trained already and [frozen](glossary:freezing), and the **pixels** learn: they follow a gradient
# until the picture's activations are those that you want.
#
# **After this notebook you can**
#
# - say what the layers of a network keep of a picture, and what they forget;
# - measure content by activations, and style by Gram matrices;
# - explain why a Gram matrix does not know *where*;
# - let an optimizer change a picture instead of weights, and steer it by α, β and the choice of layers.
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** one to two hours. **You need:** the notebook *Keras step by step*.

# %% id="imports"
from pathlib import Path

import numpy as np

from course_utils.start import TrainingPlot, check, graded, hint, load_image, show_photos, start_tensorflow
from course_utils.week4 import GramExplorer, load_style_network

start_tensorflow()  # takes a few seconds, once

import keras
import tensorflow as tf

# %% [markdown] id="pictures-text"
# ## 1. Two pictures
#
# **C** is the content: a tower at a lake. **S** is the style: van Gogh's starry night. We look for **[G](glossary:total-cost)**, the generated
# picture. All are 256×256 pixels; here red, green and blue lie between 0 and 1, and one picture is a batch of one.

# %% id="pictures"
SIZE = 256
content_photo, style_photo = load_image("china", SIZE), load_image("starry_night", SIZE)


def as_batch(photo):
    """Bytes (n_H, n_W, 3) to fractions (1, n_H, n_W, 3)."""
    return tf.constant(photo[None] / 255, tf.float32)


def as_photo(image):
    """Fractions (1, n_H, n_W, 3) back to bytes."""
    return np.uint8(np.round(255 * np.clip(image[0], 0, 1)))


content_image, style_image = as_batch(content_photo), as_batch(style_photo)
show_photos({"C: the content": content_photo, "S: the style": style_photo}, height=256)

# %% [markdown] id="network-text"
# ### The network that looks at them
#
# We need layers that have learnt to see. Any good network for photographs has them. Ours is the front part of the
# detector of week 3: five convolutions, `act0` to `act4`, halved in size from one to the next. (The paper's VGG-19 comes with one
# argument, see *Try it*.) The call returns a list of activations: first those of the [style layers](glossary:style-cost), **last that of the content layer**.
#
# A layer's name stands with its *weight*: how much its style counts. Deep layers have smaller costs, so they get larger
# weights.

# %% id="network"
STYLE_LAYERS = [("act0", 1.0), ("act1", 2.0), ("act2", 5.0), ("act3", 30.0), ("act4", 150.0)]
CONTENT_LAYER = "act4"

model = load_style_network([name for name, weight in STYLE_LAYERS], CONTENT_LAYER, size=SIZE)
content_output, style_image_output = model(content_image), model(style_image)
for (name, weight), a in zip([*STYLE_LAYERS, (CONTENT_LAYER, "content")], content_output):
    print(f"{name}: {tuple(a.shape)!s:20} {weight}")

# %% [markdown] id="maps-text"
# What the layers see: two channels of the first, of the third and of the fifth layer, those that vary most. Early ones are like
# the photograph; late ones are small, and each responds to something special.

# %% id="maps" tags=["nbval-ignore-output"]
maps = {}
for layer in (0, 2, 4):
    a = content_output[layer].numpy()[0]
    for c in np.argsort(-a[1:-1, 1:-1].std(axis=(0, 1)))[:2]:  # the edge sees the padding
        maps[f"act{layer}, channel {c}: {a.shape[0]}×{a.shape[1]}"] = a[:, :, c]
show_photos(maps, "Two channels of three layers: bright is strong, middle grey is zero.", height=128)

# %% [markdown] id="content-text"
# ## 2. Content: the same activations
#
# G shows the same things as C ([content cost](glossary:content-cost)) when a layer in the middle of the network gives the
# same activations for both. Too early a layer would ask for the same pixels; a very late one keeps only "there is a
# building somewhere". With the [activations](glossary:activation) $a^{(C)}$ and $a^{(G)}$ of the
# [content layer](glossary:content-cost):
#
# $$J_{content}(C,G) = \frac{1}{4 \cdot n_H \cdot n_W \cdot n_C}\sum_{\text{all entries}} \left(a^{(C)} - a^{(G)}\right)^2$$
#
# **Write `compute_content_cost`.** It gets two lists of activations; the content layer's is the last of each.

# %% id="compute-content-cost" tags=["graded"]
# GRADED FUNCTION: compute_content_cost
@graded
def compute_content_cost(content_output, generated_output):
    """How far two pictures' contents are apart.

    content_output, generated_output: activations layer by layer; the last one, (1, n_H, n_W, n_C), counts.
    Returns J_content, one number (a tensor).
    """
    # BEGIN SOLUTION
    a_C, a_G = content_output[-1], generated_output[-1]
    _, n_H, n_W, n_C = a_G.shape
    J_content = tf.reduce_sum(tf.square(a_C - a_G)) / (4 * n_H * n_W * n_C)
    # END SOLUTION
    return J_content


# %% id="check-compute-content-cost"
check(compute_content_cost)

# %% [markdown] id="content-look-text"
# What does a content layer keep? Here noise was changed until its activations were those of the tower, for three
# layers (a stored run). The deeper the layer, the less the single pixel matters.

# %% id="content-look"
show_photos(
    {f"content of act{n} alone": load_image(f"gallery/content_act{n}") for n in (1, 2, 3)},
    "From noise to the same activations: act1 keeps nearly all, act3 hardly more than the outlines.",
    height=192,
)

# %% [markdown] id="gram-text"
# ## 3. Style: which channels go together
#
# What is left of a painting when you forget *where* everything is? Strokes, colours, and which of them go together: here
# blue goes with curved strokes, yellow with bright ones. So ask of every pair of channels: **are they strong in the same
# places?** Multiply both maps place by place and add up. All pairs together are the **[Gram matrix](glossary:Gram-matrix)**.
#
# [Unroll](glossary:unrolling) the layer into a matrix $A$ with a row for each channel, shape $(n_C,\ n_H n_W)$. Then
#
# $$G = A A^T \qquad G_{ij} = \sum_{k} A_{ik} A_{jk}$$
#
# has shape $(n_C, n_C)$, however large the picture is. The diagonal $G_{ii}$ says how strong a channel is in all.
#
# **Write `gram_matrix`.**

# %% id="predict-gram-entry"
predict("gram-entry", ...)

# %% id="gram-matrix" tags=["graded"]
# GRADED FUNCTION: gram_matrix
@graded
def gram_matrix(A):
    """Which channels are strong together.

    A: shape (n_C, n_H * n_W), a row for each channel.
    Returns GA, shape (n_C, n_C).
    """
    # BEGIN SOLUTION
    GA = tf.matmul(A, tf.transpose(A))
    # END SOLUTION
    return GA


# %% id="check-gram-matrix"
check(gram_matrix)

# %% id="predict-gram-shape"
predict("gram-shape", ...)

# %% [markdown] id="explorer-text"
# ### Look inside
#
# Six simple maps of the painting. Choose two of them, with the sliders or in the matrix (arrow keys): you see both, their
# product, and its sum. *Dark* times *bright* is 0: they are never strong in one place. Which pair goes together best?
#
# Then press **scattered**. All places change, and the number does not: the Gram matrix does not know where anything is.
# That is why it can hold a style, and cannot hold a content.

# %% id="predict-places-scattered"
predict("places-scattered", ...)

# %% id="explorer"
GramExplorer()

# %% [markdown] id="explorer-real-text"
# The same for a layer of the network, made smaller: eight channels of `act1` that the painting excites most.

# %% id="explorer-real" tags=["nbval-ignore-output"]
small = tf.image.resize(style_image_output[1], (20, 20), method="area")[0].numpy()
strongest = np.sort(np.argsort(-np.abs(small).mean(axis=(0, 1)))[:8])
GramExplorer(maps=small[:, :, strongest], names=[f"act1, no. {c}" for c in strongest], second=1)

# %% [markdown] id="layer-style-text"
# ### The style cost of a layer
#
# For a layer, two pictures have the same style when their Gram matrices are alike ([style cost](glossary:style-cost)):
#
# $$J^{[l]}_{style}(S,G) = \frac{1}{4 \cdot n_C^2 \cdot (n_H n_W)^2}\sum_{i,j} \left(G^{(S)}_{ij} - G^{(G)}_{ij}\right)^2$$
#
# Mind the unrolling. TensorFlow keeps the **channels last**: (1, n_H, n_W, n_C). Reshape to (n_H·n_W, n_C), *then*
# transpose. A reshape straight to (n_C, n_H·n_W) gives the right shape and nonsense: each row would hold a mix of
# channels.

# %% id="unroll-look"
tiny = np.stack([[[1, 2], [3, 4]], [[10, 20], [30, 40]]], axis=-1)[None]  # two channels of 2×2
{
    "first channel": tiny[0, :, :, 0].tolist(),
    "reshape, transpose: first row": tiny.reshape(4, 2).T[0].tolist(),
    "reshape alone: first row": tiny.reshape(2, 4)[0].tolist(),
}

# %% [markdown] id="layer-style-task"
# **Write `compute_layer_style_cost`.**

# %% id="compute-layer-style-cost" tags=["graded"]
# GRADED FUNCTION: compute_layer_style_cost
@graded
def compute_layer_style_cost(a_S, a_G):
    """How far two pictures' styles are apart, as one layer sees it.

    a_S, a_G: activations of the style picture and of the generated one, shape (1, n_H, n_W, n_C).
    Returns J_style_layer, one number (a tensor).
    """
    # BEGIN SOLUTION
    _, n_H, n_W, n_C = a_G.shape
    a_S = tf.transpose(tf.reshape(a_S, [n_H * n_W, n_C]))
    a_G = tf.transpose(tf.reshape(a_G, [n_H * n_W, n_C]))
    GS, GG = gram_matrix(a_S), gram_matrix(a_G)
    J_style_layer = tf.reduce_sum(tf.square(GS - GG)) / (4 * n_C**2 * (n_H * n_W) ** 2)
    # END SOLUTION
    return J_style_layer


# %% id="check-compute-layer-style-cost"
check(compute_layer_style_cost)

# %% id="predict-bug-layer-style"
predict("bug-layer-style", ...)

# %% [markdown] id="style-text"
# ### Several layers
#
# Early layers see grains of colour, later ones strokes, later still whole swirls. So take several, each with its
# weight $\lambda^{[l]}$:
#
# $$J_{style}(S,G) = \sum_{l} \lambda^{[l]} J^{[l]}_{style}(S,G)$$
#
# Here each layer was used alone (a stored run). Look at the sky: colours first, then short strokes, then long ones.

# %% id="predict-which-style-layer"
predict("which-style-layer", ...)

# %% id="layers-look"
show_photos(
    {f"act{n} alone": load_image(f"gallery/style_act{n}") for n in range(5)},
    "One style layer at a time: act0 brings the painting's colours, act4 its long strokes but not its colours.",
    height=176,
)

# %% [markdown] id="style-task"
# **Write `compute_style_cost`.** The lists hold one entry more than `STYLE_LAYERS`: the content layer, at the end.

# %% id="compute-style-cost" tags=["graded"]
# GRADED FUNCTION: compute_style_cost
@graded
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    """The weighted sum of the layers' style costs.

    style_image_output, generated_image_output: activations layer by layer, the content layer's last.
    STYLE_LAYERS: a list of (name, weight), in the same order.
    Returns J_style, one number (a tensor).
    """
    J_style = 0.0
    # BEGIN SOLUTION
    for a_S, a_G, (_, weight) in zip(style_image_output[:-1], generated_image_output[:-1], STYLE_LAYERS):
        J_style += weight * compute_layer_style_cost(a_S, a_G)
    # END SOLUTION
    return J_style


# %% id="check-compute-style-cost"
check(compute_style_cost)

# %% [markdown] id="total-text"
# ## 4. Paint
#
# Both goals together, weighted by α for the content and β for the style ([total cost](glossary:total-cost)):
#
# $$J(G) = \alpha\, J_{content}(C,G) + \beta\, J_{style}(S,G)$$
#
# **Write `total_cost`.**

# %% id="example-total-cost"
# The two costs differ, so α and β cannot change places unseen.
example("total_cost", J_content=2.0, J_style=3.0, gives=...)

# %% id="total-cost" tags=["graded"]
# GRADED FUNCTION: total_cost
@graded
def total_cost(J_content, J_style, alpha=10, beta=40):
    """The cost that the picture is to make small.

    J_content, J_style: the two costs. alpha, beta: how much each of them counts.
    Returns J, one number.
    """
    # BEGIN SOLUTION
    J = alpha * J_content + beta * J_style
    # END SOLUTION
    return J


# %% id="check-total-cost"
check(total_cost)

# %% id="predict-total-number"
predict("total-number", ...)

# %% [markdown] id="step-text"
# ### One step
#
# A training step as you know it, but the variable is the picture:
#
# 1. in the tape: the activations of `generated_image`, both costs, the total cost;
# 2. the [gradient](glossary:gradient) of the cost **with respect to the picture**, shape (1, n_H, n_W, 3): which way should each pixel go?
# 3. `optimizer.apply_gradients([(gradient, generated_image)])` moves the pixels;
# 4. colours lie between 0 and 1: clip, and put the result back **in place** with `generated_image.assign(...)`.
#
# **Write `train_step`.** It returns the cost from the tape.

# %% id="predict-what-learns"
predict("what-learns", ...)

# %% id="train-step" tags=["graded"]
# GRADED FUNCTION: train_step
@graded
def train_step(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    """Move the pixels one step and return the cost before it.

    generated_image: tf.Variable, shape (1, n_H, n_W, 3), between 0 and 1; it is changed in place.
    model: gives the list of activations of a picture.
    content_output, style_image_output: those of the content and of the style picture.
    Returns J, one number (a tensor).
    """
    # BEGIN SOLUTION
    with tf.GradientTape() as tape:
        generated_output = model(generated_image)
        J_style = compute_style_cost(style_image_output, generated_output, STYLE_LAYERS)
        J_content = compute_content_cost(content_output, generated_output)
        J = total_cost(J_content, J_style, alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 1.0))
    # END SOLUTION
    return J


# %% id="check-train-step"
check(train_step)

# %% [markdown] id="start-text"
# ### Start
#
# G could start as pure noise. It is faster to start at the content with a little noise on it: the content is right
# from the beginning, and the noise gives the style something to grow from.
#
# `tf.function` records the step once as a graph, and every further step runs the graph: about twice as fast.

# %% id="painter"
def painter(content_photo, style_photo, layers=STYLE_LAYERS, alpha=10, beta=40, learning_rate=0.02, noise=0.1):
    """A picture to start from, and a function that takes one step with it."""
    content_image, style_image = as_batch(content_photo), as_batch(style_photo)
    network = load_style_network([name for name, _ in layers], CONTENT_LAYER, size=len(content_photo))
    targets = network(content_image), network(style_image)
    random = np.random.default_rng(1).random(content_image.shape, np.float32)
    image = tf.Variable((1 - noise) * content_image + noise * random)
    optimizer = keras.optimizers.Adam(learning_rate)
    optimizer.build([image])
    step = tf.function(lambda: train_step(image, network, *targets, optimizer, layers, alpha, beta))
    return image, step


generated_image, step = painter(content_photo, style_photo)
show_photos({"G before the first step": as_photo(generated_image)}, height=256)

# %% [markdown] id="paint-text"
# Now paint: 300 steps, 10 to 30 seconds on two cores. You see the picture change, and how long it will still take.
# **The button beside the bar stops it when you like it; the picture stays.** Run the cell again to go on where it
# stopped.
#
# Expect the cost to fall from about 250 to about 3. The most happens in the first fifty steps; after that the strokes
# grow longer and clearer.

# %% id="paint" tags=["nbval-ignore-output"]
costs = TrainingPlot(300, "Painting", unit="step").paint(step, generated_image)

# %% id="result" tags=["nbval-ignore-output"]
show_photos({"content C": content_photo, "style S": style_photo, "both: G": as_photo(generated_image)}, "Content, style, and both.", height=256)

# %% [markdown] id="costs-text"
# Where do the two goals stand now? The style cost has fallen, layer by layer; the content cost has **grown** from nearly
# 0, because G began as C. The total is smaller: α and β decide how much of one is worth how much of the other.

# %% id="costs" tags=["nbval-ignore-output"]
now = model(generated_image)
for (name, weight), a_S, a_C, a_G in zip(STYLE_LAYERS, style_image_output, content_output, now):
    before, after = (float(weight * compute_layer_style_cost(a_S, a)) for a in (a_C, a_G))
    print(f"style of {name}, weighted: {before:8.4f} for C, {after:8.4f} for G")
print(f"content: {float(compute_content_cost(content_output, now)):.4f}, total: {costs[0]:.1f} at first, {costs[-1]:.1f} now")

# %% [markdown] id="smooth-text"
# ### Two more ideas
#
# **Smoothness.** Painted pictures are often grainy: nothing in the cost says that neighbours should be alike. The
# **total variation** says it: the mean squared difference of neighbours along the rows, plus that along the columns. Many
# implementations add it with a small weight.
#
# **Write `total_variation_cost`** with functions of `tf`.

# %% id="total-variation-cost" tags=["graded"]
# GRADED FUNCTION: total_variation_cost
@graded
def total_variation_cost(image):
    """How much neighbouring pixels differ.

    image: shape (1, n_H, n_W, 3). Returns cost, one number (a tensor).
    """
    # BEGIN SOLUTION
    down = image[:, 1:, :, :] - image[:, :-1, :, :]
    across = image[:, :, 1:, :] - image[:, :, :-1, :]
    cost = tf.reduce_mean(down**2) + tf.reduce_mean(across**2)
    # END SOLUTION
    return cost


# %% id="check-total-variation-cost"
check(total_variation_cost)

# %% [markdown] id="adain-text"
# **Style in an instant.** The Gram matrix holds, among other things, how strong each channel is. **AdaIN**
# (*adaptive instance normalisation*, 2017) takes only that: it gives each channel of the content's activations the **mean and
# spread** of the style's, once, and a trained network turns the result back into a picture: any style, in one pass.
#
# $$ \text{AdaIN}(a_C, a_S) = \sqrt{\frac{\sigma_S^2 + \varepsilon}{\sigma_C^2 + \varepsilon}}\; (a_C - \mu_C) + \mu_S $$
#
# **Write `adain`.** Mean and variance are over rows and columns, for each channel; the two pictures may differ in size.

# %% id="adain" tags=["graded"]
# GRADED FUNCTION: adain
@graded
def adain(content, style, epsilon=1e-5):
    """Give the content's channels the mean and spread of the style's.

    content: shape (1, n_H, n_W, n_C). style: shape (1, n_H', n_W', n_C).
    Returns answer, shaped like content.
    """
    # BEGIN SOLUTION
    mean_C = tf.reduce_mean(content, axis=[1, 2], keepdims=True)
    mean_S = tf.reduce_mean(style, axis=[1, 2], keepdims=True)
    variance_C = tf.reduce_mean((content - mean_C) ** 2, axis=[1, 2], keepdims=True)
    variance_S = tf.reduce_mean((style - mean_S) ** 2, axis=[1, 2], keepdims=True)
    scale = tf.sqrt((variance_S + epsilon) / (variance_C + epsilon))
    answer = scale * (content - mean_C) + mean_S
    # END SOLUTION
    return answer


# %% id="check-adain"
check(adain)

# %% [markdown] id="adain-use-text"
# On the pixels themselves nothing has to be turned back into a picture: AdaIN transfers the mean and the contrast of each
# colour channel, and not one stroke. That is all that the statistics of *pixels* know of a style; those of deep layers
# know more.

# %% id="adain-use" tags=["nbval-ignore-output"]
recoloured = tf.clip_by_value(adain(as_batch(content_photo), as_batch(style_photo)), 0.0, 1.0)
for name, picture in {"content": as_batch(content_photo), "painted": generated_image}.items():
    print(f"total variation of the {name} picture: {float(total_variation_cost(tf.convert_to_tensor(picture))):.4f}")
show_photos({"with the colours of the style": as_photo(recoloured)[::2, ::2]}, height=128)

# %% [markdown] id="beta-text"
# ### More style, less style
#
# The same with five values of β, each after 250 steps (a stored run). Only the ratio of α to β decides where this
# leads. Small β: the photograph with a little grain. Large β: only strokes matter. The tower stays all the same, because
# the painting began as the photograph; from noise it would not.

# %% id="beta-look"
show_photos(
    {f"β = {beta}": load_image(f"gallery/beta_{beta}") for beta in ("0.01", "0.1", "1", "40", "4000")},
    "α = 10 and a growing β: from the photograph to the painting.",
    height=192,
)

# %% [markdown] id="own-text"
# ## 5. Your pictures
#
# Put two files beside this notebook and write their names below. Without files: horses in the style of *The Scream*,
# 160×160 pixels, 120 steps, with a smaller β, so that the horses stay horses. Twice the side means four times the pixels and
# four times the time. Sizes are multiples of 32.

# %% id="own" tags=["nbval-ignore-output"]
my_content, my_style, my_size, my_steps = "my_content.jpg", "my_style.jpg", 160, 120

mine = load_image(my_content if Path(my_content).is_file() else "horses", my_size)
theirs = load_image(my_style if Path(my_style).is_file() else "scream", my_size)
my_image, my_step = painter(mine, theirs, beta=4)
my_costs = TrainingPlot(my_steps, "Your picture", unit="step").paint(my_step, my_image)

# %% id="own-result" tags=["nbval-ignore-output"]
show_photos({"content C": mine, "style S": theirs, "both: G": as_photo(my_image)}, "Your content, your style, and both.", height=160)

# %% [markdown] id="summary"
# ## What you have now
#
# - A frozen network measures; the picture learns. The gradient goes to the pixels.
# - **Content** is the activations of a middle layer, place by place. **Style** is which channels go together, no matter
#   where.
# - Unroll with a reshape *and* a transpose: channels are the last axis.
# - Early layers bring colours and grain, later ones strokes and swirls. α and β balance content and style.
#
# In a terminal, `course check workbook/week4/2_style_transfer.ipynb` checks all of it at once.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. Start from noise alone: `painter(..., noise=1.0)`. What comes first, the content or the style?
# 2. Use one style layer only. Which one paints the picture that you like best?
# 3. Swap the pictures: the starry night, made of old timber. Why is it less convincing?
# 4. With the internet, paint with VGG-19 as the paper does: in `painter`,
#    `load_style_network(["block1_conv1", "block2_conv1", "block3_conv1"], "block4_conv2", name="VGG19", size=SIZE)`
#    and weights of your own. It takes about ten times as long for each step. Without the internet you read a sentence
#    that says so.
# 5. Move the content along one side of G only: multiply the content cost by a mask.
#
# <details><summary>Answers</summary>
#
# 1. The colours and strokes of the style come first, everywhere; the outlines of the content grow slowly out of them.
# 2. Yours to judge. The first layers alone bring colours and grain, the last one long strokes without the colours.
# 3. The painting's lines are its strokes: as a content they are many fine edges, and old timber as a style has one grain
#    and few colours to fill them with.
# 4. VGG-19's early layers see larger stretches with more channels, so strokes come out finer; the weights need another
#    scale, because its activations are larger.
# 5. On the masked side only the style is wanted: things dissolve into strokes there, and stay on the other side.
#
# </details>
#
# **Next:** [One and three dimensions](3_one_and_three_dimensions.ipynb): signals, and volumes.

# %% [markdown] id="reading"
# **To read on.** L. Gatys, A. Ecker, M. Bethge, *A neural algorithm of artistic style*, 2015. J. Johnson, A. Alahi,
# L. Fei-Fei, *Perceptual losses for real-time style transfer and super-resolution*, 2016: a network that paints in one pass.
# D. Ulyanov and others, *Instance normalization*, 2016.
