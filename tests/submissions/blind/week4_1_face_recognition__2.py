"""Wrong answers to week4/1_face_recognition: how students go wrong, written before any list of mistakes was read (part 2 of 2)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "pair_similarity",
        '''
def pair_similarity(f1, f2, W, b):
    z = np.dot(W, np.abs(f1 - f2)) + b
    return 1 / (1 + np.exp(-z))
''',
        ("W @ f: shapes (d,) and (m, d) not aligned",),
        (2,), "raises",
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    dist = np.sum((encoding - database[identity]) ** 2)
    door_open = bool(dist < threshold)
    return dist, door_open
''',
        ("squared distance", "square root missing"),
        (3,),
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
        ("door opens above the threshold", "> for <"),
        (4,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    dist = float(np.linalg.norm(encoding - database[identity]))
    return dist, dist < 0.7
''',
        ("threshold 0.7 fixed", "argument ignored"),
        (4,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    dist = np.linalg.norm(img_to_encoding(image_path, model) - database[identity])
    door_open = dist < threshold
    return door_open, dist
''',
        ("outputs swapped",),
        (4,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    dist = min(np.linalg.norm(encoding - e) for e in database.values())
    return dist, bool(dist < threshold)
''',
        ("smallest distance of all, not that of the identity",),
        (3,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    dist = np.linalg.norm(img_to_encoding(image_path, model) - database[identity])
    return dist, bool(dist <= threshold)
''',
        ("<= at the threshold",),
        (3,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    dist = np.linalg.norm(encoding - database(identity))
    return dist, bool(dist < threshold)
''',
        ("database is called like a function", "'dict' object is not callable"),
        (3,), "raises",
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    min_dist = 100
    identity = None
    for name, db_enc in database.items():
        dist = np.linalg.norm(encoding - db_enc)
        if dist < min_dist:
            min_dist = dist
        identity = name
    return min_dist, identity
''',
        ("last name of the database", "identity set outside of the if"),
        (9,),
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    min_dist, identity = threshold, None
    for name in database:
        dist = np.linalg.norm(encoding - database[name])
        if dist < min_dist:
            min_dist, identity = dist, name
    return min_dist, identity
''',
        ("min_dist starts too small (at the threshold): far pictures have no name",),
        (3,),
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    best, identity = -1, None
    for name, stored in database.items():
        d = np.linalg.norm(encoding - stored)
        if d > best:
            best, identity = d, name
    return best, identity
''',
        ("farthest, not nearest", "> for <"),
        (6,),
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    dists = {n: float(np.sum(np.square(encoding - e))) for n, e in database.items()}
    identity = min(dists, key=dists.get)
    return dists[identity], identity
''',
        ("squared distance", "root missing"),
        (3,),
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    min_dist = 100
    for name, db_enc in database.items():
        dist = np.linalg.norm(encoding - db_enc)
        if dist < min_dist:
            identity = name
    min_dist = dist
    return min_dist, identity
''',
        ("min_dist not updated: last one below 100",),
        (6, 8),
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    name, dist = min(((n, np.linalg.norm(encoding - e)) for n, e in database.items()), key=lambda t: t[1])
    if dist > threshold:
        name = None
    return dist, name
''',
        ("unknown: returns None above the threshold",),
        (5,),
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    dists = {n: np.sum((encoding - e) ** 2) for n, e in database.items()}
    identity = min(dists, key=dists.get)
    return identity, dists[identity]
''',
        ("outputs swapped", "squared distance"),
        (3, 5), "pair",
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
        ("database looped without items(): a name has no two values", "unpack"),
        (4,), "raises",
    ),
]
