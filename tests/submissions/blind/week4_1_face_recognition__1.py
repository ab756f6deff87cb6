"""Wrong answers to week4/1_face_recognition: how students go wrong, written before any list of mistakes was read (part 1 of 2)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.square(anchor - positive))
    neg_dist = tf.reduce_sum(tf.square(anchor - negative))
    loss = tf.maximum(pos_dist - neg_dist + alpha, 0.0)
    return loss
''',
        ("maximum after the sum over all triplets", "once for the batch"),
        (5,),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos = tf.reduce_sum((anchor - positive) ** 2, axis=-1)
    neg = tf.reduce_sum((anchor - negative) ** 2, axis=-1)
    return tf.reduce_sum(tf.maximum(neg - pos + alpha, 0))
''',
        ("positive and negative distance swapped", "sign"),
        (5,),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos = tf.reduce_sum(tf.square(anchor - positive), axis=-1)
    neg = tf.reduce_sum(tf.square(anchor - negative), axis=-1)
    basic = pos - neg - alpha
    return tf.reduce_sum(tf.maximum(basic, 0.0))
''',
        ("alpha subtracted",),
        (5,),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos = tf.reduce_sum(tf.square(tf.subtract(anchor, positive)), axis=-1)
    neg = tf.reduce_sum(tf.square(tf.subtract(anchor, negative)), axis=-1)
    loss = tf.reduce_mean(tf.maximum(pos - neg + alpha, 0.0))
    return loss
''',
        ("mean over the triplets instead of the sum",),
        (5,),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos = tf.norm(anchor - positive, axis=-1)
    neg = tf.norm(anchor - negative, axis=-1)
    return tf.reduce_sum(tf.maximum(pos - neg + alpha, 0.0))
''',
        ("distances not squared: norm",),
        (3, 4),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos = tf.reduce_sum(tf.square(anchor - positive), axis=-1)
    neg = tf.reduce_sum(tf.square(anchor - negative), axis=-1)
    return tf.reduce_sum(tf.nn.relu(pos - neg + 0.2))
''',
        ("alpha fixed at 0.2",),
        (5,),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos = tf.reduce_sum(tf.square(anchor - positive), axis=-1)
    neg = tf.reduce_sum(tf.square(positive - negative), axis=-1)
    return tf.reduce_sum(tf.nn.relu(pos - neg + alpha))
''',
        ("positive–negative instead of anchor–negative distance",),
        (4,),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos = tf.reduce_sum(tf.square(anchor - positive), axis=0)
    neg = tf.reduce_sum(tf.square(anchor - negative), axis=0)
    return tf.reduce_mean(tf.maximum(pos - neg + alpha, 0.0))
''',
        ("mean instead of sum", "summed over axis 0"),
        (3, 4, 5), "pair",
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos = tf.reduce_sum(tf.square(anchor - positive), axis=-1)
    neg = tf.reduce_sum(tf.square(anchor - negative), axis=-1)
    return tf.reduce_sum(tf.max(pos - neg + alpha, 0.0))
''',
        ("tf.max does not exist", "AttributeError tf.maximum"),
        (5,), "raises",
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    triplets = []
    d = ((embeddings[:, None] - embeddings[None]) ** 2).sum(-1)
    for a in range(len(ids)):
        negatives = np.flatnonzero(ids != ids[a])
        n = negatives[np.argmin(d[a, negatives])]
        for p in range(len(ids)):
            if ids[p] == ids[a] and d[a, p] - d[a, n] + alpha > 0:
                triplets.append((a, p, n))
    return np.array(triplets, dtype=int).reshape(-1, 3)
''',
        ("the anchor itself is taken as positive",),
        (8,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    triplets = []
    d = ((embeddings[:, None] - embeddings[None]) ** 2).sum(-1)
    for a in range(len(ids)):
        negatives = [i for i in range(len(ids)) if ids[i] != ids[a]]
        n = max(negatives, key=lambda i: d[a, i])
        for p in range(len(ids)):
            if p != a and ids[p] == ids[a] and d[a, p] - d[a, n] + alpha > 0:
                triplets.append((a, p, n))
    return np.array(triplets, dtype=int).reshape(-1, 3)
''',
        ("farthest negative instead of the nearest",),
        (6,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    triplets = []
    for a in range(len(ids)):
        dist = np.linalg.norm(embeddings - embeddings[a], axis=1)
        n = np.argmin(np.where(ids == ids[a], np.inf, dist))
        for p in range(len(ids)):
            if p != a and ids[p] == ids[a] and dist[p] - dist[n] + alpha > 0:
                triplets.append((a, p, n))
    return np.array(triplets, dtype=int).reshape(-1, 3)
''',
        ("distances not squared in the condition",),
        (4,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    triplets = []
    for a in range(len(ids)):
        dist = np.sum((embeddings - embeddings[a]) ** 2, axis=1)
        n = np.argmin(np.where(ids == ids[a], np.inf, dist))
        for p in range(len(ids)):
            if p != a and ids[p] == ids[a] and dist[p] > dist[n]:
                triplets.append((a, p, n))
    return np.array(triplets, dtype=int).reshape(-1, 3)
''',
        ("alpha left out of the condition",),
        (7,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    triplets = []
    for a in range(len(ids)):
        dist = np.sum((embeddings - embeddings[a]) ** 2, axis=1)
        n = np.argmin(np.where(ids == ids[a], np.inf, dist))
        for p in range(a + 1, len(ids)):
            if ids[p] == ids[a] and dist[p] - dist[n] + alpha > 0:
                triplets.append((a, p, n))
    return np.array(triplets, dtype=int).reshape(-1, 3)
''',
        ("only pairs p > a: each pair once",),
        (6,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    triplets = []
    for a in range(len(ids)):
        dist = np.sum((embeddings - embeddings[a]) ** 2, axis=1)
        n = np.argmin(np.where(ids == ids[a], np.inf, dist))
        for p in range(len(ids)):
            if p != a and ids[p] == ids[a] and dist[p] - dist[n] + alpha < 0:
                triplets.append((a, p, n))
    return np.array(triplets, dtype=int).reshape(-1, 3)
''',
        ("easy triplets kept: < 0 instead of > 0",),
        (7,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    triplets = []
    for a in range(len(ids)):
        dist = np.sum((embeddings - embeddings[a]) ** 2, axis=1)
        n = np.argmin(np.where(ids == ids[a], np.inf, dist))
        for p in range(len(ids)):
            if ids[p] == ids[a] and dist[p] - dist[n] >= 0 or p == a:
                triplets.append((a, p, n))
    return np.array(triplets, dtype=int).reshape(-1, 3)
''',
        ("anchor as its own positive", "alpha left out"),
        (7,), "pair",
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    z = np.sum(W * (f1 - f2) ** 2, axis=1) + b
    similarity = 1 / (1 + np.exp(-z))
    return similarity
''',
        ("squared instead of absolute difference",),
        (2,),
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    z = (f1 - f2) @ W + b
    return 1 / (1 + np.exp(-z))
''',
        ("no absolute value",),
        (2,),
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    z = np.abs(f1 - f2) @ W + b
    return 1 / (1 + np.exp(z))
''',
        ("sign of the exponent: exp(z)",),
        (3,),
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    similarity = np.dot(np.abs(f1 - f2), W) + b
    return similarity
''',
        ("sigmoid missing",),
        (2,),
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    z = np.sum(np.abs(f1 - f2) * W) + b
    return 1 / (1 + np.exp(-z))
''',
        ("sum over all pairs: one number", "axis missing"),
        (2,),
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    z = np.sum(np.abs(f1 - f2) * W + b, axis=1)
    return 1 / (1 + np.exp(-z))
''',
        ("b inside the sum: added d times",),
        (2,),
    ),
]
