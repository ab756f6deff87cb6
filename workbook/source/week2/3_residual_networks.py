# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Residual networks: a way around every block
#
# More layers should never hurt: the new ones could simply pass on what they receive. In practice deep *[plain](glossary:plain-network)*
# networks learn worse than shallow ones, already on the pictures they train with. Residual networks cure that with an
# addition. You build both kinds, compare them, and end with [ResNet-50](glossary:ResNet-50).
#
# **After this notebook you can**
#
# - write batch normalisation, forward and back, and say what it does at inference;
# - say why a plain network of 56 layers has a higher training error than one of 20;
# - write a block with an identity shortcut, and one whose shortcut changes size;
# - explain why a residual block learns the identity so easily, and measure gradients layer by layer;
# - put ResNet-50 together and account for its 23.6 million parameters.
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** three hours. **You need:** the notebook *Keras step by step*.

# %% id="imports"
import matplotlib.pyplot as plt
import numpy as np

from course_utils.start import TrainingPlot, check, draw_layer, graded, hint, show, show_photos, start_tensorflow
from course_utils.week2 import ResidualExplorer, draw_network, load_fashion

start_tensorflow()  # takes a few seconds, once
plt.style.use("course_utils.plots")

import keras
import tensorflow as tf
from keras import layers
from keras.layers import (
    Activation,
    Add,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Flatten,
    Input,
    MaxPooling2D,
    ZeroPadding2D,
)

keras.utils.set_random_seed(1)

# %% [markdown] id="norm"
# ## 1. Batch normalisation, from the inside
#
# Every convolution of this notebook is followed by [batch normalisation](glossary:batch-normalisation). You have used
# the layer; now write it. Take one channel of a batch of volumes: $n = m · n_H · n_W$ numbers. In training
#
# $$\hat X = \frac{X - \mu}{\sigma}, \qquad \sigma = \sqrt{\text{variance} + \varepsilon}, \qquad Y = \gamma \hat X + \beta$$
#
# where $\mu$ and the variance are those of the $n$ numbers, and $\varepsilon$ keeps the root away from zero where a
# channel hardly varies. $\gamma$ and $\beta$ are learned, two numbers a channel: the layer may undo what it does.
#
# At inference there may be a single picture, and its answer should not depend on the others in its batch. So the layer keeps
# **running averages** while it trains,
#
# $$\text{running} \leftarrow \text{momentum} \cdot \text{running} + (1 - \text{momentum}) \cdot \text{batch}$$
#
# for the mean and for the variance, and at inference uses them in place of the batch's, unchanged.
#
# **Write `batch_norm_forward`.** `axis=(0, 1, 2)` leaves one number per channel, and numpy broadcasts these along the last
# axis by itself. The cache is for the backward pass.

# %% id="batch-norm-forward" tags=["graded"]
# GRADED FUNCTION: batch_norm_forward
@graded
def batch_norm_forward(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    """Normalise each channel, then scale and shift it.

    X: a volume, shape (m, n_H, n_W, n_C). The four others: one number per channel, shape (n_C,).
    Returns Y, shape as X, running_mean and running_variance, and the cache (X_hat, std, gamma).
    """
    # BEGIN SOLUTION
    if training:
        mean, variance = X.mean(axis=(0, 1, 2)), X.var(axis=(0, 1, 2))
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_variance = momentum * running_variance + (1 - momentum) * variance
    else:
        mean, variance = running_mean, running_variance
    std = np.sqrt(variance + epsilon)
    X_hat = (X - mean) / std
    Y = gamma * X_hat + beta
    cache = (X_hat, std, gamma)
    # END SOLUTION
    return Y, running_mean, running_variance, cache


# %% id="check-batch-norm-forward"
check(batch_norm_forward)

# %% [markdown] id="norm-keras-text"
# Keras' layer beside yours, through thirty batches and then at inference. Its numbers have 32 bits, yours 64.

# %% id="norm-keras"
draw = np.random.RandomState(1)
batches = 3 + 2 * draw.randn(30, 8, 5, 5, 4)
layer = BatchNormalization(axis=3, momentum=0.9)
mean, variance, one = np.zeros(4), np.ones(4), np.ones(4)  # as a new layer has them
for batch in batches:
    theirs = layer(batch, training=True)
    ours, mean, variance, _ = batch_norm_forward(batch, one, 0 * one, mean, variance, momentum=0.9)
print("training agrees:", np.allclose(ours, theirs, atol=1e-5))
inference = batch_norm_forward(batches[0], one, 0 * one, mean, variance, training=False)[0]
print("inference agrees:", np.allclose(inference, layer(batches[0], training=False), atol=1e-5))
print("running mean", mean.round(1), "where every batch has about 3: thirty steps with momentum 0.9 are nearly enough")

# %% [markdown] id="norm-scale-text"
# Two consequences to see before you go on. *The scale of the input is undone*: a kernel ten times as large gives
# the same Y. And in training *a picture's answer depends on the batch it is in*, the less the larger the batch:

# %% id="norm-scale"
def normalised(X):
    """X by its own mean and deviation, γ = 1 and β = 0."""
    return batch_norm_forward(X, one, 0 * one, 0 * one, one)[0]


everything = batches.reshape(-1, 5, 5, 4)  # 240 volumes
print(f"X and 10·X after the layer: largest difference {np.abs(normalised(batch) - normalised(10 * batch)).max():.3f}")
for size in (2, 8, 32, 128):
    groups = [np.r_[0, draw.choice(np.arange(1, 240), size - 1, replace=False)] for _ in range(40)]
    answers = [normalised(everything[group])[0] for group in groups]
    print(f"one volume in 40 batches of {size:3}: its numbers spread by {np.std(answers, axis=0).mean():.3f}")

# %% [markdown] id="norm-back-text"
# ### And back
#
# X acts on Y in three ways: directly; through $\mu$, to which every number of the channel contributes; and through
# $\sigma$. Call the gradient that arrives $dY$. The first way alone gives $\frac{\gamma}{\sigma}\, dY$. The other
# two take something away from it:
#
# - moving **all** numbers of a channel up together changes nothing, since $\mu$ moves along. So dX must add up to zero:
#   the mean of dY is subtracted;
# - moving all numbers **away from the mean** by the same factor changes nothing either (but for $\varepsilon$), since
#   $\sigma$ grows with them. So the part of dY that points along $\hat X$ is subtracted too:
#
# $$dX = \frac{\gamma}{\sigma}\Big(dY - \overline{dY} - \hat X \cdot \overline{dY \cdot \hat X}\Big), \qquad
# d\gamma = \sum dY \cdot \hat X, \qquad d\beta = \sum dY$$
#
# The bar is the mean over the $n$ numbers of a channel, the sum runs over the same. (Every number has weight $1/n$ in
# $\mu$; that is where the mean comes from. For the last term use that the derivative of $\sigma$ with respect to one
# number is $\hat X / n$.)
#
# **Write `batch_norm_backward`.**

# %% id="batch-norm-backward" tags=["graded"]
# GRADED FUNCTION: batch_norm_backward
@graded
def batch_norm_backward(dY, cache):
    """The gradients of the layer in training.

    dY: the gradient of Y, shape (m, n_H, n_W, n_C). cache: what batch_norm_forward returned last.
    Returns dX, shape as dY, dgamma and dbeta, shape (n_C,).
    """
    X_hat, std, gamma = cache
    # BEGIN SOLUTION
    count = dY.size / dY.shape[-1]
    dbeta = dY.sum(axis=(0, 1, 2))
    dgamma = (dY * X_hat).sum(axis=(0, 1, 2))
    dX = gamma / std * (dY - dbeta / count - X_hat * dgamma / count)
    # END SOLUTION
    return dX, dgamma, dbeta


# %% id="check-batch-norm-backward"
check(batch_norm_backward)

# %% [markdown] id="norm-numeric-text"
# Never trust a derivation, least of all your own. Move one number of X up and down by a little, and see how the cost
# answers; here the cost is the sum of Y · dY for a fixed dY, whose gradient with respect to Y is dY.

# %% id="norm-numeric"
X, dY = 2 * draw.randn(2, 3, 3, 2), draw.randn(2, 3, 3, 2)
gamma, beta, still = np.array([1.5, 0.5]), np.zeros(2), np.ones(2)


def cost_of(X):
    return np.sum(dY * batch_norm_forward(X, gamma, beta, still, still)[0])


numeric = np.zeros(X.shape)
for place in np.ndindex(X.shape):
    step = np.zeros(X.shape)
    step[place] = 1e-5
    numeric[place] = (cost_of(X + step) - cost_of(X - step)) / 2e-5
dX, dgamma, dbeta = batch_norm_backward(dY, batch_norm_forward(X, gamma, beta, still, still)[-1])
print("numeric and yours agree:", np.allclose(numeric, dX, atol=1e-7))
print("the first way alone would be off by", np.abs(dX - gamma / X.std(axis=(0, 1, 2)) * dY).max().round(2))
print("dX of each channel adds up to zero:", np.allclose(dX.sum(axis=(0, 1, 2)), 0))

with tf.GradientTape() as record:
    given = tf.Variable(X)
    mean, variance = tf.nn.moments(given, [0, 1, 2])
    Y = tf.nn.batch_normalization(given, mean, variance, beta, gamma, 0.001)
    cost = tf.reduce_sum(dY * Y)
print("TensorFlow's gradient agrees:", np.allclose(record.gradient(cost, given), dX))

# %% [markdown] id="plain"
# ## 2. A block without a shortcut
#
# Three convolutions, each with batch normalisation and ReLU:
#
# | | filters | size | padding |
# |---|---|---|---|
# | first | $F_1$ | 1×1 | valid |
# | second | $F_2$ | f×f | same |
# | third | $F_3$ | 1×1 | valid |
#
# The 1×1 convolutions change the number of channels cheaply, so that the expensive f×f one works on few: a
# *[bottleneck](glossary:bottleneck)*. The numbers of rows and columns stay.
#
# Two arguments are passed on to the layers. `initializer` draws the kernels. `training` says how [batch normalisation](glossary:batch-normalisation)
# acts: `None` leaves it to Keras, which uses the batch's own mean while `fit` runs and the stored averages
# afterwards, at *inference*; `True` or `False` fixes it wherever a call does not say it.
#
# **Write `plain_block`.** Batch normalisation runs over the channels, `axis=3`.

# %% id="plain-block" tags=["graded"]
# GRADED FUNCTION: plain_block
@graded
def plain_block(X, f, filters, training=None, initializer="glorot_uniform"):
    """Three convolutions, each normalised, each followed by ReLU.

    X: a volume, shape (m, n_H, n_W, n_C). f: size of the middle filters. filters: F1, F2, F3.
    Returns X, shape (m, n_H, n_W, F3).
    """
    F1, F2, F3 = filters
    # BEGIN SOLUTION
    X = Conv2D(F1, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    # END SOLUTION
    return X


# %% id="check-plain-block"
check(plain_block)

# %% [markdown] id="identity"
# ## 3. A block with an identity shortcut
#
# Now the input takes a second path, a [shortcut](glossary:shortcut) around the three convolutions, and is added to what
# they give. The sum goes through ReLU:
#
# $$\text{block}(X) = \text{ReLU}(\,F(X) + X\,)$$
#
# The convolutions only have to learn what is *missing*, the [residual](glossary:residual) $F(X) = \text{wanted} - X$. Three details matter:
#
# - the third convolution is normalised, but its ReLU comes **after** the addition. Before it, $F$ could only add, never
#   subtract;
# - what is added is X as the block **received** it: keep it before you change it;
# - both must have the same shape, so $F_3$ is the number of channels of X.
#
# **Write `identity_block`.**

# %% id="predict-relu-after-addition"
predict("relu-after-addition", ...)

# %% id="identity-block" tags=["graded"]
# GRADED FUNCTION: identity_block
@graded
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    """Three convolutions beside a shortcut.

    X: a volume, shape (m, n_H, n_W, n_C). f: size of the middle filters. filters: F1, F2, F3, with F3 = n_C.
    Returns X, shape (m, n_H, n_W, n_C).
    """
    F1, F2, F3 = filters
    X_shortcut = X
    # BEGIN SOLUTION
    X = Conv2D(F1, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(Add()([X, X_shortcut]))
    # END SOLUTION
    return X


# %% id="check-identity-block"
check(identity_block)

# %% id="identity-block-drawing"
received = Input((15, 15, 256))
draw_network(keras.Model(received, identity_block(received, 3, [64, 64, 256])), fold=True)

# %% id="predict-order-identity-block"
predict("order-identity-block", ...)

# %% [markdown] id="era"
# Other versions of this exercise take `stage` and `block`, once used to name the layers, or have `training=True` by
# default. The second one is a trap: `fit` and `predict` decide for themselves, but a plain call `network(X)` then
# normalises by the batch, so that the answer to one picture depends on the pictures beside it.

# %% [markdown] id="easy"
# ## 4. The identity is easy to learn
#
# What makes a residual block the identity? Small kernels do **not**: batch normalisation divides by the standard deviation
# of its input, and so undoes their scale. What counts is the *last* normalisation of the block, its scale γ and its shift β.
# With γ = β = 0 nothing comes out of the main path, $F(X) = 0$, and
#
# $$\text{block}(X) = \text{ReLU}(0 + X) = X \quad \text{where } X \ge 0.$$
#
# What a block receives *is* ≥ 0: it comes out of the ReLU of the block before. Measure the mean of |block(X) − X|:

# %% id="predict-residual-zero"
predict("residual-zero", ...)

# %% id="zero-weights"
X = np.abs(np.random.RandomState(1).randn(8, 8, 8, 8)).astype("float32")


def departure(block, change):
    """The mean of |block(X) − X| of a fresh block after `change`, normalised as in training."""
    keras.utils.set_random_seed(1)
    given = Input((8, 8, 8))
    one_block = keras.Model(given, block(given, 3, [4, 4, 8]))
    change(one_block)
    return np.abs(one_block(X, training=True) - X).mean()


def small_kernels(one_block):
    for layer in one_block.layers:
        if isinstance(layer, Conv2D):
            layer.kernel.assign(0.1 * layer.kernel)


def zero_last_gamma(one_block):
    last = [layer for layer in one_block.layers if isinstance(layer, BatchNormalization)][-1]
    last.gamma.assign(0 * last.gamma)  # β is zero from the start


changes = {"fresh": lambda one_block: None, "kernels ×0.1": small_kernels, "last γ = 0": zero_last_gamma}
for name, change in changes.items():
    print(f"{name:12}  plain {departure(plain_block, change):.2f}   residual {departure(identity_block, change):.2f}")

# %% [markdown] id="race-text"
# One scale per channel has to go to zero: then a residual block *is* the identity, and a deeper network no worse than
# a shallow one. Many networks start that way, with `gamma_initializer="zeros"` in the last normalisation of every
# block: each block passes its input on at first, and contributes when it has learned something to add. A plain block has to find
# three kernels that undo each other.
#
# A race: both blocks learn to reproduce their input, with the same numbers of weights and steps.

# %% id="race" tags=["nbval-ignore-output"]
volume = np.abs(np.random.RandomState(2).randn(64, 8, 8, 4)).astype("float32")
plot = TrainingPlot(40, "Learning the identity, mean squared error")
racers = {}
for name, block in (("plain cost", plain_block), ("residual cost", identity_block)):
    keras.utils.set_random_seed(1)
    given = Input((8, 8, 4))
    racers[name] = keras.Model(given, block(given, 3, [4, 4, 4]))
    racers[name].compile(keras.optimizers.Adam(0.01), loss="mse")
for _ in range(40):
    plot.update(**{name: racer.train_on_batch(volume, volume) for name, racer in racers.items()})

# %% [markdown] id="deep"
# ## 5. Twenty layers and fifty-six
#
# A deep network from your blocks: one convolution, many blocks, one dense layer. Six blocks make 20 layers with
# weights, eighteen make 56. Only the block differs between the plain and the residual network.

# %% id="deep-network"
def deep_network(block, depth):
    """`depth` layers with weights for pictures 28×28×1 and ten classes."""
    images = Input((28, 28, 1))
    X = Conv2D(16, 3, strides=2, padding="same", activation="relu")(images)
    blocks = (depth - 2) // 3
    for number in range(blocks):
        if number == blocks // 2:
            X = MaxPooling2D(2)(X)
        X = block(X, 3, [16, 16, 16], initializer="he_normal")
    X = layers.GlobalAveragePooling2D()(X)
    return keras.Model(images, Dense(10, activation="softmax")(X))


{f"{block.__name__}, {depth} layers": deep_network(block, depth).count_params()
 for depth in (20, 56) for block in (plain_block, identity_block)}

# %% [markdown] id="data"
# The data: pictures of clothes, ten classes.

# %% id="load-data"
data = load_fashion()
X_train, y_train = data.X_train[:3000, :, :, None].astype("float32") / 255, data.y_train[:3000]
show_photos(
    {name: data.X_train[np.argmax(y_train == label)] for label, name in enumerate(data.classes)},
    "One picture of each class of Fashion-MNIST.",
    height=56,
)

# %% [markdown] id="curves-text"
# ### The training error
#
# The share of training pictures that are classified wrongly, epoch by epoch. These curves come from a stored run of
# the cell below, because 56 layers take their time.

# %% id="training-error"
EPOCHS = 8


def training_errors(block, depth, plot=None):
    """Train a deep network; return its training error after each epoch, and draw it into `plot` at once."""
    keras.utils.set_random_seed(1)
    network = deep_network(block, depth)
    optimizer = keras.optimizers.SGD(0.05, momentum=0.9)
    network.compile(optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    errors = []
    for _ in plot or range(EPOCHS):
        history = network.fit(X_train, y_train, batch_size=64, verbose=0).history
        errors.append(1 - history["accuracy"][-1])
        if plot:
            plot.update(training_error=errors[-1])
    return errors


# %% id="predict-deeper-plain"
predict("deeper-plain", ...)

# %% id="curves" tags=["nbval-ignore-output"]
stored = {  # made by tests/benchmarks/residual_curves.py, seed 1
    "plain 20": [0.747, 0.462, 0.368, 0.321, 0.276, 0.251, 0.230, 0.214],
    "residual 20": [0.606, 0.333, 0.254, 0.219, 0.201, 0.189, 0.171, 0.155],
    "plain 56": [0.884, 0.816, 0.687, 0.606, 0.556, 0.509, 0.464, 0.425],
    "residual 56": [0.600, 0.322, 0.236, 0.216, 0.194, 0.177, 0.168, 0.146],
}
for depth in (20, 56):
    plot = TrainingPlot(EPOCHS, f"Training error with {depth} layers")
    for plain, residual in zip(stored[f"plain {depth}"], stored[f"residual {depth}"]):
        plot.update(plain_error=plain, residual_error=residual)

# %% [markdown] id="curves-result"
# After eight epochs the plain network errs on 21 % of its own training pictures with 20 layers, and on **43 %** with 56.
# The deeper one could copy the shallow one and let the other layers pass their input on; training does not find that. It is not
# [overfitting](glossary:overfitting): these are the pictures it learns from. With shortcuts depth helps: 16 % with 20 layers, 15 % with 56.
#
# This is one seed and eight epochs on 3,000 small pictures. The authors of residual networks saw the same after much
# longer trainings on photographs.

# %% [markdown] id="opt-in-text"
# **Run it yourself.** Set `RUN = True`: four trainings, a few minutes on two free cores; each shows what is left. Your
# curves will differ in the digits and agree in the order.

# %% id="opt-in" tags=["nbval-ignore-output"]
RUN = False
for depth in (20, 56) if RUN else ():
    for block in (plain_block, identity_block):
        plot = TrainingPlot(EPOCHS, f"{block.__name__}, {depth} layers")
        training_errors(block, depth, plot)

# %% [markdown] id="gradients-text"
# ## 6. What reaches the first layers
#
# The chain rule multiplies the derivatives of all blocks on the way back. For a residual block the derivative is
#
# $$\frac{\partial\,(F(X) + X)}{\partial X} = F'(X) + 1$$
#
# The 1 is a path around all three convolutions of the block. One obstacle remains on it: the ReLU *after* the
# addition. Where the sum is negative, it lets nothing through; in a fresh block that is about a quarter of all numbers
# (the cell below counts them). The authors' paper of 2016 moves the ReLU into the main path, in front of the
# convolutions (*pre-activation*), and leaves the shortcut clean; networks of 1,001 layers train that way.
#
# Measure the gradient on networks of 56 layers before training: the size (norm) of the cost's gradient with respect to
# the middle kernel of each block.

# %% id="predict-gradient-of-a-sum"
predict("gradient-of-a-sum", ...)

# %% id="gradients" tags=["nbval-ignore-output"]
def gradient_sizes(block, training):
    """The norms of the middle kernels' gradients, one per block, first block first."""
    keras.utils.set_random_seed(1)
    network = deep_network(block, 56)
    kernels = [layer.kernel for layer in network.layers if isinstance(layer, Conv2D)][2::3]
    with tf.GradientTape() as record:
        probabilities = network(X_train[:64], training=training)
        cost = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_train[:64], probabilities))
    return [np.linalg.norm(gradient) for gradient in record.gradient(cost, kernels)]


given = Input((8, 8, 8))
closed = np.mean(keras.Model(given, identity_block(given, 3, [4, 4, 8]))(X, training=True) == 0)
print(f"the ReLU after the addition lets nothing through at {closed:.0%} of the places")

fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), sharey=True)
for ax, (words, training) in zip(axes, (("normalised by the batch", True), ("not normalised", False))):
    sizes = {}
    for name, block in (("plain", plain_block), ("residual", identity_block)):
        sizes[name] = np.array(gradient_sizes(block, training))
        ax.semilogy(range(1, 19), sizes[name], marker="o", label=name)
        print(f"{words}, {name}: largest gradient {sizes[name].max() / sizes[name].min():,.0f} times the smallest")
    ax.set(title=words, xlabel="block", xticks=range(1, 19, 3))
less = sizes["residual"] / sizes["plain"]
print(f"not normalised, the plain network's gradients are {less.min():,.0f} to {less.max():,.0f} times smaller")
axes[0].set_ylabel("norm of the gradient")
axes[0].legend()
show(fig, alt="Norms of the gradient in 18 blocks of plain and residual networks. Normalised, the plain curve falls "
     "steeply from the first block to the last; not normalised, it lies far below the residual one.")  # fmt: skip

# %% [markdown] id="gradients-result"
# **Normalised** by the batch, as in training: in the plain network the gradient grows more than a thousandfold on its
# way from the last blocks to the first. A step that suits the last block is a leap for the first. With shortcuts all
# blocks stay within a factor of about 25.
#
# **Not normalised**: on its way forward the plain network's signal fades, and its gradients are between fifteen thousand
# and several hundred thousand times smaller than those of the residual network, depending on the block. You will read
# "[gradients vanish](glossary:vanishing-gradient)" everywhere; with batch normalisation they
# [explode](glossary:vanishing-gradient) instead. Either way it is the shortcut that evens them out.

# %% [markdown] id="explorer-text"
# The explorer does the same for a small dense network, and answers immediately. Try at depth 50:
#
# 1. with shortcuts the gradient arrives; take them away: it vanishes;
# 2. put batch normalisation in their place: now it explodes, as it did above;
# 3. with shortcuts alone, raise the start weights to 1: it explodes again. With both it arrives at every start.

# %% id="explorer" tags=["nbval-ignore-output"]
ResidualExplorer(depth=50, shortcut=True, scale=0.7)

# %% [markdown] id="convolutional"
# ## 7. When the size changes
#
# From one stage to the next the map is halved and the channels doubled. Then X no longer fits the sum. The
# *[convolutional block](glossary:convolutional-block)* brings it there: a 1×1 convolution with stride s and $F_3$ filters, then batch normalisation,
# and **no** ReLU. On the main path the same stride s stands in the first convolution.

# %% id="predict-convolutional-block-shape"
predict("convolutional-block-shape", ...)

# %% id="convolutional-drawing"
draw_layer([(15, 15, 256), (8, 8, 128), (8, 8, 128), (8, 8, 512)], ["1×1, stride 2", "3×3, same", "1×1"])

# %% [markdown] id="convolutional-task"
# **Write `convolutional_block`.** The drawing shows its main path for filters 128, 128, 512.

# %% id="convolutional-block" tags=["graded"]
# GRADED FUNCTION: convolutional_block
@graded
def convolutional_block(X, f, filters, s=2, training=None, initializer="glorot_uniform"):
    """Three convolutions beside a shortcut with a convolution of its own.

    X: a volume, shape (m, n_H, n_W, n_C). f: size of the middle filters. filters: F1, F2, F3. s: the stride.
    Returns X, shape (m, ⌈n_H / s⌉, ⌈n_W / s⌉, F3).
    """
    F1, F2, F3 = filters
    X_shortcut = X
    # BEGIN SOLUTION
    X = Conv2D(F1, 1, strides=s, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X_shortcut = Conv2D(F3, 1, strides=s, kernel_initializer=initializer)(X_shortcut)
    X_shortcut = BatchNormalization(axis=3)(X_shortcut, training=training)
    X = Activation("relu")(Add()([X, X_shortcut]))
    # END SOLUTION
    return X


# %% id="check-convolutional-block"
check(convolutional_block)

# %% id="convolutional-block-drawing"
draw_network(keras.Model(received, convolutional_block(received, 3, [128, 128, 512])), fold=True)

# %% [markdown] id="zeros-text"
# ### A shortcut without weights
#
# The paper also tried the cheapest thing that fits (its *option A*): take every s-th pixel of X, and fill the new channels
# with **zeros**. It has nothing to learn, costs nothing, and works nearly as well: what matters most about a shortcut is
# that it lets the gradient pass.
#
# **Write `zero_padded_shortcut`** with numpy. The zeros come behind the old channels.

# %% id="zero-padded-shortcut" tags=["graded"]
# GRADED FUNCTION: zero_padded_shortcut
@graded
def zero_padded_shortcut(X, n_C, stride):
    """Bring a volume to the size of a block's answer, without weights.

    X: shape (m, n_H, n_W, n_C_prev). n_C: channels wanted, at least n_C_prev. stride: of the block.
    Returns shortcut, shape (m, ⌈n_H / stride⌉, ⌈n_W / stride⌉, n_C).
    """
    # BEGIN SOLUTION
    fewer = X[:, ::stride, ::stride, :]
    missing = n_C - X.shape[3]
    zeros = np.zeros((*fewer.shape[:3], missing))
    shortcut = np.concatenate([fewer, zeros], axis=3)
    # END SOLUTION
    return shortcut


# %% id="check-zero-padded-shortcut"
check(zero_padded_shortcut)

# %% id="shortcut-costs"
print(f"1×1 convolution, 256 → 512 channels: {256 * 512 + 512:,} parameters; zeros: 0")
print("15×15×256 becomes", zero_padded_shortcut(np.zeros((1, 15, 15, 256)), 512, 2).shape[1:])

# %% [markdown] id="resnet"
# ## 8. ResNet-50
#
# Five stages, then the answer. A stage begins with a convolutional block and goes on with [identity blocks](glossary:identity-block).
#
# | stage | layers | filters | stride | map |
# |---|---|---|---|---|
# | | zero padding, 3 on each side | | | 70×70×3 |
# | 1 | 7×7 convolution, batch normalisation, ReLU | 64 | 2 | 32×32×64 |
# | | 3×3 max pooling | | 2 | 15×15×64 |
# | 2 | 1 convolutional + 2 identity blocks | 64, 64, 256 | 1 | 15×15×256 |
# | 3 | 1 + 3 | 128, 128, 512 | 2 | 8×8×512 |
# | 4 | 1 + 5 | 256, 256, 1024 | 2 | 4×4×1024 |
# | 5 | 1 + 2 | 512, 512, 2048 | 2 | 2×2×2048 |
# | | 2×2 average pooling, flatten | | | 2048 |
# | | dense, softmax | classes | | 6 |
#
# Every f is 3. Poolings do not pad. Weighted layers on the main path: $1 + 3 · (3 + 4 + 6 + 3) + 1 = 50$.

# %% id="predict-count-layers"
predict("count-layers", ...)

# %% id="resnet-drawing"
draw_layer(
    [(64, 64, 3), (32, 32, 64), (15, 15, 64), (15, 15, 256), (8, 8, 512), (4, 4, 1024), (2, 2, 2048), (1, 1, 2048)],
    ["7×7", "max", "stage 2", "stage 3", "stage 4", "stage 5", "mean"],
)

# %% [markdown] id="resnet-task"
# **Write `ResNet50`** with your two blocks.

# %% id="resnet50" tags=["graded"]
# GRADED FUNCTION: ResNet50
@graded
def ResNet50(input_shape=(64, 64, 3), classes=6):
    """ResNet-50 for small images.

    input_shape: rows, columns and channels of an image. classes: how many probabilities it gives.
    Returns a keras.Model.
    """
    images = Input(input_shape)
    # BEGIN SOLUTION
    X = ZeroPadding2D((3, 3))(images)
    X = Activation("relu")(BatchNormalization(axis=3)(Conv2D(64, 7, strides=2)(X)))
    X = MaxPooling2D(3, strides=2)(X)

    stages = [(64, 1, 2), (128, 2, 3), (256, 2, 5), (512, 2, 2)]
    for width, stride, identities in stages:
        filters = [width, width, 4 * width]
        X = convolutional_block(X, 3, filters, s=stride)
        for _ in range(identities):
            X = identity_block(X, 3, filters)

    X = AveragePooling2D((2, 2))(X)
    outputs = Dense(classes, activation="softmax")(Flatten()(X))
    # END SOLUTION
    return keras.Model(images, outputs)


# %% id="check-resnet50"
check(ResNet50)

# %% [markdown] id="parameters-text"
# ### Where the parameters are
#
# Each stage has fewer pixels and more channels; so most weights are where the map is smallest.

# %% id="parameters"
def weights_of(block, channels, filters):
    given = Input((4, 4, channels))
    return keras.Model(given, block(given, 3, filters)).count_params()


network = ResNet50()
counts, channels = {"stage 1": 7 * 7 * 3 * 64 + 64 + 4 * 64}, 64
for number, (width, blocks) in enumerate([(64, 3), (128, 4), (256, 6), (512, 3)], start=2):
    filters = [width, width, 4 * width]
    first = weights_of(convolutional_block, channels, filters)
    counts[f"stage {number}"] = first + (blocks - 1) * weights_of(identity_block, 4 * width, filters)
    channels = 4 * width
counts["dense"] = 2048 * 6 + 6
trainable = sum(int(np.prod(weight.shape)) for weight in network.trainable_weights)
for name, count in counts.items():
    print(f"{name:8} {count:>11,}  {count / network.count_params():5.1%}")
print(f"together {sum(counts.values()):,}")
print(f"the network has {network.count_params():,}, {trainable:,} of them trainable")

# %% [markdown] id="parameters-result"
# The 53,120 others are the stored means and variances of batch normalisation: they are averaged, not trained.
#
# ### Hand signs
#
# **If you have the time:** train it on the hand signs of week 1. An epoch takes about 20 seconds on two cores; set
# `EPOCHS_OF_SIGNS` to 10 and go for a coffee. Early on, expect a training accuracy far above the validation accuracy: batch
# normalisation's stored averages need some epochs to catch up with the weights.

# %% id="signs" tags=["nbval-ignore-output"]
EPOCHS_OF_SIGNS = 0
if EPOCHS_OF_SIGNS:
    from course_utils.week1 import load_dataset

    X_signs, y_signs, X_test, y_test, _ = load_dataset()
    X_signs, X_test = X_signs.astype("float32") / 255, X_test.astype("float32") / 255
    network.compile(keras.optimizers.Adam(1e-3), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    plot = TrainingPlot(EPOCHS_OF_SIGNS, "ResNet-50 on hand signs")
    for _ in plot:
        logs = network.fit(X_signs, y_signs[0], validation_split=0.1, batch_size=32, verbose=0)
        last = {name: values[-1] for name, values in logs.history.items()}
        plot.update(cost=last["loss"], accuracy=last["accuracy"], validation_accuracy=last["val_accuracy"])
    print(f"test accuracy, asked once: {network.evaluate(X_test, y_test[0], verbose=0)[1]:.3f}")

# %% [markdown] id="signs-run-text"
# Without the time: a stored run of 20 epochs, seed 1. In epoch 7 nine of ten training pictures are right, while the
# validation accuracy is only 0.32 (guessing: 0.17): at inference the layers use their stored averages, and those still
# belong to earlier weights. From epoch 12 on they catch up: 0.88 after 20 epochs, and 0.875 on the test pictures, asked
# once. The network of week 1 has 1,310 parameters where this one has 23 million, and reached 0.80 on average. On 972
# pictures so many weights gain little. The next notebook starts from weights that others have trained, and makes do with sixty.

# %% id="signs-run"
signs = {  # made by tests/benchmarks/residual_curves.py signs, seed 1
    "training": [0.195, 0.481, 0.691, 0.709, 0.773, 0.796, 0.912, 0.939, 0.96, 0.976,
                 0.985, 0.991, 0.987, 0.991, 0.995, 0.987, 0.999, 0.995, 0.981, 0.988],
    "validation": [0.176, 0.139, 0.139, 0.139, 0.241, 0.241, 0.324, 0.278, 0.361, 0.463,
                 0.407, 0.639, 0.713, 0.861, 0.852, 0.722, 0.852, 0.889, 0.907, 0.88],
}  # fmt: skip
fig, ax = plt.subplots(figsize=(6, 3))
for name, accuracies in signs.items():
    ax.plot(range(1, len(accuracies) + 1), accuracies, marker="o", markersize=3, label=name)
ax.axhline(1 / 6, linestyle=":", color="gray", label="guessing")
ax.set(xlabel="epoch", ylabel="accuracy", ylim=(0, 1), title="ResNet-50 on hand signs")
ax.legend()
show(fig, alt="Accuracy by epoch: the training accuracy rises soon, the validation accuracy stays at guessing for some epochs, "
     "rises from epoch 12 and ends at 0.88.")  # fmt: skip

# %% [markdown] id="summary"
# ## What you have now
#
# - Batch normalisation uses the batch's statistics in training and stored averages at inference; it undoes the scale of
#   its input, and its gradient adds up to zero over a channel.
# - Plain networks get harder to *train* with depth: the training error grows, so overfitting is not the reason.
# - A shortcut makes a block learn the difference to its input. With the last γ at zero it is the identity.
# - Backward, the addition passes the gradient on undiminished.
# - Where sizes change, a 1×1 convolution with the same stride makes the shortcut fit.
# - ResNet-50: one convolution, sixteen bottleneck blocks, a mean, one dense layer.
#
# In a terminal, `course check workbook/week2/3_residual_networks.ipynb` checks all of it at once.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. Replace `Add` by `Concatenate` in a copy of `identity_block`. How do the channels grow from block to block? (That is
#    the idea of DenseNet.)
# 2. Start each block's last normalisation with `gamma_initializer="zeros"`, and measure the gradients again. Which
#    kernels get none in the first step, and why does that not last?
# 3. Multiply the shortcut by 0.5 before the addition (`layers.Rescaling(0.5)`) and measure the gradients again, both
#    ways. What has become of the factor of about 25?
# 4. Build the 50 layers of ResNet-50 from `plain_block` alone and compare the numbers of parameters.
#
# <details><summary>Answers</summary>
#
# 1. Each block adds its $F_3$ channels to those it received: 16, 32, 48, … after eighteen blocks 304, and the first
#    1×1 convolution of every block grows with them. DenseNet keeps $F_3$ small (12 to 48) for this reason.
# 2. All of them: with γ = 0 no gradient passes to what lies before that normalisation, in any block. But γ itself gets
#    one (it multiplies $\hat X$, which is not zero), so after the first step it is no longer zero, and in the second
#    all kernels learn.
# 3. Normalised by the batch it is about two thousand (0.18 at the last block, 400 at the first, in one run): the
#    shortcut's signal halves with every block, so a normalisation's share of the sum grows, and on the way back each
#    divides by a small deviation. Not normalised all gradients become hundreds to thousands of times smaller. A
#    shortcut should pass its input on as it is; that is the second paper below.
# 4. The four convolutions on shortcuts and their normalisations are gone, 2,788,096 parameters: 20,811,910 are left.
#    (`plain_block` has no stride; pool between the stages.) The network can express just as much without them; it only
#    learns worse.
#
# </details>
#
# **Next:** [Few pictures: augmentation and transfer](4_transfer_and_augmentation.ipynb), with networks that others trained.

# %% [markdown] id="reading"
# **To read on.** K. He, X. Zhang, S. Ren, J. Sun, *Deep residual learning for image recognition*, 2015: the
# degradation of plain networks and its cure. The same authors, *Identity mappings in deep residual networks*, 2016:
# why the shortcut should stay clean. S. Ioffe, C. Szegedy, *Batch normalization*, 2015.
