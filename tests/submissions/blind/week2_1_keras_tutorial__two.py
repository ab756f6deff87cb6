"""Wrong answers to week2/1_keras_tutorial: how students go wrong, written before any list of mistakes was read."""

from wrong import Wrong

ROWS = [
    Wrong(
        "two_input_network",
        '''
def two_input_network(face_shape, mouth_shape):
    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    A = layers.Conv2D(8, 3, padding="same", activation="relu")(face)
    A = layers.MaxPooling2D(4)(A)
    A = layers.Flatten()(A)
    B = layers.Conv2D(16, 3, padding="same", activation="relu")(mouth)
    B = layers.MaxPooling2D(4)(B)
    B = layers.Flatten()(B)
    X = layers.Concatenate()([B, A])
    X = layers.Dense(16, activation="relu")(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model([face, mouth], X)
''',
        ("mouth first",),
        (9,),
    ),
    Wrong(
        "two_input_network",
        '''
def two_input_network(face_shape, mouth_shape):
    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    A = layers.Conv2D(8, 3, padding="same", activation="relu")(face)
    A = layers.MaxPooling2D(4)(A)
    A = layers.Flatten()(A)
    B = layers.Conv2D(8, 3, padding="same", activation="relu")(mouth)
    B = layers.MaxPooling2D(4)(B)
    B = layers.Flatten()(B)
    X = layers.Concatenate()([A, B])
    X = layers.Dense(16, activation="relu")(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model([face, mouth], X)
''',
        ("8 filters for the mouth, too",),
        (6,),
    ),
    Wrong(
        "two_input_network",
        '''
def two_input_network(face_shape, mouth_shape):
    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    A = layers.Conv2D(8, 3, padding="same", activation="relu")(face)
    A = layers.MaxPooling2D(4)(A)
    A = layers.Flatten()(A)
    B = layers.Conv2D(16, 3, padding="same", activation="relu")(face)
    B = layers.MaxPooling2D(4)(B)
    B = layers.Flatten()(B)
    X = layers.Concatenate()([A, B])
    X = layers.Dense(16, activation="relu")(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model([face, mouth], X)
''',
        ("both branches read the face",),
        (6,),
        "raises",
    ),
    Wrong(
        "two_input_network",
        '''
def two_input_network(face_shape, mouth_shape):
    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    A = layers.Conv2D(8, 3, padding="same", activation="relu")(face)
    A = layers.MaxPooling2D(4)(A)
    A = layers.Flatten()(A)
    B = layers.Conv2D(16, 3, padding="same", activation="relu")(mouth)
    B = layers.MaxPooling2D(4)(B)
    B = layers.Flatten()(B)
    X = layers.Add()([A, B])
    X = layers.Dense(16, activation="relu")(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model([face, mouth], X)
''',
        ("added",),
        (9,),
        "raises",
    ),
    Wrong(
        "two_input_network",
        '''
def two_input_network(face_shape, mouth_shape):
    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    A = layers.Conv2D(8, 3, padding="same", activation="relu")(face)
    A = layers.MaxPooling2D(2)(A)
    A = layers.Flatten()(A)
    B = layers.Conv2D(16, 3, padding="same", activation="relu")(mouth)
    B = layers.MaxPooling2D(2)(B)
    B = layers.Flatten()(B)
    X = layers.Concatenate()([A, B])
    X = layers.Dense(16, activation="relu")(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model([face, mouth], X)
''',
        ("pooling 2×2",),
        (4, 7),
    ),
    Wrong(
        "two_input_network",
        '''
def two_input_network(face_shape, mouth_shape):
    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    A = layers.Conv2D(8, 3, padding="same", activation="relu")(face)
    A = layers.MaxPooling2D(4)(A)
    A = layers.Flatten()(A)
    B = layers.Conv2D(16, 3, padding="same", activation="relu")(mouth)
    B = layers.MaxPooling2D(4)(B)
    B = layers.Flatten()(B)
    X = layers.Concatenate()([A, B])
    X = layers.Dense(16, activation="relu")(X)
    X = layers.Dense(1)(X)
    return keras.Model([face, mouth], X)
''',
        ("no activation at the end",),
        (11,),
    ),
    Wrong(
        "two_input_network",
        '''
def two_input_network(face_shape, mouth_shape):
    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    A = layers.Conv2D(8, 3, padding="same", activation="relu")(face)
    A = layers.MaxPooling2D(4)(A)
    A = layers.Flatten()(A)
    B = layers.Conv2D(16, 3, padding="same", activation="relu")(mouth)
    B = layers.MaxPooling2D(4)(B)
    B = layers.Flatten()(B)
    X = layers.Concatenate()([A, B])
    X = layers.Dense(16, activation="relu")(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model([mouth, face], X)
''',
        ("inputs in the other order",),
        (12,),
    ),
]
