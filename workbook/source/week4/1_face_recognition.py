# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Who is it? Encodings, triplets and thresholds
#
# A classifier with a class for each person would have to be trained again for each new colleague. Here a network learns
# something else: to say how far apart two faces are. Then one picture of a person is enough.
#
# **After this notebook you can**
#
# - tell verification from recognition, and say why the second is harder;
# - write the triplet loss, train an encoding with it, and choose triplets that teach something;
# - judge an encoding by its ROC curve and its equal-error rate, and choose a threshold on data;
# - open a door with a trained network, and say what can go wrong with it.
#
# **How it works.** Write a function, run its cell, run the check below it. `hint(function)` helps in three steps.
# When it passes, `compare(function)` shows the course's own version beside yours.
# `predict(…)` asks before you see: run it, write your answer in place of the dots, run it again.
# The notebook runs from the start: where you have not written a function yet, the course's own version answers.
#
# **Time:** two to three hours. **You need:** weeks 1 and 2.

# %% id="imports"
import tempfile
from pathlib import Path

import h5py
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

from course_utils.start import TrainingPlot, check, draw_layer, graded, hint, load_image, show, show_photos
from course_utils.week4 import TripletExplorer, load_face_network, load_identities, start_tensorflow

start_tensorflow()  # takes a few seconds, once
plt.style.use("course_utils.plots")

import keras
import tensorflow as tf
from keras import layers

# %% [markdown] id="tasks"
# ## 1. Two tasks
#
# - **[Verification](glossary:verification)** (1 : 1). *I am Amina.* Is this picture Amina? One comparison.
# - **[Recognition](glossary:verification)** (1 : K). Who of K people is this, or is it nobody? K comparisons.
#
# A door that lets one stranger in a thousand pass may be good enough for one claim. Ask it K times, and the chance that
# at least one of K strangers is taken for the visitor is $1 - 0.999^K$, if the K comparisons err independently of each
# other. They do so only roughly: a visitor with an everyday face resembles many.

# %% id="predict-how-many-comparisons"
predict("how-many-comparisons", ...)

# %% id="predict-false-matches"
predict("false-matches", ...)

# %% id="one-to-many"
people = np.arange(0, 2001, 20)
fig, ax = plt.subplots()
for rate in (1000, 10000):
    ax.plot(people, 1 - (1 - 1 / rate) ** people, label=f"1 error in {rate:,}")
ax.set(xlabel="people in the database", ylabel="chance of a wrong match", ylim=(0, 1))
ax.legend()
show(fig, alt="The chance of a wrong match grows with the people in the database: to 86 % for 2,000 people at one error "
     "in 1,000, to 18 % at one in 10,000.")  # fmt: skip

# %% [markdown] id="one-shot"
# **[One-shot learning](glossary:one-shot-learning).** You get a single picture of each person. A softmax over people cannot learn from one picture,
# and has no place for the next person. So learn a function of *two* pictures instead,
#
# $$d(A, B) = \lVert f(A) - f(B) \rVert^2,$$
#
# small for one person, large for two. $f$ is a network that turns a picture into a few numbers, its **[encoding](glossary:encoding)**. Both
# pictures go through the *same* network with the same weights: a **[Siamese network](glossary:Siamese-network)**.
#
# The faces here are drawn: 60 people to learn from, 20 others to test with, twelve pictures each. **No person is in
# both parts.** A test with people that the network has seen would say nothing about a new colleague.
#
# One picture is enough to *use* the network. To *train* it you need **several pictures of each person**: what one person
# looks like in another light or pose can only be learned from pairs of one person. The well-known systems learned from
# ten to a hundred pictures a person, of thousands of people.

# %% id="data"
data = load_identities()
X_train, X_test = (X.astype("float32") / 255 for X in (data.X_train, data.X_test))
id_train, id_test = (np.unique(ids, return_inverse=True)[1] for ids in (data.id_train, data.id_test))
overlap = set(data.id_train) & set(data.id_test)
{"to learn from": X_train.shape, "to test with": X_test.shape, "people in both parts": len(overlap)}

# %% id="see-data"
show_photos(
    {f"person {person}, picture {k + 1}": data.X_test[np.flatnonzero(id_test == person)[k]]
     for person in (0, 1) for k in range(4)},
    "Two people of the test part, four pictures each: another light, pose, expression.",
    height=128,
)  # fmt: skip

# %% [markdown] id="triplet-text"
# ## 2. The triplet loss
#
# Take an **[anchor](glossary:triplet)** $A$, a **positive** $P$ (the same person) and a **negative** $N$ (somebody else). We want
#
# $$\lVert f(A) - f(P) \rVert^2 + \alpha \;\le\; \lVert f(A) - f(N) \rVert^2.$$
#
# Without the [margin](glossary:margin) $\alpha$ a network that answers 0 for every face would be perfect. The
# [loss](glossary:triplet-loss) is the amount by which a triplet misses it:
#
# $$\mathcal{J} = \sum_{i=1}^{m} \max\left( \lVert f(A^{(i)}) - f(P^{(i)}) \rVert^2
# - \lVert f(A^{(i)}) - f(N^{(i)}) \rVert^2 + \alpha,\; 0 \right)$$
#
# Move the three points, with the mouse or with the arrow keys. Where does the loss become 0? Which points does a step
# of training push, and in which direction? Find a place for the negative **inside the margin**.

# %% id="predict-triplet-cost"
predict("triplet-cost", ...)

# %% id="triplet-explorer"
TripletExplorer()

# %% id="predict-without-margin"
predict("without-margin", ...)

# %% [markdown] id="triplet-task"
# **Write `triplet_loss`** with functions of `tf`. `y_pred` holds three tensors of shape (m, d). Each row is one
# triplet: sum over the *encoding*, take the maximum for each triplet, and only then sum over the triplets. `y_true` is
# not needed; Keras hands it to every loss.

# %% id="triplet-loss" tags=["graded"]
# GRADED FUNCTION: triplet_loss
@graded
def triplet_loss(y_true, y_pred, alpha=0.2):
    """The loss of a batch of triplets.

    y_true: not used. y_pred: anchor, positive, negative, each of shape (m, d). alpha: the margin.
    Returns loss, one number.
    """
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    # BEGIN SOLUTION
    pos_dist = tf.reduce_sum(tf.square(anchor - positive), axis=-1)
    neg_dist = tf.reduce_sum(tf.square(anchor - negative), axis=-1)
    loss = tf.reduce_sum(tf.maximum(pos_dist - neg_dist + alpha, 0.0))
    # END SOLUTION
    return loss


# %% id="check-triplet-loss"
check(triplet_loss)

# %% id="predict-bug-triplet"
predict("bug-triplet", ...)

# %% [markdown] id="triplet-figure-text"
# With the random numbers of the course's well-known example the loss is about 527.26.

# %% id="triplet-figure"
tf.random.set_seed(1)
triplet = [tf.random.normal([3, 128], mean=mean, stddev=stddev, seed=1) for mean, stddev in ((6, 0.1), (1, 1), (3, 4))]
print(f"{float(triplet_loss(None, triplet)):.2f}")

# %% [markdown] id="network-text"
# ## 3. How good is an encoding?
#
# A small network gives 32 numbers, brought to length 1. So all distances lie between 0 and 2 (their squares, which are
# called d below, between 0 and 4), and the network cannot make the loss small by making everything small.

# %% id="network"
def embedding_network():
    """Pictures (m, 64, 64, 3) to encodings (m, 32) of length 1; always the same start."""
    keras.utils.set_random_seed(1)
    images = keras.Input((64, 64, 3))
    A = layers.AveragePooling2D(2)(images)
    for filters in (16, 32, 64):
        A = layers.MaxPooling2D(2)(layers.Conv2D(filters, 3, padding="same", activation="relu")(A))
    return keras.Model(images, layers.UnitNormalization()(layers.Dense(32)(layers.Flatten()(A))))


draw_layer(
    [(64, 64, 3), (32, 32, 3), (16, 16, 16), (8, 8, 32), (4, 4, 64), (1, 1, 32)],
    ["average", "conv, pool", "conv, pool", "conv, pool", "dense, length 1"],
)

# %% [markdown] id="roc-text"
# Compare every test picture with every other: 28,680 pairs, of which 1,320 show one person. Say *same* where the
# distance is below a threshold. (The distance is now $\lVert f(A) - f(B) \rVert$ itself, the root of $d$: for encodings
# of length 1 it lies between 0 and 2, and $d$ between 0 and 4.) Two things can go wrong:
#
# - a **[false accept](glossary:FAR)**: two people are taken for one; their share is the FAR;
# - a **[false reject](glossary:FRR)**: one person is taken for two; their share is the FRR.
#
# A low threshold makes the first rare and the second frequent. The **[ROC curve](glossary:ROC-curve)** shows all thresholds at once: false
# accepts to the right, true accepts upwards. Where FAR = FRR lies the **[equal-error rate](glossary:EER)**; one half is guessing.
#
# **Write `equal_error_rate`.** Only at a distance does anything change, so the distances are all the thresholds worth
# trying; a pair is accepted where its distance is *at most* the threshold. Take the threshold where the two rates are
# nearest to each other, of several the lowest, and return their mean there.

# %% id="equal-error-rate" tags=["graded"]
# GRADED FUNCTION: equal_error_rate
@graded
def equal_error_rate(distances, same):
    """The error rate where both kinds of error are equally frequent.

    distances: of pairs of pictures, shape (n,). same: whether a pair shows one person, booleans, shape (n,).
    Returns rate, the mean of FAR and FRR there, and threshold.
    """
    # BEGIN SOLUTION
    smallest = np.inf
    for candidate in np.unique(distances):
        accepted = distances <= candidate
        FAR = np.mean(accepted[~same])
        FRR = np.mean(~accepted[same])
        if abs(FAR - FRR) < smallest:
            smallest = abs(FAR - FRR)
            rate, threshold = (FAR + FRR) / 2, candidate
    # END SOLUTION
    return rate, threshold


# %% id="check-equal-error-rate"
check(equal_error_rate)

# %% id="predict-stricter-door"
predict("stricter-door", ...)

# %% id="roc"
def pair_distances(encodings, ids):
    """The distance of every two pictures, and whether they show one person."""
    first, second = np.triu_indices(len(ids), 1)
    return np.linalg.norm(encodings[first] - encodings[second], axis=1), ids[first] == ids[second]


def error_rates(distances, same, thresholds):
    """FAR and FRR at each threshold."""
    FAR = np.searchsorted(np.sort(distances[~same]), thresholds) / np.sum(~same)
    FRR = 1 - np.searchsorted(np.sort(distances[same]), thresholds) / np.sum(same)
    return FAR, FRR


def judge(encodings, ids):
    """The ROC curve, points (FAR, 1 − FRR), and the equal-error rate."""
    distances, same = pair_distances(encodings, ids)
    FAR, FRR = error_rates(distances, same, np.linspace(0, 2, 401))
    rate, _ = equal_error_rate(np.round(distances, 3), same)
    return np.stack([FAR, 1 - FRR], axis=1), rate


def area(curve):
    """The area under a ROC curve (AUC): how often a pair of one person is nearer than a pair of two."""
    return np.trapezoid(curve[:, 1], curve[:, 0])


untrained = embedding_network()
before = untrained(X_test).numpy()
curve_before, eer_before = judge(before, id_test)
print(f"before training: equal-error rate {eer_before:.0%}, area under the curve {area(curve_before):.2f}")

# %% [markdown] id="map-text"
# An encoding has 32 numbers; a map has two. The two directions in which the encodings vary most (principal
# components) show as much of them as a plane can. Eight test people, before training:

# %% id="map-before"
def draw_map(encodings, caption):
    """Eight people on the plane of the two widest directions."""
    chosen = id_test < 8
    centred = encodings[chosen] - encodings[chosen].mean(axis=0)
    directions = np.linalg.svd(centred, full_matrices=False)[2][:2]
    flat = centred @ directions.T
    fig, ax = plt.subplots(figsize=(6.4, 4.4))
    for person, mark in enumerate("os^Dv<>P"):
        ax.plot(*flat[id_test[chosen] == person].T, mark, label=f"person {person}")
    ax.set(title=caption, xlabel="first component", ylabel="second component")
    fig.legend(loc="outside right upper")
    return show(fig, alt=f"{caption} Twelve pictures each of eight people on a plane.")


draw_map(before, "Before training: one person lies all over the map")

# %% [markdown] id="hard-text"
# ## 4. Which triplets?
#
# Choose the negative at random, and soon most triplets are easy: a child and a bearded man are far apart already.
# Their loss is 0, and so is their gradient: they teach nothing. **[Hard triplets](glossary:hard-triplet)** are those with $d(A, P)$ near to, or above, $d(A, N)$.
#
# Always taking the *hardest* negative can go wrong at the start: with $d(A, N) < d(A, P)$ everywhere the easiest way to
# lower the loss is to give every picture the same encoding, at a loss of exactly α, and training may stay there. FaceNet
# therefore took **semi-hard** negatives, which are farther away than the positive but within the margin,
# $d(A, P) < d(A, N) < d(A, P) + \alpha$, the hardest of them in each batch. Our batches are small and the task mild; the
# nearest negative works here.
#
# **Write `hard_triplets`.** For every anchor `a` and every *other* picture `p` of the same person, take the negative
# `n` that is nearest to the anchor. Keep the triplet where
# $\lVert a - p \rVert^2 - \lVert a - n \rVert^2 + \alpha > 0$. List them by anchor, then by positive.

# %% id="predict-hard-negative"
predict("hard-negative", ...)

# %% id="hard-triplets" tags=["graded"]
# GRADED FUNCTION: hard_triplets
@graded
def hard_triplets(embeddings, ids, alpha=0.2):
    """Triplets of a batch that cost something, each with its nearest negative.

    embeddings: shape (m, d). ids: shape (m,), equal for one person. alpha: the margin.
    Returns triplets, whole numbers, shape (t, 3): places of anchor, positive, negative.
    """
    triplets = []
    # BEGIN SOLUTION
    D = np.sum((embeddings[:, np.newaxis] - embeddings) ** 2, axis=-1)
    for a in range(len(ids)):
        others = np.flatnonzero(ids != ids[a])
        n = others[np.argmin(D[a, others])]
        for p in np.flatnonzero(ids == ids[a]):
            if p != a and D[a, p] - D[a, n] + alpha > 0:
                triplets.append((a, p, n))
    # END SOLUTION
    return np.array(triplets, dtype=int).reshape(-1, 3)


# %% id="check-hard-triplets"
check(hard_triplets)

# %% id="predict-order-hard-triplets"
predict("order-hard-triplets", ...)

# %% [markdown] id="semi-hard-text"
# ### Semi-hard
#
# FaceNet's choice, as an exercise. **Write `semi_hard_triplets`:** for every anchor and every other picture of the same
# person, take the *nearest* of the negatives with $d(A, P) < d(A, N) < d(A, P) + \alpha$, where $d$ is the squared
# distance. A pair without such a negative gives no triplet.

# %% id="semi-hard-triplets" tags=["graded"]
# GRADED FUNCTION: semi_hard_triplets
@graded
def semi_hard_triplets(embeddings, ids, alpha=0.2):
    """Triplets whose negative lies beyond the positive, yet within the margin.

    embeddings: shape (m, d). ids: shape (m,), equal for one person. alpha: the margin.
    Returns triplets, whole numbers, shape (t, 3): places of anchor, positive, negative.
    """
    triplets = []
    # BEGIN SOLUTION
    D = np.sum((embeddings[:, np.newaxis] - embeddings) ** 2, axis=2)
    for a in range(len(ids)):
        for p in np.flatnonzero(ids == ids[a]):
            beyond = (ids != ids[a]) & (D[a] > D[a, p]) & (D[a] < D[a, p] + alpha)
            if p != a and np.any(beyond):
                candidates = np.flatnonzero(beyond)
                n = candidates[np.argmin(D[a, candidates])]
                triplets.append((a, p, n))
    # END SOLUTION
    return np.array(triplets, dtype=int).reshape(-1, 3)


# %% id="check-semi-hard-triplets"
check(semi_hard_triplets)

# %% [markdown] id="train-text"
# Now train twice, from the same start, with your own loss: once with random negatives, once with hard ones. A batch
# holds 16 people with 4 pictures each. Each training takes about 10 seconds.

# %% id="train-code"
def random_triplets(ids, rng):
    """Every anchor with every positive, and any negative."""
    rows = [(a, p, rng.choice(np.flatnonzero(ids != ids[a])))
            for a in range(len(ids)) for p in np.flatnonzero(ids == ids[a]) if p != a]  # fmt: skip
    return np.array(rows)


def draw_batch(rng):
    """Places of 4 pictures each of 16 people."""
    chosen = rng.choice(60, 16, replace=False)
    return np.concatenate([rng.choice(np.flatnonzero(id_train == person), 4, replace=False) for person in chosen])


def train(hard, steps=180):
    """A trained network, and how many triplets of each tenth step cost something."""
    model, optimizer, rng = embedding_network(), keras.optimizers.Adam(0.001), np.random.default_rng(1)

    @tf.function(input_signature=[tf.TensorSpec((None, 64, 64, 3)), tf.TensorSpec((None, 3), tf.int32)])
    def learn(pictures, triplets):
        with tf.GradientTape() as record:
            encodings = model(pictures, training=True)
            y_pred = [tf.gather(encodings, triplets[:, i]) for i in range(3)]
            loss = triplet_loss(None, y_pred) / tf.cast(tf.shape(triplets)[0], tf.float32)
        gradients = record.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss, encodings

    encode = tf.function(lambda pictures: model(pictures))
    title = "Hard triplets" if hard else "Random triplets"
    plot, active = TrainingPlot(steps, title, unit="step", every=10), []
    for step in plot:
        places = draw_batch(rng)
        pictures, ids = X_train[places], id_train[places]
        triplets = hard_triplets(encode(pictures).numpy(), ids) if hard else random_triplets(ids, rng)
        if len(triplets):
            loss, encodings = learn(pictures, triplets.astype("int32"))
        if step % 10 == 9:
            a, p, n = (encodings.numpy()[triplets[:, i]] for i in range(3))
            costly = np.sum((a - p) ** 2, axis=1) - np.sum((a - n) ** 2, axis=1) + 0.2 > 0
            active.append((step + 1, costly.mean() if len(triplets) else 0))
            plot.update(loss=float(loss))
    return model, np.array(active)


# %% id="train-random" tags=["nbval-ignore-output"]
with_random, active_random = train(hard=False)

# %% id="train-hard" tags=["nbval-ignore-output"]
with_hard, active_hard = train(hard=True)

# %% [markdown] id="compare-text"
# The two losses cannot be compared: hard triplets cost more by choice. The test people can judge. Ten
# seeds gave an equal-error rate of 31.9 ± 1.2 % before training, 5.4 ± 1.6 % with random negatives and 3.7 ± 0.8 % with
# hard ones (mean and standard deviation); the worst were 8.3 % and 4.9 %.

# %% id="compare" tags=["nbval-ignore-output"]
after_random, after_hard = (model(X_test).numpy() for model in (with_random, with_hard))
(curve_random, eer_random), (curve_hard, eer_hard) = judge(after_random, id_test), judge(after_hard, id_test)
print(f"equal-error rate: {eer_before:.1%} before, {eer_random:.1%} random, {eer_hard:.1%} hard")
areas = [area(curve) for curve in (curve_before, curve_random, curve_hard)]
print("area under the curve: {:.3f} before, {:.3f} random, {:.3f} hard".format(*areas))
print(f"random triplets of the last steps that still cost something: {active_random[-5:, 1].mean():.0%}")
fig, ax = plt.subplots(figsize=(5.4, 4.4))
for name, curve in (("hard triplets", curve_hard), ("random triplets", curve_random), ("before", curve_before)):
    ax.plot(*curve.T, label=name)
ax.set(xlabel="false accepts (FAR)", ylabel="true accepts (1 − FRR)", xlim=(0, 1), ylim=(0, 1.02))
ax.set_title("20 people whom no network has seen")
ax.legend(loc="lower right")
show(fig, alt="ROC curves: both trainings come near the upper left corner, hard triplets nearest; before training the "
     "curve lies between them and the diagonal.")  # fmt: skip

# %% id="active" tags=["nbval-ignore-output"]
fig, ax = plt.subplots()
ax.plot(*active_random.T, label="random triplets")
ax.plot(*active_hard.T, label="hard triplets")
ax.set(xlabel="step", ylabel="share that costs something", ylim=(0, 1.02))
ax.set_title("With random negatives most of the work is for nothing")
ax.legend()
show(fig, alt="The share of triplets that still cost something over 180 steps: it falls fast for random negatives and "
     "stays high for hard ones.")  # fmt: skip

# %% id="map-after" tags=["nbval-ignore-output"]
draw_map(after_hard, "After training: each person has a place")

# %% [markdown] id="pair-text"
# ## 5. Another way: classify pairs
#
# Instead of triplets, ask a logistic unit whether two encodings belong together:
#
# $$\hat y = \sigma\left( \sum_{k=1}^{d} w_k \left| f(A)_k - f(B)_k \right| + b \right)$$
#
# The weights say which places of the encoding matter. **Write `pair_similarity`** with numpy, for m pairs at once.

# %% id="example-pair-similarity"
# One difference is negative, the other positive: without the absolute value the answer changes.
example("pair_similarity", f1=[[1.0, 2.0]], f2=[[2.0, 0.0]], W=[1.0, -1.0], b=0.5, gives=...)

# %% id="pair-similarity" tags=["graded"]
# GRADED FUNCTION: pair_similarity
@graded
def pair_similarity(f1, f2, W, b):
    """How probable is it that each pair shows one person?

    f1, f2: shape (m, d). W: shape (d,). b: one number.
    Returns similarity, shape (m,), between 0 and 1.
    """
    # BEGIN SOLUTION
    score = np.abs(f1 - f2) @ W + b
    similarity = 1 / (1 + np.exp(-score))
    # END SOLUTION
    return similarity


# %% id="check-pair-similarity"
check(pair_similarity)

# %% [markdown] id="pair-train-text"
# Learn `W` and `b` on pairs of the *training* people, as many of one person as of two. Expect a few seconds, and more
# than nine of ten test pairs right.

# %% id="pair-train" tags=["nbval-ignore-output"]
def balanced_pairs(ids, rng, count=4000):
    """Places of `count` pairs of one person and of as many of two."""
    first, second = np.triu_indices(len(ids), 1)
    same = ids[first] == ids[second]
    chosen = np.concatenate([rng.choice(np.flatnonzero(kind), count) for kind in (same, ~same)])
    return first[chosen], second[chosen], same[chosen]


rng = np.random.default_rng(0)
codes = with_hard(X_train).numpy()
first, second, same = balanced_pairs(id_train, rng)
unit = keras.Sequential([keras.Input((32,)), layers.Dense(1, activation="sigmoid")])
unit.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy")
unit.fit(np.abs(codes[first] - codes[second]), same.astype("float32"), epochs=6, batch_size=128, verbose=0)
W, b = (values.ravel() for values in unit.get_weights())

first, second, same = balanced_pairs(id_test, rng, 1000)
similarity = pair_similarity(after_hard[first], after_hard[second], W, b[0])
print(f"test pairs right at 0.5: {np.mean((similarity > 0.5) == same):.0%}")
print(f"weights below 0 (a difference speaks against): {np.mean(W < 0):.0%}")

# %% [markdown] id="chi-text"
# ### Another measure of a pair
#
# The same difference means less between two large numbers than between two small ones. DeepFace therefore also tried the
# **χ² similarity** (*chi-square*), for encodings that are not negative, such as those behind a ReLU:
#
# $$\hat y = \sigma\left( \sum_{k=1}^{d} w_k \frac{\left( f(A)_k - f(B)_k \right)^2}{f(A)_k + f(B)_k} + b \right)$$
#
# **Write `chi_square_similarity`.** Where both numbers are 0 they are equal: the term is 0, and not 0 divided by 0.

# %% id="chi-square-similarity" tags=["graded"]
# GRADED FUNCTION: chi_square_similarity
@graded
def chi_square_similarity(f1, f2, W, b):
    """How probable is it that each pair shows one person, by the χ² measure?

    f1, f2: shape (m, d), no number below 0. W: shape (d,). b: one number.
    Returns similarity, shape (m,), between 0 and 1.
    """
    # BEGIN SOLUTION
    sums = f1 + f2
    safe = np.where(sums == 0, 1, sums)
    terms = (f1 - f2) ** 2 / safe
    similarity = 1 / (1 + np.exp(-(terms @ W + b)))
    # END SOLUTION
    return similarity


# %% id="check-chi-square-similarity"
check(chi_square_similarity)

# %% [markdown] id="arcface-text"
# ### A third way: classes, with a margin
#
# Triplets have to be chosen, and there are very many. **ArcFace** (2019) goes back to a softmax over the people of the
# *training* set, and takes the layer before the last as the encoding. Encodings and the columns of the last weights are
# scaled to length 1, so a score is the cosine of the angle between a face and a person's direction. A plain softmax is
# satisfied when the right angle is the smallest. ArcFace makes the right one larger by a margin $m$ *before* it compares:
#
# $$ \text{score}_j = s \cos(\theta_j + m \cdot [\,j = y\,]) $$
#
# To win all the same, a face must lie nearer to its person, by the angle $m$: as with $\alpha$, a gap between people. $s$
# stretches the cosines, which lie between −1 and 1, so that the softmax can come near 0 and 1. In use the last layer is
# thrown away, and new people are compared as before.
#
# **Write `arcface_logits`**, the scores before the softmax.

# %% id="arcface-logits" tags=["graded"]
# GRADED FUNCTION: arcface_logits
@graded
def arcface_logits(embeddings, weights, labels, s=30.0, m=0.5):
    """Scores of people with a margin in the angle.

    embeddings: shape (n, d). weights: a column for each person, shape (d, C). labels: who it is, shape (n,).
    Returns logits, shape (n, C).
    """
    # BEGIN SOLUTION
    unit_codes = embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)
    unit_people = weights / np.linalg.norm(weights, axis=0)
    cosines = np.clip(unit_codes @ unit_people, -1, 1)
    angles = np.arccos(cosines)
    angles[np.arange(len(labels)), labels] += m
    logits = s * np.cos(angles)
    # END SOLUTION
    return logits


# %% id="check-arcface-logits"
check(arcface_logits)

# %% id="arcface-use"
two_people = np.array([[1.0, 0.0], [0.0, 1.0]])
for degrees in (10, 30, 44):
    face = np.array([[np.cos(np.radians(degrees)), np.sin(np.radians(degrees))]])
    for margin in (0.0, 0.5):
        first, second = arcface_logits(face, two_people, np.array([0]), s=10.0, m=margin)[0]
        print(f"{degrees}° from its person, margin {margin}: loss {np.log1p(np.exp(second - first)):.3f}")

# %% [markdown] id="threshold-text"
# ## 6. A threshold is a decision
#
# No number in a loss says which error is worse. A door to a laboratory should hardly ever open to a stranger; a photo
# album may. So fix the FAR that you can bear, and read the threshold off **data**. And as always: choose on some
# people, report on others.

# %% id="threshold" tags=["nbval-ignore-output"]
some, rest = id_test < 10, id_test >= 10
thresholds = np.linspace(0, 2, 401)
FAR, FRR = error_rates(*pair_distances(after_hard[some], id_test[some]), thresholds)
for wanted in (0.1, 0.01, 0.001):
    threshold = thresholds[np.flatnonzero(wanted >= FAR)[-1]]
    new_FAR, new_FRR = error_rates(*pair_distances(after_hard[rest], id_test[rest]), np.array([threshold]))
    found = f"on ten others FAR {new_FAR[0]:.1%}, FRR {new_FRR[0]:.1%}"
    print(f"wanted FAR {wanted:5.1%}: threshold {threshold:.2f}; {found}")

# %% [markdown] id="threshold-after"
# Compare the FAR that you wanted with the one that you got: ten people are few, so a threshold that looks exact on them
# is not exact on others. The strictest one rests on a handful of pairs.

# %% [markdown] id="photos-text"
# ## 7. A trained network, on photographs
#
# A network for real faces needs millions of pictures. This one gives 128 numbers, and was trained by others. It expects
# an upright face that fills about three fifths of a square: **alignment** is half of the work. Each photograph is
# varied a little, as if there were a second one: mirrored, moved, turned, darker.

# %% id="crops"
SQUARES = {"astronaut": (147, 45, 155), "grace_hopper": (150, 60, 250)}  # left, top, side, in pixels


def cut(name, turn=0, move=0, light=1.0, mirror=False):
    """An aligned face of a shipped photograph, 150 × 150 pixels."""
    left, top, side = SQUARES[name]
    middle = (left + side / 2, top + side / 2)
    left, top = left + move * side, top - move * side
    picture = Image.fromarray(load_image(name)).rotate(turn, Image.Resampling.BICUBIC, center=middle)
    face = np.array(picture.crop((left, top, left + side, top + side)).resize((150, 150)))
    face = (face * light).astype("uint8")
    return face[:, ::-1] if mirror else face


CHANGES = {
    "plain": {}, "mirrored": {"mirror": True}, "moved": {"move": 0.04}, "turned": {"turn": 8}, "dark": {"light": 0.5},
}  # fmt: skip
faces = {f"{name}, {change}": cut(name, **how) for name in SQUARES for change, how in CHANGES.items()}
small = {title: np.array(Image.fromarray(face).resize((96, 96))) for title, face in faces.items()}
show_photos(small, "Two people, five pictures each.", height=96)

# %% [markdown] id="encode-text"
# The path of a picture goes in, its encoding comes out. These encodings are not scaled to length 1.

# %% id="encode"
def img_to_encoding(image_path, model):
    """128 numbers for an image file, whether it is in colour, grey or has transparency."""
    picture = Image.open(image_path).convert("RGB").resize((150, 150))
    return np.asarray(model(np.array(picture, dtype="float32")[np.newaxis]))[0]


face_network = load_face_network()
folder = Path(tempfile.mkdtemp())
for name, face in faces.items():
    Image.fromarray(face).save(folder / f"{name}.png")
photo_codes = np.array([img_to_encoding(folder / f"{name}.png", face_network) for name in faces])
photo_codes.shape

# %% [markdown] id="photo-distances-text"
# Expect distances of at most about 0.45 within a person here, and above 0.55 between the two.

# %% id="photo-distances" tags=["nbval-ignore-output"]
photo_ids = np.repeat([0, 1], len(CHANGES))
distances, same = pair_distances(photo_codes, photo_ids)
print(f"one person:  {distances[same].min():.2f} to {distances[same].max():.2f}")
print(f"two people:  {distances[~same].min():.2f} to {distances[~same].max():.2f}")

# %% [markdown] id="store-text"
# The network's author measured it on thousands of people and recommends a threshold of **0.6**. Two people are too few
# to measure anything: these distances show that the network works, not how often it errs.
#
# A database keeps one encoding a person, not the pictures. [HDF5](glossary:HDF5) stores it in a file. Such a file works like a
# dictionary: `list(file)` or `list(file.keys())` names what is in it, `file[name]` is a *dataset* that is still on the
# disk, and `[:]` reads all of it into an array (`[:5]` the first five numbers only). After the `with` block the file is
# closed, so read first. (An encoding of a face is personal data all the same: here the file goes to a temporary folder.)

# %% id="store"
with h5py.File(folder / "encodings.h5", "w") as file:
    for name in SQUARES:
        file[name] = img_to_encoding(folder / f"{name}, plain.png", face_network)

with h5py.File(folder / "encodings.h5") as file:
    print("keys:", list(file.keys()), " on the disk:", file["astronaut"])
    database = {name: file[name][:] for name in file}
{name: code.shape for name, code in database.items()}

# %% [markdown] id="verify-text"
# ### The door
#
# **Write `verify`**: compare the encoding of the picture with the stored encoding of the name that is claimed. The door
# opens where the distance $\lVert f(\text{picture}) - f(\text{stored}) \rVert$ (not squared) is **below** the
# threshold.

# %% id="verify" tags=["graded"]
# GRADED FUNCTION: verify
@graded
def verify(image_path, identity, database, model, threshold=0.7):
    """Is the person in the picture who they claim to be?

    image_path: path of an image file. identity: the name that is claimed. database: name → encoding.
    model: the network. threshold: below this distance the door opens.
    Returns dist, one number, and door_open, True or False.
    """
    # BEGIN SOLUTION
    encoding = img_to_encoding(image_path, model)
    dist = np.linalg.norm(encoding - database[identity])
    door_open = dist < threshold
    # END SOLUTION
    print(f"{'Welcome' if door_open else 'Please go away'}, {identity}! The distance is {dist:.2f}.")
    return dist, door_open


# %% id="check-verify"
check(verify)

# %% id="use-verify" tags=["nbval-ignore-output"]
verify(folder / "astronaut, dark.png", "astronaut", database, face_network, threshold=0.6)
dist, door_open = verify(folder / "astronaut, dark.png", "grace_hopper", database, face_network, threshold=0.6)

# %% [markdown] id="who-text"
# ### The name
#
# **Write `who_is_it`**: go through the database and find the smallest distance and whose it is. Return both in any
# case; where even the nearest is not below the threshold, print that this is nobody in the database. (A real system
# stores several pictures of each person, in different light, and takes the nearest of all.)

# %% id="who-is-it" tags=["graded"]
# GRADED FUNCTION: who_is_it
@graded
def who_is_it(image_path, database, model, threshold=0.7):
    """Whose stored encoding is nearest to the picture?

    image_path: path of an image file. database: name → encoding. model: the network.
    threshold: from this distance on it is nobody.
    Returns min_dist, one number, and identity, the nearest name.
    """
    # BEGIN SOLUTION
    encoding = img_to_encoding(image_path, model)
    min_dist, identity = np.inf, None
    for name, stored in database.items():
        dist = np.linalg.norm(encoding - stored)
        if dist < min_dist:
            min_dist, identity = dist, name
    # END SOLUTION
    print("Not in the database." if min_dist >= threshold else f"It's {identity}, the distance is {min_dist:.2f}.")
    return min_dist, identity


# %% id="check-who-is-it"
check(who_is_it)

# %% [markdown] id="use-who-text"
# Two faces that are known, and one that is not: a drawn one. Expect two right names with distances of about 0.25 and
# 0.3. The drawn face gets a name too, at about 0.55. Would you accept it? Section 8 comes back to it.

# %% id="use-who" tags=["nbval-ignore-output"]
Image.fromarray(data.X_test[0]).save(folder / "drawn.png")
for name in ("astronaut, turned", "grace_hopper, mirrored", "drawn"):
    who_is_it(folder / f"{name}.png", database, face_network, threshold=0.6)

# %% [markdown] id="own-text"
# **Your own pictures.** Make a folder `my_faces` beside this notebook. Put one square picture into it of each person
# who agrees to it, cut so that the face fills about three fifths, named like the person: `amina.jpg`. Then run:

# %% id="own" tags=["nbval-ignore-output"]
own = sorted(Path("my_faces").glob("*.*"))
database.update({path.stem: img_to_encoding(path, face_network) for path in own})
print(f"{len(own)} own pictures; the database knows {', '.join(database)}")

# %% [markdown] id="other-world-text"
# ## 8. Another world
#
# The drawn face passed for a person in the database. Nothing tells a network that it has left the kind of pictures it
# knows. Give more drawn people to the network for photographs, with the threshold that its author recommends. Expect
# it to take most pairs of two people for one person, and an error in about one pair of six at its best threshold:

# %% id="other-world" tags=["nbval-ignore-output"]
few = np.concatenate([np.flatnonzero(id_test == person)[:4] for person in range(15)])
large = np.array([np.array(Image.fromarray(face).resize((150, 150))) for face in data.X_test[few]])
drawn_codes = face_network.predict(large.astype("float32"), batch_size=20, verbose=0)
FAR, FRR = error_rates(*pair_distances(drawn_codes, id_test[few]), np.array([0.6]))
print(f"at 0.6: false accepts {FAR[0]:.0%}, false rejects {FRR[0]:.0%}")
print(f"equal-error rate: {judge(drawn_codes, id_test[few])[1]:.0%}; your small network: {eer_hard:.0%}")

# %% [markdown] id="ethics"
# ## 9. What goes wrong
#
# **Error rates are not one number.** A rate holds for the people, cameras and light it was measured with. Tests of
# many commercial systems found false accepts ten to a hundred times as frequent for some groups (by origin, sex, age)
# as for others, at one and the same threshold; the network you just used learnt from well-known people of few groups,
# and the one rate that its author gives is for such people. A search in a database multiplies the error, as the first
# curve of this notebook shows: with a million people, even one false accept in 100,000 gives about ten wrong names
# for each search, and each is a real person. People have been arrested for such a match. Before a system is used,
# measure FAR and FRR for each group it will meet, say how many pairs the numbers rest on, and say them together with
# the threshold.
#
# **A face cannot be changed like a password, and can be taken from afar.** An encoding is biometric data: who has the
# file can look for a person in other pictures, so many laws ask for consent, a purpose and a date of deletion. A
# photograph held before the camera opens a door like this one, because it asks who is *shown*, not who is *there*. A
# person who is rejected wrongly needs another way in, and a human who may overrule the machine. And some uses stay
# wrong when every error is corrected: watching everybody in a public place works the better, the worse it is for those
# who are watched. That a thing can be built with a notebook is no reason to build it.

# %% [markdown] id="summary"
# ## What you have now
#
# - Verification compares once, recognition K times. In use an encoding needs one picture a person; learning it needs
#   several.
# - The triplet loss orders distances with a margin; hard triplets are those that still teach it something.
# - A pair can also be judged by a logistic unit on the absolute difference, or on χ².
# - ArcFace learns encodings as classes, with a margin in the angle.
# - An encoding is judged on people it has never seen: ROC, equal-error rate. A threshold is chosen on data.
# - A database stores encodings; `verify` and `who_is_it` ask it.
#
# In a terminal, `course check workbook/week4/1_face_recognition.ipynb` checks all of it at once.
#
# ## Try it
#
# Nothing here is graded.
#
# 1. Train with `alpha` 0.05 and 1.0. What happens to the equal-error rate, and to the share that costs something?
# 2. Take the margin away, and the `UnitNormalization` too. Does the loss become 0? Is the network any good?
# 3. What do your `verify` and `who_is_it` say for a name that is not there, an empty database, a path without a file?
#    Make them say it in a sentence.
# 4. Store the mean of three encodings for each person. Does the distance to a new picture become smaller?
# 5. Cut the astronaut with a wider square. How fast does the distance grow when the face fills less of it?
#
# <details><summary>Answers</summary>
#
# 1. With 0.05 soon hardly any triplet costs anything, and learning stops early. With 1.0 nearly all cost something to the
#    end. Compare the error rates over several seeds: they change less than one would think.
# 2. The loss falls to 0, by giving all faces nearly the same encoding: every distance is 0. Nothing is learnt.
# 3. A name that is not there: a KeyError. An empty database: the distance stays at infinity, and the name is None. A path
#    without a file: a FileNotFoundError of Pillow. Ask for each before you compute, and say what is missing.
# 4. As a rule yes: what is special to one picture, its light and pose, partly cancels in the mean.
# 5. The network has learnt from faces that fill the square. The distance grows with every pixel that is not face, and the
#    same person soon counts as another: alignment is half of the work.
#
# </details>
#
# **Next:** [Paint a photograph](2_style_transfer.ipynb), where no network is trained and the pixels learn.

# %% [markdown] id="reading"
# **To read on.** F. Schroff, D. Kalenichenko, J. Philbin, *FaceNet: a unified embedding for face recognition and
# clustering*, 2015: triplets. Y. Taigman and others, *DeepFace*, 2014: Siamese networks. G. Koch and others, *Siamese
# neural networks for one-shot image recognition*, 2015. J. Deng and others, *ArcFace: additive angular margin loss*, 2019. J. Buolamwini, T. Gebru, *Gender shades*, 2018, and P. Grother
# and others, *Face recognition vendor test, part 3: demographic effects* (NIST), 2019: error rates by group.
