"""Wrong answers to week4/1_face_recognition: what students hand in, single faults and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, positive)), axis=-1)
    neg_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, negative)), axis=-1)
    basic_loss = tf.subtract(tf.subtract(pos_dist, neg_dist), alpha)
    loss = tf.reduce_sum(tf.maximum(basic_loss, 0.0))
    return loss
''',
        ("the margin is taken off, not added",),
        (5,),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.square(anchor - positive), axis=-1)
    neg_dist = tf.reduce_sum(tf.square(positive - negative), axis=-1)
    basic_loss = pos_dist - neg_dist + alpha
    return tf.reduce_sum(tf.maximum(basic_loss, 0.0))
''',
        ("positive compared with negative",),
        (4,),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.square(anchor - positive))
    neg_dist = tf.reduce_sum(tf.square(anchor - negative))
    basic_loss = pos_dist - neg_dist + alpha
    return tf.maximum(basic_loss, 0.0)
''',
        ("everything summed before the maximum",),
        (3, 4),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    triplets = []
    D = np.sum((embeddings[:, None, :] - embeddings[None, :, :]) ** 2, axis=-1)
    for a in range(len(ids)):
        neg = [k for k in range(len(ids)) if ids[k] != ids[a]]
        n = max(neg, key=lambda k: D[a, k])
        for p in range(len(ids)):
            if p != a and ids[p] == ids[a] and D[a, p] - D[a, n] + alpha > 0:
                triplets.append((a, p, n))
    return np.array(triplets, dtype=int).reshape(-1, 3)
''',
        ("the farthest negative",),
        (6,),
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    z = np.dot(f1 - f2, W) + b
    return 1.0 / (1.0 + np.exp(-z))
''',
        ("signed difference",),
        (2,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    dist = np.linalg.norm(encoding - database[identity])
    if dist > threshold:
        door_open = True
    else:
        door_open = False
    return dist, door_open
''',
        ("the door opens for the far ones",),
        (4,),
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    min_dist = 100
    identity = None
    for (name, db_enc) in database.items():
        dist = np.linalg.norm(encoding - db_enc)
        if dist < min_dist:
            dist = min_dist
            identity = name
    return min_dist, identity
''',
        ("the least distance is never updated",),
        (8,),
    ),
]
