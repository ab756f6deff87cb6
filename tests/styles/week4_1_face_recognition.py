"""Right answers to face recognition as good students write them; all must pass every case."""

import itertools
import math

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from PIL import Image
from tensorflow.keras import backend as K


def img_to_encoding(image_path, model):
    """As in this notebook."""
    picture = Image.open(image_path).convert("RGB").resize((150, 150))
    return np.asarray(model(np.array(picture, dtype="float32")[np.newaxis]))[0]


def triplet_loss_by_published(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, positive)), axis=-1)
    neg_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, negative)), axis=-1)
    basic_loss = tf.add(tf.subtract(pos_dist, neg_dist), alpha)
    return tf.reduce_sum(tf.maximum(basic_loss, 0.0))


def triplet_loss_by_keras_ops(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred
    near = ops.sum(ops.square(anchor - positive), axis=1)
    far = ops.sum(ops.square(anchor - negative), axis=1)
    return ops.sum(ops.relu(near - far + alpha))


def triplet_loss_by_backend(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    gap = K.sum(K.square(anchor - positive), axis=-1) - K.sum(K.square(anchor - negative), axis=-1)
    return K.sum(K.maximum(gap + alpha, 0))


def triplet_loss_by_stack(y_true, y_pred, *, alpha=0.2):
    encodings = tf.stack(y_pred)
    squared = tf.reduce_sum((encodings[0] - encodings[1:]) ** 2, axis=2)
    return tf.math.reduce_sum(tf.nn.relu(squared[0] - squared[1] + alpha))


def triplet_loss_by_norms(y_true, y_pred, alpha=0.2):
    a, p, n = y_pred
    return tf.add_n([tf.maximum(tf.norm(x - y) ** 2 - tf.norm(x - z) ** 2 + alpha, 0.0)
                     for x, y, z in zip(tf.unstack(a), tf.unstack(p), tf.unstack(n))])  # fmt: skip


def triplet_loss_by_loop(y_true, y_pred, alpha=0.2):
    loss = 0.0
    for i in range(y_pred[0].shape[0]):
        near = tf.reduce_sum(tf.math.squared_difference(y_pred[0][i], y_pred[1][i]))
        far = tf.reduce_sum(tf.math.squared_difference(y_pred[0][i], y_pred[2][i]))
        if near + alpha > far:
            loss += near - far + alpha
    return loss


def hard_triplets_by_plain_loops(embeddings, ids, alpha=0.2):
    def distance(i, j):
        return sum((x - y) ** 2 for x, y in zip(embeddings[i], embeddings[j]))

    triplets, m = [], len(ids)
    for a in range(m):
        nearest, least = None, float("inf")
        for n in range(m):
            if ids[n] != ids[a] and distance(a, n) < least:
                nearest, least = n, distance(a, n)
        for p in range(m):
            if p != a and ids[p] == ids[a] and distance(a, p) - least + alpha > 0:
                triplets.append([a, p, nearest])
    return np.array(triplets, dtype=int).reshape(-1, 3)


def hard_triplets_by_masks(embeddings, ids, alpha=0.2):
    D = ((embeddings[:, None, :] - embeddings[None, :, :]) ** 2).sum(-1)
    same = np.equal.outer(ids, ids)
    n = np.argmin(D + np.where(same, 1e9, 0.0), axis=1)
    cost = D - D[np.arange(len(ids)), n][:, None] + alpha
    a, p = np.where(same & ~np.eye(len(ids), dtype=bool) & (cost > 0))
    return np.column_stack([a, p, n[a]])


def hard_triplets_by_products(embeddings, ids, alpha=0.2):
    G = embeddings @ embeddings.T
    D = np.diag(G)[:, None] - 2 * G + np.diag(G)[None]
    found = []
    for a, p in itertools.permutations(range(len(ids)), 2):
        if ids[a] == ids[p]:
            n = min((k for k in range(len(ids)) if ids[k] != ids[a]), key=lambda k: D[a, k])
            if D[a, p] - D[a, n] + alpha > 0:
                found.append((a, p, n))
    return np.array(found, dtype=int).reshape(-1, 3)


def hard_triplets_by_norms(embeddings, ids, alpha=0.2):
    rows = np.zeros((0, 3))
    for a, person in enumerate(ids):
        squared = np.linalg.norm(embeddings - embeddings[a], axis=1) ** 2
        n = np.ma.argmin(np.ma.masked_array(squared, mask=ids == person))
        for p in np.where(ids == person)[0]:
            if a != p and squared[p] + alpha > squared[n]:
                rows = np.vstack([rows, [a, p, n]])
    return rows.astype("int32")


def pair_similarity_by_loops(f1, f2, W, b):
    out = []
    for one, other in zip(f1, f2):
        score = b
        for k in range(len(W)):
            score += W[k] * abs(one[k] - other[k])
        out.append(1 / (1 + math.exp(-score)))
    return out


def pair_similarity_by_dot(f1, f2, W, b):
    z = np.dot(np.absolute(np.subtract(f1, f2)), W.reshape(-1, 1)) + b
    return (np.exp(z) / (1 + np.exp(z)))[:, 0]


def pair_similarity_by_tensorflow(f1, f2, W, b):
    weighted = tf.abs(tf.cast(f1, tf.float32) - tf.cast(f2, tf.float32)) * tf.cast(W, tf.float32)
    return tf.sigmoid(tf.reduce_sum(weighted, axis=-1) + b)


def pair_similarity_by_keras_ops(f1, f2, W, b):
    return ops.sigmoid(ops.einsum("md,d->m", ops.abs(f1 - f2), W) + b)


def encode_as_published(image_path, model):
    """Another size, parts of 255, an encoding of length one as a row (1, 128)."""
    img = keras.utils.load_img(image_path, target_size=(160, 160))
    img = np.around(np.array(img) / 255.0, decimals=12)
    embedding = model.predict_on_batch(np.expand_dims(img, axis=0))
    return embedding / np.linalg.norm(embedding, ord=2)


def encode_with_pillow(image_path, model):
    size = model.input_shape[1:3]
    picture = Image.open(image_path).convert("RGB").resize(size[::-1])
    return model(np.asarray(picture, dtype="float32")[None], training=False)


def verify_by_published(image_path, identity, database, model):
    encoding = encode_as_published(image_path, model)
    dist = np.linalg.norm(tf.subtract(encoding, database[identity]))
    if dist < 0.7:
        print("It's " + str(identity) + ", welcome in!")
        door_open = True
    else:
        print("It's not " + str(identity) + ", please go away")
        door_open = False
    return dist, door_open


def verify_by_published_with_threshold(image_path, identity, database, model, threshold=0.7):
    dist = np.linalg.norm(encode_as_published(image_path, model) - database[identity])
    return dist, bool(dist < threshold)


def verify_by_tensors(image_path, identity, database, model, threshold=0.7):
    stored = tf.reshape(tf.cast(database[identity], tf.float32), [-1])
    dist = tf.norm(encode_with_pillow(image_path, model)[0] - stored)
    return dist, dist < threshold


def verify_by_sum_of_squares(image_path, identity, database, model, threshold=0.7):
    code = img_to_encoding(image_path, model)
    dist = math.sqrt(sum((x - y) ** 2 for x, y in zip(code, np.ravel(database[identity]))))
    return [dist, dist < threshold]


def verify_by_squared_threshold(image_path, identity, database, model, threshold=0.7):
    code = model.predict(keras.utils.img_to_array(keras.utils.load_img(image_path))[np.newaxis], verbose=0)
    squared = np.sum(np.square(code - database[identity]))
    return np.sqrt(squared), squared < threshold**2


def who_is_it_by_published(image_path, database, model):
    encoding = encode_as_published(image_path, model)
    min_dist = 100
    for name, db_enc in database.items():
        dist = np.linalg.norm(tf.subtract(encoding, db_enc))
        if dist < min_dist:
            min_dist = dist
            identity = name
    if min_dist > 0.7:
        print("Not in the database.")
    else:
        print("it's " + str(identity) + ", the distance is " + str(min_dist))
    return min_dist, identity


def who_is_it_by_published_with_threshold(image_path, database, model, threshold=0.7):
    code = encode_as_published(image_path, model)
    distances = {name: np.linalg.norm(code - stored) for name, stored in database.items()}
    identity = min(distances, key=distances.get)
    if distances[identity] >= threshold:
        print("Not in the database.")
    return distances[identity], identity


def who_is_it_by_stack(image_path, database, model, threshold=0.7):
    known = np.stack([np.asarray(stored).reshape(-1) for stored in database.values()])
    distances = np.linalg.norm(known - img_to_encoding(image_path, model), axis=1)
    return distances.min(), list(database)[distances.argmin()]


def who_is_it_by_tensors(image_path, database, model, threshold=0.7):
    code = tf.reshape(encode_with_pillow(image_path, model), [-1])
    names = list(database.keys())
    distances = tf.stack([tf.norm(code - tf.reshape(tf.cast(database[name], tf.float32), [-1])) for name in names])
    return tf.reduce_min(distances), names[int(tf.argmin(distances))]


def who_is_it_by_sorted(image_path, database, model, threshold=0.7):
    code = img_to_encoding(image_path, model)
    return sorted((float(np.sqrt(np.sum((code - stored) ** 2))), name) for name, stored in database.items())[0]
