"""Wrong answers to week4/1_face_recognition: written before any list was read, the exercises that joined later among them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    a, p, n = y_pred[0], y_pred[1], y_pred[2]
    pos = tf.reduce_sum(tf.square(a - p), axis=-1)
    neg = tf.reduce_sum(tf.square(a - n), axis=-1)
    return tf.reduce_mean(tf.maximum(pos - neg + alpha, 0.0))
''',
        ("the mean",),
        (5,),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, positive)), axis=-1)
    neg_dist = tf.reduce_sum(tf.square(tf.subtract(anchor, negative)), axis=-1)
    basic_loss = tf.reduce_sum(pos_dist - neg_dist + alpha)
    loss = tf.maximum(basic_loss, 0.0)
    return loss
''',
        ("the hinge after the sum",),
        (5, 6),
    ),
    Wrong(
        "triplet_loss",
        '''
def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    pos_dist = tf.reduce_sum(tf.abs(anchor - positive), axis=-1)
    neg_dist = tf.reduce_sum(tf.square(anchor - negative), axis=-1)
    loss = tf.reduce_sum(tf.maximum(pos_dist - neg_dist - alpha, 0.0))
    return loss
''',
        ("no squares", "margin subtracted"),
        (3, 5),
        "pair",
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    out = []
    m = len(ids)
    dist = ((embeddings[:, None, :] - embeddings[None, :, :]) ** 2).sum(-1)
    for a in range(m):
        neg = [j for j in range(m) if ids[j] != ids[a]]
        n = max(neg, key=lambda j: dist[a, j])
        for p in range(m):
            if p != a and ids[p] == ids[a] and dist[a, p] - dist[a, n] + alpha > 0:
                out.append((a, p, n))
    return np.array(out, dtype=int).reshape(-1, 3)
''',
        ("the furthest negative",),
        (7,),
    ),
    Wrong(
        "hard_triplets",
        '''
def hard_triplets(embeddings, ids, alpha=0.2):
    triplets = []
    for a in range(len(ids)):
        d = np.sum((embeddings - embeddings[a]) ** 2, axis=2)
        negatives = np.where(ids != ids[a])[0]
        n = negatives[np.argmin(d[negatives])]
        for p in np.where(ids == ids[a])[0]:
            if p != a and d[p] - d[n] + alpha > 0:
                triplets.append([a, p, n])
    return np.array(triplets, dtype=int).reshape(-1, 3)
''',
        ("an axis too much",),
        (4,),
        "raises",
    ),
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    z = np.dot(f1 - f2, W) + b
    return 1 / (1 + np.exp(-z))
''',
        ("no absolute value",),
        (2,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    dist = np.linalg.norm(encoding - database[identity])
    if dist > threshold:
        print("Welcome in!")
        door_open = True
    else:
        print("Go away")
        door_open = False
    return dist, door_open
''',
        ("the door opens for strangers",),
        (4,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    dist = np.sum((encoding - database[identity]) ** 2)
    door_open = bool(dist < 0.7)
    return dist, door_open
''',
        ("squared distance", "the threshold is a constant"),
        (3, 4),
        "pair",
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
        if dist < 100:
            min_dist = dist
            identity = name
    if min_dist > threshold:
        print("Not in the database.")
    else:
        print("it's " + str(identity) + ", the distance is " + str(min_dist))
    return min_dist, identity
''',
        ("keeps the last one below the start",),
        (7,),
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    min_dist = 100
    for name in database:
        identity = name
        dist = np.linalg.norm(encoding - database[name])
        min_dist = min(min_dist, dist)
    return min_dist, identity
''',
        ("the identity is not updated with the distance",),
        (5,),
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    min_dist, identity = 100, None
    for name, db_enc in database:
        dist = np.linalg.norm(encoding - db_enc)
        if dist < min_dist:
            min_dist, identity = dist, name
    return min_dist, identity
''',
        ("the loop over the names alone",),
        (4,),
        "raises",
    ),
]
