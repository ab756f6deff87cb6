"""Wrong answers to week4/1_face_recognition: written before any list or message of them was read; nobody has answered them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    enc = img_to_encoding(image_path, model)
    dist = np.linalg.norm(enc - database[identity])
    if dist > threshold:
        print("It's " + str(identity) + ", welcome in!")
        door_open = True
    else:
        print("It's not " + str(identity) + ", please go away")
        door_open = False
    return dist, door_open
''',
        ("comparison reversed",),
        (4,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    enc = img_to_encoding(image_path, model)
    dist = np.sum(np.abs(enc - database[identity]))
    if dist < threshold:
        print("It's " + str(identity) + ", welcome in!")
        door_open = True
    else:
        print("It's not " + str(identity) + ", please go away")
        door_open = False
    return dist, door_open
''',
        ("absolute differences",),
        (3,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    enc = img_to_encoding(image_path, model)
    dist = np.linalg.norm(enc - database[identity])
    if dist < threshold:
        print("It's " + str(identity) + ", welcome in!")
        door_open = True
    else:
        print("It's not " + str(identity) + ", please go away")
        door_open = False
    return door_open, dist
''',
        ("swapped",),
        (10,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    enc = img_to_encoding(image_path, model)
    dist = np.sum(np.square(enc - database[identity]))
    if dist < threshold:
        print("It's " + str(identity) + ", welcome in!")
        door_open = True
    else:
        print("It's not " + str(identity) + ", please go away")
        door_open = False
    return dist, door_open
''',
        ("not rooted",),
        (3,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    enc = img_to_encoding(image_path, model)
    dist = np.linalg.norm(enc - database[image_path])
    if dist < threshold:
        print("It's " + str(identity) + ", welcome in!")
        door_open = True
    else:
        print("It's not " + str(identity) + ", please go away")
        door_open = False
    return dist, door_open
''',
        ("picture's path as key",),
        (3,),
        "raises",
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    enc = img_to_encoding(image_path, model)
    dist = np.linalg.norm(enc - database[identity])
    if dist < 0.7:
        print("It's " + str(identity) + ", welcome in!")
        door_open = True
    else:
        print("It's not " + str(identity) + ", please go away")
        door_open = False
    return dist, door_open
''',
        ("threshold constant",),
        (4,),
    ),
    Wrong(
        "verify",
        '''
def verify(image_path, identity, database, model, threshold=0.7):
    enc = img_to_encoding(image_path, model)
    dist = np.linalg.norm(enc, database[identity])
    if dist < threshold:
        print("It's " + str(identity) + ", welcome in!")
        door_open = True
    else:
        print("It's not " + str(identity) + ", please go away")
        door_open = False
    return dist, door_open
''',
        ("comma for minus",),
        (3,),
        "raises",
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
        if dist > min_dist:
            min_dist = dist
            identity = name
    if min_dist > threshold:
        print("Not in the database.")
    else:
        print("it's " + str(identity) + ", the distance is " + str(min_dist))
    return min_dist, identity
''',
        ("farthest for nearest",),
        (7,),
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
            identity = name
    if min_dist > threshold:
        print("Not in the database.")
    else:
        print("it's " + str(identity) + ", the distance is " + str(min_dist))
    return min_dist, identity
''',
        ("smallest distance not kept",),
        (7, 8),
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    min_dist = 0
    identity = None
    for (name, db_enc) in database.items():
        dist = np.linalg.norm(encoding - db_enc)
        if dist < min_dist:
            min_dist = dist
            identity = name
    if min_dist > threshold:
        print("Not in the database.")
    else:
        print("it's " + str(identity) + ", the distance is " + str(min_dist))
    return min_dist, identity
''',
        ("begins at 0",),
        (3, 4),
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
        if dist < threshold:
            min_dist = dist
            identity = name
    if min_dist > threshold:
        print("Not in the database.")
    else:
        print("it's " + str(identity) + ", the distance is " + str(min_dist))
    return min_dist, identity
''',
        ("compared with the threshold",),
        (7,),
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
            min_dist = dist
            identity = name
    if min_dist > threshold:
        print("Not in the database.")
    else:
        print("it's " + str(identity) + ", the distance is " + str(min_dist))
    return dist, identity
''',
        ("last distance returned",),
        (14,),
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
            min_dist = dist
            identity = name
    if min_dist > threshold:
        print("Not in the database.")
    else:
        print("it's " + str(identity) + ", the distance is " + str(min_dist))
    return identity, min_dist
''',
        ("swapped",),
        (14,),
    ),
    Wrong(
        "who_is_it",
        '''
def who_is_it(image_path, database, model, threshold=0.7):
    encoding = img_to_encoding(image_path, model)
    min_dist = 100
    identity = None
    for (name, db_enc) in database:
        dist = np.linalg.norm(encoding - db_enc)
        if dist < min_dist:
            min_dist = dist
            identity = name
    if min_dist > threshold:
        print("Not in the database.")
    else:
        print("it's " + str(identity) + ", the distance is " + str(min_dist))
    return min_dist, identity
''',
        ("keys only",),
        (5,),
        "raises",
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
            min_dist = dist
            identity = name
    if min_dist > threshold:
        print("Not in the database.")
        identity = None
    else:
        print("it's " + str(identity) + ", the distance is " + str(min_dist))
    return min_dist, identity
''',
        ("identity taken away beyond the threshold",),
        (12,),
    ),
]
