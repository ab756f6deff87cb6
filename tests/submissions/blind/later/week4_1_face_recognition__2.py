"""Wrong answers to week4/1_face_recognition: forgotten statements, wrong names and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, positive)))
    neg_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, negative)))
    basic_loss = tf.add(tf.subtract(pos_dist, neg_dist), alpha)
    loss = tf.reduce_sum(tf.maximum(basic_loss, 0.0))
    return loss
''',
        ("summed over the batch before max",),
        (3, 4),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, positive)), axis=-1)
    neg_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, negative)), axis=-1)
    basic_loss = tf.add(tf.subtract(neg_dist, pos_dist), alpha)
    loss = tf.reduce_sum(tf.maximum(basic_loss, 0.0))
    return loss
''',
        ("positive and negative exchanged",),
        (5,),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, positive)), axis=-1)
    neg_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, negative)), axis=-1)
    basic_loss = tf.subtract(pos_dist, neg_dist)
    loss = tf.reduce_sum(tf.maximum(basic_loss, 0.0))
    return loss
''',
        ("alpha not added",),
        (5,),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.abs(tf.subtract(anchor, positive)), axis=-1)
    neg_dist = tf.reduce_sum(tf.abs(tf.subtract(anchor, negative)), axis=-1)
    basic_loss = tf.add(tf.subtract(pos_dist, neg_dist), alpha)
    loss = tf.reduce_sum(tf.maximum(basic_loss, 0.0))
    return loss
''',
        ("not squared",),
        (3, 4),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, positive)), axis=-1)
    neg_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, negative)), axis=-1)
    basic_loss = tf.add(tf.subtract(pos_dist, neg_dist), alpha)
    loss = tf.reduce_mean(tf.maximum(basic_loss, 0.0))
    return loss
''',
        ("mean at the end",),
        (6,),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, positive)), axis=-1)
    neg_dist = tf.reduce_sum(tf.square(tf.subtract(positive, negative)), axis=-1)
    basic_loss = tf.add(tf.subtract(pos_dist, neg_dist), alpha)
    loss = tf.reduce_sum(tf.maximum(basic_loss, 0.0))
    return loss
''',
        ("negative against positive",),
        (4,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    n = len(ids)
    D = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            D[i, j] = np.sum((embeddings[i] - embeddings[j]) ** 2)
    result = []
    for a in range(n):
        negatives = [j for j in range(n) if ids[j] != ids[a]]
        neg = negatives[np.argmax([D[a, j] for j in negatives])]
        for p in range(n):
            if p != a and ids[p] == ids[a]:
                if D[a, p] + alpha > D[a, neg]:
                    result.append((a, p, neg))
    return np.array(result, dtype=int).reshape(-1, 3)
''',
        ("farthest negative",),
        (10,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    n = len(ids)
    D = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            D[i, j] = np.linalg.norm(embeddings[i] - embeddings[j])
    result = []
    for a in range(n):
        negatives = [j for j in range(n) if ids[j] != ids[a]]
        neg = negatives[np.argmin([D[a, j] for j in negatives])]
        for p in range(n):
            if p != a and ids[p] == ids[a]:
                if D[a, p] + alpha > D[a, neg]:
                    result.append((a, p, neg))
    return np.array(result, dtype=int).reshape(-1, 3)
''',
        ("distances not squared",),
        (6,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    n = len(ids)
    D = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            D[i, j] = np.sum((embeddings[i] - embeddings[j]) ** 2)
    result = []
    for a in range(n):
        negatives = [j for j in range(n) if ids[j] != ids[a]]
        neg = negatives[np.argmin([D[a, j] for j in negatives])]
        for p in range(n):
            if ids[p] == ids[a]:
                if D[a, p] + alpha > D[a, neg]:
                    result.append((a, p, neg))
    return np.array(result, dtype=int).reshape(-1, 3)
''',
        ("p = a allowed",),
        (12,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    n = len(ids)
    D = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            D[i, j] = np.sum((embeddings[i] - embeddings[j]) ** 2)
    result = []
    for a in range(n):
        negatives = [j for j in range(n) if ids[j] != ids[a]]
        neg = negatives[np.argmin([D[a, j] for j in negatives])]
        for p in range(n):
            if p != a and ids[p] == ids[a]:
                if D[a, p] > D[a, neg]:
                    result.append((a, p, neg))
    return np.array(result, dtype=int).reshape(-1, 3)
''',
        ("alpha not used",),
        (13,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    n = len(ids)
    D = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            D[i, j] = np.sum((embeddings[i] - embeddings[j]) ** 2)
    result = []
    for a in range(n):
        negatives = [j for j in range(n) if ids[j] != ids[a]]
        neg = np.argmin([D[a, j] for j in negatives])
        for p in range(n):
            if p != a and ids[p] == ids[a]:
                if D[a, p] + alpha > D[a, neg]:
                    result.append((a, p, neg))
    return np.array(result, dtype=int).reshape(-1, 3)
''',
        ("index among the negatives",),
        (10,),
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    d = np.abs(f1 - f2)
    z = np.dot(d, W) + b
    return z
''',
        ("no sigmoid",),
        (4,),
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    d = np.abs(f1 - f2)
    z = np.dot(d, W) + b
    return 1 / (1 + np.exp(z))
''',
        ("sign in the exponent",),
        (4,),
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    d = (f1 - f2) ** 2
    z = np.dot(d, W) + b
    return 1 / (1 + np.exp(-z))
''',
        ("squared difference",),
        (2,),
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    d = f1 - f2
    z = np.dot(d, W)
    return 1 / (1 + np.exp(-z))
''',
        ("no absolute value", "b not added"),
        (2, 3),
        "pair",
    ),
]
