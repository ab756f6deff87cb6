"""Wrong answers to week4/1_face_recognition: how students go wrong, further ones, written when the first set had been answered."""

from wrong import Wrong

ROWS = [
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    a, p, n = y_pred[0], y_pred[1], y_pred[2]
    d = tf.reduce_sum(tf.square(a - p), -1) - tf.reduce_sum(tf.square(a - n), -1) + alpha
    return tf.reduce_sum(tf.maximum(d, 1.0))
''',
        ("maximum with 1, not 0",),
        (4,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    triplets = []
    for a in range(len(ids)):
        d = np.sum((embeddings - embeddings[a]) ** 2, axis=1)
        others = d.copy()
        others[a] = np.inf
        n = int(np.argmin(others))
        for p in range(len(ids)):
            if p != a and ids[p] == ids[a] and d[p] - d[n] + alpha > 0:
                triplets.append((a, p, n))
    return np.array(triplets, dtype=int).reshape(-1, 3)
''',
        ("nearest picture of all, also of the same person, as negative",),
        (7,),
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    z = np.abs(f1 - f2) @ W - b
    return 1 / (1 + np.exp(-z))
''',
        ("b subtracted",),
        (2,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    e = img_to_encoding(image_path, model)
    dist = np.mean(np.abs(e - database[identity]))
    return dist, bool(dist < threshold)
''',
        ("mean of the absolute differences instead of the norm",),
        (3,),
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    e = img_to_encoding(image_path, model)
    min_dist, identity = 100, None
    for name, stored in database.items():
        d = np.linalg.norm(e - stored)
        if d < min_dist:
            min_dist, identity = d, name
        if min_dist < threshold:
            break
    return min_dist, identity
''',
        ("stops at the first person below the threshold",),
        (9,),
    ),
]
