# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # The best small network: a project
#
# Until now every function had one right answer. Here there is none: **build the most accurate network for hand signs
# that has at most 5,000 [parameters](glossary:parameter)**. You choose the layers and the training. Your network is
# measured on hands that nobody has seen, neither you nor we: they are drawn when your class is graded.
#
# **After this notebook you can**
#
# - divide data into training, [validation and test set](glossary:validation-set), and say what each is for;
# - read a [learning curve](glossary:learning-curve), and say whether a network needs more pictures, more freedom or more restraint;
# - restrain a network: [augmentation](glossary:augmentation), [dropout](glossary:dropout), weight decay, an early end;
# - tune by the validation set without fooling yourself;
# - look at errors, and learn from them what to do next.
#
# **Time:** three hours or more, as you like. **You need:** the notebook *hand signs* before this one.

# %% id="imports"
import matplotlib.pyplot as plt
import numpy as np

from course_utils.start import TrainingPlot, check, graded, hint, load_saved, save_for_grading, show, show_photos
from course_utils.week1 import load_dataset, load_sign_conditions, start_tensorflow

start_tensorflow()  # takes a few seconds, once
plt.style.use("course_utils.plots")

import keras
import tensorflow as tf
from keras import layers

keras.utils.set_random_seed(1)

# %% [markdown] id="rules"
# ## 1. The task and its rules
#
# | Rule | |
# |---|---|
# | takes | pictures 64 × 64 × 3, numbers from 0 to 1 |
# | gives | six numbers for each picture; the largest is the prediction |
# | parameters | at most **5,000**, those of a batch normalisation included |
# | layers | of Keras: convolutions of any kind, pooling, dense, normalisation, activations, `Add` and its like, dropout, resizing; no `Lambda`, no layer or function of your own |
# | time | at most 20 ms for a picture |
# | file | weights of at most 5 MB, written by `save_for_grading` |
#
# `check(small_network)` tests the rules. **What is graded** is the accuracy on about 240 pictures of
# forty people, drawn for your class alone, in front of photographs that the training pictures lack. Between these
# points the line is straight:
#
# | accuracy | 17 % (guessing) | 82 % | 95 % | 98 % | 99 % |
# |---|---|---|---|---|---|
# | points of 100 | 0 | 40 | 80 | 95 | 100 |
#
# The network of section 3, which you get for nothing, stands at about 82 %. Your score is shown after the deadline:
# until then you have your own validation pictures, as everybody has who builds a network.

# %% [markdown] id="split-text"
# ## 2. Three parts
#
# - The network learns from the **training set**.
# - You choose by the **validation set**: layers, rates, epochs. Ask it as often as you like.
# - The **test set** is asked once, when all is chosen. Whoever chooses by it has no test set any more.
#
# Our 1,080 training pictures show 60 people, 18 times each. A part of them, drawn at random, will show people whom the
# network has learnt from. So a validation accuracy is a little too good: new pictures of known people are easier than
# new people. The 120 test pictures show other people in front of other backgrounds, as the graded ones do.

# %% id="split"
X_all, Y_all, X_test, Y_test, _ = load_dataset()
X_all, X_test = X_all.astype("float32") / 255, X_test.astype("float32") / 255
Y_all, Y_test = Y_all[0], Y_test[0]
order = np.random.default_rng(1).permutation(len(X_all))
X_val, Y_val = X_all[order[:200]], Y_all[order[:200]]
X_train, Y_train = X_all[order[200:]], Y_all[order[200:]]
print(f"{len(X_train)} pictures to learn from, {len(X_val)} to choose by, {len(X_test)} for the end")

# %% [markdown] id="noise-text"
# **How sure is an accuracy?** Of $m$ pictures the share $p$ is right. Draw other pictures, and the share moves: its
# standard error is $\sqrt{p(1 - p) / m}$. Differences of less than two of them say little.

# %% id="predict-accuracy-noise"
predict("accuracy-noise", ...)

# %% [markdown] id="baseline-text"
# ## 3. A baseline and its learning curve
#
# Begin with something simple that works. Everything later is measured against it.

# %% id="baseline"
def baseline():
    return keras.Sequential([
        keras.Input((64, 64, 3)),
        layers.Conv2D(8, 3, strides=2, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(8, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(6, activation="softmax"),
    ])


def train_simply(network, X, Y, epochs, rate=0.003, plot=False):
    network.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    watch = [TrainingPlot(epochs).callback()] if plot else []
    return network.fit(X, Y, 36, epochs, verbose=0, validation_data=(X_val, Y_val), callbacks=watch).history


baseline().summary()

# %% id="train-baseline" tags=["nbval-ignore-output"]
keras.utils.set_random_seed(1)
simple = baseline()
history = train_simply(simple, X_train, Y_train, 12, plot=True)
print(f"training {history['accuracy'][-1]:.2f}, validation {history['val_accuracy'][-1]:.2f}")

# %% [markdown] id="curve-text"
# The curves over epochs say when to stop. Another curve says what would help: the same network, learning from more and
# more pictures. Where both lines still run towards each other, more pictures will help. Where they have met at a low
# accuracy, the network is too simple, and pictures will not help it.

# %% id="predict-learning-curve"
predict("learning-curve", ...)

# %% id="learning-curve" tags=["nbval-ignore-output"]
sizes, curve = [60, 180, 440, 880], []
for size in sizes:
    keras.utils.set_random_seed(1)
    last = train_simply(baseline(), X_train[:size], Y_train[:size], 12 * 880 // (2 * size) if size < 440 else 12)
    curve.append((last["accuracy"][-1], last["val_accuracy"][-1]))
fig, ax = plt.subplots(figsize=(5.2, 3.2))
for values, name, marker in zip(zip(*curve), ("training", "validation"), ("o", "s")):
    ax.plot(sizes, values, marker=marker, label=name)
ax.set(xscale="log", xlabel="training pictures", ylabel="accuracy", ylim=(0, 1.02), title="Learning curve of the baseline")
ax.set_xticks(sizes, [str(size) for size in sizes])
ax.legend()
gaps = " and ".join(f"{100 * (values[0] - values[1]):.0f}" for values in (curve[0], curve[-1]))
show(fig, alt=f"Accuracy over the number of training pictures: the lines stand {gaps} per cent apart at 60 and at 880.")

# %% [markdown] id="restrain-text"
# ## 4. More pictures than there are
#
# The gap says: more pictures. There are none, but a hand that is mirrored, moved, turned, nearer or darker shows the
# same number. Augmentation draws such a picture anew in every epoch. Validation pictures stay as they are.
#
# Other ways to restrain a network, and when to think of them:
#
# | | what it does | costs |
# |---|---|---|
# | augmentation | more pictures of the kind that will come | time; wrong where it changes the answer |
# | dropout | switches numbers off at random while learning | slower learning; much of it starves a small network |
# | weight decay, `kernel_regularizer=keras.regularizers.L2(1e-4)` | keeps weights small | a number to tune |
# | early end | keeps the weights of the best validation epoch | a little of the validation set's honesty |
# | fewer parameters | less to learn by heart | the network may become too simple |
#
# A network of 5,000 parameters is restrained already. Here the pictures matter most.

# %% id="predict-mirror-wrong"
predict("mirror-wrong", ...)

# %% id="augment"
augment = keras.Sequential([
    layers.RandomFlip("horizontal"),
    layers.RandomTranslation(0.06, 0.06, fill_mode="nearest"),
    layers.RandomRotation(0.05, fill_mode="nearest"),
    layers.RandomZoom(0.1, fill_mode="nearest"),
    layers.RandomContrast(0.3, value_range=(0, 1)),
    layers.RandomBrightness(0.15, value_range=(0, 1)),
])


def augmented(X, Y, batch=36):
    """The pictures in batches, shuffled and changed anew in every epoch."""
    batches = tf.data.Dataset.from_tensor_slices((X, Y)).shuffle(len(X)).batch(batch, drop_remainder=True)
    return batches.map(lambda images, labels: (augment(images, training=True), labels)).prefetch(2)


hand = np.repeat(X_train[:1], 6, axis=0)
changed = np.uint8(255 * np.clip(augment(hand, training=True), 0, 1))
show_photos({f"drawn {k + 1}": changed[k] for k in range(6)}, "One training picture, augmented six times.", height=96)

# %% [markdown] id="tune-text"
# ## 5. Tuning
#
# Change **one thing at a time**, compare by the validation set, and write down what you tried. First the rate: too
# small learns little in the time, too large never settles. Search on a scale of factors, not of steps.

# %% id="tune" tags=["nbval-ignore-output"]
for rate in (0.0003, 0.003, 0.03):
    keras.utils.set_random_seed(1)
    tried = train_simply(baseline(), X_train, Y_train, 6, rate)
    print(f"rate {rate:<6}: training {tried['accuracy'][-1]:.2f}, validation {tried['val_accuracy'][-1]:.2f}")

# %% [markdown] id="network-text"
# ## 6. Your network
#
# Where do the baseline's parameters stand? Its two convolutions have 808; the dense layer has 1,734 and learns every
# place of the picture by itself. A convolution learns a finger once for all places.
#
# Count before you build: a [convolution](glossary:convolution) with filters of 3 × 3 from $c$ to $n$ channels has
# $9 c n$ weights and $n$ biases. A **separable** one (`SeparableConv2D`) filters each channel alone, then mixes the
# channels: $9 c + c n$ weights. Week 2 takes it apart.

# %% id="predict-separable-weights"
predict("separable-weights", ...)

# %% [markdown] id="task"
# **Write `small_network`.** Return an untrained `keras.Model`. Begin with the baseline if you like, then change it.

# %% id="small-network" tags=["graded"]
# GRADED FUNCTION: small_network
@graded
def small_network():
    """A network for pictures (64, 64, 3) that gives six numbers and has at most 5,000 parameters."""
    # BEGIN SOLUTION
    def block(maps, filters, kind=layers.Conv2D, strides=1):
        maps = kind(filters, 3, strides=strides, padding="same", use_bias=False)(maps)
        return layers.ReLU()(layers.BatchNormalization(momentum=0.9)(maps))

    pictures = keras.Input((64, 64, 3))
    maps = block(block(pictures, 8, strides=2), 12)
    maps = block(layers.MaxPooling2D()(maps), 16)
    maps = block(layers.MaxPooling2D()(maps), 24, layers.SeparableConv2D)
    maps = block(layers.MaxPooling2D()(maps), 32, layers.SeparableConv2D)
    outputs = layers.Dense(6, activation="softmax")(layers.GlobalAveragePooling2D()(maps))
    network = keras.Model(pictures, outputs)
    # END SOLUTION
    return network


# %% id="check-small-network" tags=["nbval-ignore-output"]
check(small_network)

# %% [markdown] id="train-text"
# ### Train it
#
# The weights stand in a file beside this notebook, `4_project_small_network.npz`. Where they fit your network, the next
# cell loads them and goes on; set `TRAIN_AGAIN = True` after a change of the *training*. A network of about 5,000
# parameters takes a second or two for an epoch. Find out with 10 epochs whether an idea is good, then give the best
# one 50. For the last training, when all is chosen, use all 1,080 pictures, as we did for our own weights.
#
# Batch normalisation in a short training: its averages for later use follow slowly, and after 200 steps they are not
# there yet. Training looks good then, and validation like guessing. `BatchNormalization(momentum=0.9)` follows faster.

# %% id="train" tags=["nbval-ignore-output"]
TRAIN_AGAIN = False
EPOCHS = 10

keras.utils.set_random_seed(1)
network = small_network()
if TRAIN_AGAIN or not load_saved(network):
    rates = keras.optimizers.schedules.CosineDecay(0.008, EPOCHS * (len(X_train) // 36))
    network.compile(keras.optimizers.Adam(rates), "sparse_categorical_crossentropy", metrics=["accuracy"])
    network.fit(
        augmented(X_train, Y_train), epochs=EPOCHS, shuffle=False, verbose=0, validation_data=(X_val, Y_val),
        callbacks=[TrainingPlot(EPOCHS).callback()],
    )
    save_for_grading(network)
network.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
print(f"validation {network.evaluate(X_val, Y_val, verbose=0)[1]:.3f}")

# %% [markdown] id="errors-text"
# ## 7. Where does it err?
#
# One number says how good a network is, and nothing of what to do. Look at the errors: which signs, which people, which
# pictures? Use the **validation** pictures for ideas. The test pictures are for the end; below, they only answer for
# whom the network errs, as they alone say how dark each hand is.

# %% id="errors" tags=["nbval-ignore-output"]
chances = network.predict(X_val, verbose=0)
guesses = chances.argmax(axis=1)
confusion = np.zeros((6, 6), int)
np.add.at(confusion, (Y_val, guesses), 1)
fig, ax = plt.subplots(figsize=(4.2, 3.6))
ax.imshow(confusion)
for (row, column), count in np.ndenumerate(confusion):
    ax.text(column, row, count, ha="center", va="center", color="white" if count > confusion.max() / 2 else "black")
ax.set(xlabel="predicted", ylabel="true", xticks=range(6), yticks=range(6), title="Validation pictures")
ax.grid(False)
show(fig, alt=f"Confusion matrix of six signs: {np.trace(confusion)} of {confusion.sum()} pictures on the diagonal.")

# %% id="worst" tags=["nbval-ignore-output"]
least = chances[np.arange(len(Y_val)), Y_val].argsort()[:6]
show_photos(
    {f"{n + 1}: is {Y_val[i]}, {chances[i, Y_val[i]]:.0%}": np.uint8(255 * X_val[i]) for n, i in enumerate(least)},
    "The validation pictures whose right sign got the lowest probability.",
    height=128,
)

# %% id="tones" tags=["nbval-ignore-output"]
pictures, signs, conditions = load_sign_conditions()
right = network.predict(pictures.astype("float32") / 255, verbose=0).argmax(axis=1) == signs
light, left = conditions["tone"] <= 5, conditions["hand"] == "left"
for name, these in {"lighter hands": light, "darker hands": ~light, "left hands": left, "right hands": ~left}.items():
    print(f"{name}: {right[these].sum()} of {these.sum()} test pictures right")

# %% [markdown] id="hand-in"
# ## 8. Hand in
#
# Hand in **two files together**: this notebook, and the `.npz` that `save_for_grading(network)` wrote beside it.
# `course submit week1/4_project_small_network` packs both into one zip. In a terminal, `course check
# week1/4_project_small_network` tests the rules and the weights, and makes an estimate on the test pictures: it
# promises nothing.
#
# The class has a board. Write a name to stand there under it, or leave the text empty to stay away.

# %% id="board"
BOARD_NAME = ""

# %% [markdown] id="summary"
# ## What you have now
#
# - Learn from one part, choose by the second, ask the third once.
# - A gap between training and validation calls for pictures or restraint; two low curves call for a better network.
# - With few parameters it matters where they stand: small filters, few channels on large maps, no large dense layer.
#
# **Next:** [Keras step by step: does this face smile?](../week2/1_keras_tutorial.ipynb) begins week 2.
#
# ## Try it
#
# Nothing here is graded. Try first; then open the answer.
#
# **1.** Train without `augment`, all else equal. What happens to both accuracies?
#
# <details><summary>Answer</summary>
#
# The training accuracy comes close to 1 sooner, the one on new people stays lower: every hand is learnt in one place,
# one size and one light.
#
# </details>
#
# **2.** Turn the pictures by up to half a circle, `RandomRotation(0.5)`. Why is that no good idea here?
#
# <details><summary>Answer</summary>
#
# No hand of the test stands on its head. The network spends its few parameters on pictures that never come.
#
# </details>
#
# **3.** How small can a network be that still reaches 95 % on the validation pictures?
#
# <details><summary>Answer</summary>
#
# We do not know. Filters of 6, 8, 12, 16 and 24 in the same form have about 2,800 parameters.
#
# </details>

# %% [markdown] id="reading"
# **To read on.** A. Ng, *Machine Learning Yearning*, 2018: how to divide data, and how to read errors. A. Karpathy, *A
# Recipe for Training Neural Networks*, 2019.
