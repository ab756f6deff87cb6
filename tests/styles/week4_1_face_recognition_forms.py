"""More right answers to face recognition: graphs, loss classes, dictionaries, heaps, sets and other names."""

import heapq
import math
from collections import defaultdict, namedtuple
from dataclasses import dataclass
from functools import cache, partial, reduce
from itertools import permutations

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from PIL import Image
from tensorflow.keras import backend as K


def img_to_encoding(image_path, model):
    """As the notebook has it."""
    picture = Image.open(image_path).convert("RGB").resize((150, 150))
    return np.asarray(model(np.array(picture, dtype="float32")[np.newaxis]))[0]


@tf.function
def triplet_loss_by_tf_function(y_true, y_pred, alpha=0.2):
    a, p, n = y_pred[0], y_pred[1], y_pred[2]
    to_p = tf.einsum("md,md->m", a - p, a - p)
    to_n = tf.einsum("md,md->m", a - n, a - n)
    return tf.reduce_sum(tf.nn.relu(to_p - to_n + alpha))


@tf.function
def triplet_loss_by_graph_with_a_loop(y_true, y_pred, alpha=0.2):
    loss = 0.0
    for i in tf.range(tf.shape(y_pred[0])[0]):
        gap = tf.reduce_sum((y_pred[0][i] - y_pred[1][i]) ** 2) - tf.reduce_sum((y_pred[0][i] - y_pred[2][i]) ** 2)
        if gap + alpha > 0:
            loss += gap + alpha
    return loss


class TripletLoss(keras.losses.Loss):
    """Sums over the triplets; the margin is a setting."""

    def __init__(self, alpha=0.2):
        super().__init__(reduction="sum")
        self.alpha = alpha

    def call(self, y_true, y_pred):
        a, p, n = (ops.convert_to_tensor(part) for part in (y_pred[0], y_pred[1], y_pred[2]))
        return ops.relu(ops.sum(ops.square(a - p) - ops.square(a - n), axis=-1) + self.alpha)


def triplet_loss_by_loss_class(y_true, y_pred, alpha=0.2):
    return tf.reduce_sum(TripletLoss(alpha).call(y_true, y_pred))


def triplet_loss_by_backend_relu(_, encodings, *, alpha=0.2):
    anchor, positive, negative = encodings[0], encodings[1], encodings[2]
    basic = K.sum(K.square(anchor - positive), axis=-1) - K.sum(K.square(anchor - negative), axis=-1) + alpha
    return K.sum(K.maximum(basic, K.zeros_like(basic)))


def margin_loss(d, y_true, y_pred, alpha=0.2):
    costs = d(y_pred[0], y_pred[1]) - d(y_pred[0], y_pred[2]) + alpha
    return tf.reduce_sum(tf.boolean_mask(costs, costs > 0))


triplet_loss_by_partial = partial(margin_loss, lambda u, v: tf.reduce_sum(tf.math.squared_difference(u, v), -1))


def hard_triplets_by_permutations(embeddings, ids, alpha=0.2):
    people = defaultdict(list)
    for place, person in enumerate(ids):
        people[person].append(place)

    @cache
    def d(i, j):
        return float(np.square(embeddings[i] - embeddings[j]).sum())

    rows = []
    for person, places in people.items():
        strangers = [k for k in range(len(ids)) if ids[k] != person]
        for a, p in permutations(places, 2):
            n = min(strangers, key=lambda k, a=a: d(a, k))
            if d(a, p) - d(a, n) + alpha > 0:
                rows.append([a, p, n])
    return np.array(sorted(rows), dtype="int32").reshape(-1, 3)


def hard_triplets_by_argwhere(embeddings, ids, alpha=0.2):
    ids, gaps = np.asarray(ids), embeddings[:, None, :] - embeddings[None, :, :]
    D = np.einsum("ijd,ijd->ij", gaps, gaps)
    same = ids[:, None] == ids[None, :]
    apart = np.where(same, np.inf, D)
    nearest, n = apart.min(axis=1), apart.argmin(axis=1)
    hard = same & ~np.eye(len(ids), dtype=bool) & (D - nearest[:, None] + alpha > 0)
    pairs = np.argwhere(hard)
    return np.c_[pairs, n[pairs[:, 0]]]


def hard_triplets_by_sorted_negatives(encodings, labels, *, alpha=0.2):
    triplets = []
    for a, encoding in enumerate(encodings):
        distances = tf.reduce_sum((tf.convert_to_tensor(encodings) - encoding) ** 2, axis=1).numpy()
        ranked = [k for k in np.argsort(distances, kind="stable") if labels[k] != labels[a]]
        triplets += [
            (a, p, ranked[0])
            for p in range(len(labels))
            if labels[p] == labels[a] and p != a and distances[p] + alpha > distances[ranked[0]]
        ]
    return np.asarray(triplets, dtype=np.int64).reshape((len(triplets), 3))


def pair_similarity_by_stable_sigmoid(f1, f2, W, b):
    z = np.einsum("md,d->m", abs(f1 - f2), W) + b
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def pair_similarity_by_tanh(f1, f2, W, b):
    scores = (np.abs(np.subtract(f2, f1)) * W).sum(axis=-1, dtype=np.float32) + np.float32(b)
    return (0.5 + 0.5 * np.tanh(scores / 2)).astype(np.float32)


def pair_similarity_by_dense_layer(f1, f2, W, b):
    unit = keras.layers.Dense(1, activation="sigmoid")
    unit.build((None, f1.shape[-1]))
    unit.set_weights([W.reshape(-1, 1), np.reshape(b, (1,))])
    return unit(np.abs(f1 - f2))[:, 0]


def logistic(weights, bias):
    return lambda gaps: 1.0 / (1.0 + math.exp(-(sum(w * g for w, g in zip(weights, gaps)) + bias)))


def pair_similarity_by_closure(first, second, W, b):
    unit = logistic(W.tolist(), float(b))
    return [unit([abs(x - y) for x, y in zip(*pair)]) for pair in zip(first.tolist(), second.tolist())]


def pair_similarity_by_backend(f1, f2, W, b):
    return K.sigmoid(K.sum(K.abs(f1 - f2) * W, axis=1) + b)


def verify_by_math_dist(image_path, identity, database, model, threshold=0.7):
    dist = math.dist(img_to_encoding(image_path, model), np.ravel(database[identity]))
    return dist, dist < threshold


class Door:
    """A door that remembers nothing; `verify` is one of its methods."""

    def verify(self, picture, name, people, network, *, threshold=0.7):
        gap = np.squeeze(img_to_encoding(picture, network)) - np.squeeze(people[name])
        distance = np.sqrt(gap @ gap)
        if distance < threshold:
            print(f"It's {name}, welcome in!")
            return distance, True
        print(f"It's not {name}, please go away")
        return distance, False


verify_by_method = Door().verify


def verify_by_keras_norm(image_path, identity, database, model, threshold=0.7):
    gap = ops.convert_to_tensor(img_to_encoding(image_path, model)) - ops.convert_to_tensor(database[identity])
    dist = ops.norm(gap)
    return [dist, ops.less(dist, threshold)]


Decision = namedtuple("Decision", "dist door_open")


def verify_by_namedtuple(image_path, identity, database, model, threshold=0.7):
    stored, seen = (np.asarray(code, np.float32).ravel() for code in (database[identity], img_to_encoding(image_path, model)))
    decision = Decision(float(np.hypot.reduce(stored - seen)), None)
    return decision._replace(door_open=decision.dist < threshold)


def distance(first, second):
    return np.sqrt(np.sum((np.asarray(first) - np.asarray(second)) ** 2))


def who_is_it_by_heap(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    ((dist, _, name),) = heapq.nsmallest(1, ((distance(code, encoding), k, who) for k, (who, code) in enumerate(database.items())))
    print("Not in the database." if dist >= threshold else f"it's {name}, the distance is {dist}")
    return dist, name


def who_is_it_by_dictionary(image_path, database, model, *, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    distances = {name: math.dist(code, encoding) for name, code in database.items()}
    identity = min(distances, key=distances.get)
    if distances[identity] >= threshold:
        print("nobody of the database")
    return [distances[identity], identity]


@dataclass(order=True)
class Candidate:
    dist: float
    order: int
    name: str


def who_is_it_by_dataclass(photo, people, network, limit=0.7):
    seen = img_to_encoding(photo, network)
    candidates = [Candidate(float(tf.norm(code - seen)), k, name) for k, (name, code) in enumerate(people.items())]
    best = reduce(min, candidates)
    print(best.name if best.dist < limit else "Not in the database.")
    return best.dist, best.name


def who_is_it_by_argmin(image_path, database, model, threshold=0.7):
    names, codes = zip(*database.items())
    gaps = np.float32(codes) - np.float32(img_to_encoding(image_path, model))
    distances = np.linalg.norm(gaps.reshape(len(names), -1), axis=1)
    nearest = np.argmin(distances)
    return distances[nearest], np.array(names)[nearest]
