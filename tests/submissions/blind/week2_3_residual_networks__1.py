"""Wrong answers to week2/3_residual_networks: how students go wrong, written before any list of mistakes was read (part 1 of 2)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "plain_block",
        '''
def plain_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X = Conv2D(F1, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    return X
''',
        ("last ReLU missing",),
        (10,),
    ),
    Wrong(
        "plain_block",
        '''
def plain_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    for n, k in [(F1, 1), (F2, f), (F3, 1)]:
        X = Conv2D(n, k, padding="same", kernel_initializer=initializer)(X)
        X = BatchNormalization(axis=3)(X)
        X = Activation("relu")(X)
    return X
''',
        ("training not passed to BatchNormalization",),
        (5,),
    ),
    Wrong(
        "plain_block",
        '''
def plain_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    for n, k in [(F1, 1), (F2, f), (F3, 1)]:
        X = Conv2D(n, (k, k), padding="valid", kernel_initializer=initializer)(X)
        X = BatchNormalization(axis=3)(X, training=training)
        X = Activation("relu")(X)
    return X
''',
        ("middle convolution valid instead of same",),
        (4,),
    ),
    Wrong(
        "plain_block",
        '''
def plain_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    for n, k in [(F1, 1), (F2, f), (F3, 1)]:
        X = Conv2D(n, k, padding="same", activation="relu", kernel_initializer=initializer)(X)
        X = BatchNormalization(axis=3)(X, training=training)
    return X
''',
        ("ReLU before the batch normalisation", "order"),
        (4,),
    ),
    Wrong(
        "plain_block",
        '''
def plain_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    for n, k in [(F1, 1), (F2, f), (F3, 1)]:
        X = Conv2D(n, k, padding="same", kernel_initializer=initializer)(X)
        X = BatchNormalization(axis=1)(X, training=training)
        X = Activation("relu")(X)
    return X
''',
        ("BatchNormalization over axis 1",),
        (5,),
    ),
    Wrong(
        "plain_block",
        '''
def plain_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F2, F1, F3 = filters
    for n, k in [(F1, 1), (F2, f), (F3, 1)]:
        X = Conv2D(n, k, padding="same", kernel_initializer=initializer)(X)
        X = BatchNormalization(axis=3)(X)
        X = Activation("relu")(X)
    return X
''',
        ("F1 and F2 swapped", "training not passed"),
        (2, 5), "pair",
    ),
    Wrong(
        "plain_block",
        '''
def plain_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    for n, k in [(F1, 1), (F2, f), (F3, 1)]:
        X = Conv2D(n, k, padding="same", kernel_initializer=initializer)(X)
        X = BatchNormalization(axis=3, training=training)(X)
        X = Activation("relu")(X)
    return X
''',
        ("training given to the constructor of BatchNormalization",),
        (5,), "raises",
    ),
    Wrong(
        "identity_block",
        '''
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(F1, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Add()([X, X_shortcut])
    return X
''',
        ("ReLU before the addition", "on the main path"),
        (12, 13),
    ),
    Wrong(
        "identity_block",
        '''
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    for n, k in ((F1, 1), (F2, f)):
        X = Conv2D(n, k, padding="same", kernel_initializer=initializer)(X)
        X = BatchNormalization(axis=3)(X, training=training)
        X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    return X
''',
        ("the shortcut is not added",),
        (10,),
    ),
    Wrong(
        "identity_block",
        '''
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    for n, k in ((F1, 1), (F2, f)):
        X = Conv2D(n, k, padding="same", kernel_initializer=initializer)(X)
        X = BatchNormalization(axis=3)(X, training=training)
        X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X_shortcut = X
    X = Add()([X, X_shortcut])
    X = Activation("relu")(X)
    return X
''',
        ("X added to itself, not the shortcut", "Add()([X, X])"),
        (9,),
    ),
    Wrong(
        "identity_block",
        '''
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    for n, k in ((F1, 1), (F2, f)):
        X = Conv2D(n, k, padding="same", kernel_initializer=initializer)(X)
        X = BatchNormalization(axis=3)(X, training=training)
        X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Add()([X, X_shortcut])
    return X
''',
        ("ReLU after the addition missing",),
        (10,),
    ),
    Wrong(
        "identity_block",
        '''
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    for n, k in ((F1, 1), (F2, f)):
        X = Conv2D(n, k, padding="same", kernel_initializer=initializer)(X)
        X = BatchNormalization(axis=3)(X, training=training)
        X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = Add()([X, X_shortcut])
    return Activation("relu")(X)
''',
        ("last batch normalisation missing",),
        (8,),
    ),
    Wrong(
        "identity_block",
        '''
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(F1, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, padding="same", kernel_initializer=initializer)(X)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Add()([X, X_shortcut])
    return X
''',
        ("middle BatchNormalization missing", "ReLU after the addition missing"),
        (7, 11), "pair",
    ),
    Wrong(
        "identity_block",
        '''
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    for n, k in ((F1, 1), (F2, f)):
        X = Conv2D(n, k, padding="same", kernel_initializer=initializer)(X)
        X = BatchNormalization(axis=3)(X, training=training)
        X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Add()(X, X_shortcut)
    X = Activation("relu")(X)
    return X
''',
        ("Add called with two arguments, not a list",),
        (10,), "raises",
    ),
    Wrong(
        "convolutional_block",
        '''
def convolutional_block(X, f, filters, s=2, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(F1, 1, strides=s, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X_shortcut = Conv2D(F3, 1, kernel_initializer=initializer)(X_shortcut)
    X_shortcut = BatchNormalization(axis=3)(X_shortcut, training=training)
    X = Add()([X, X_shortcut])
    return Activation("relu")(X)
''',
        ("stride missing in the shortcut", "shapes do not fit in Add"),
        (12,),
    ),
    Wrong(
        "convolutional_block",
        '''
def convolutional_block(X, f, filters, s=2, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(F1, 1, strides=(s, s), kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X_shortcut = Conv2D(F3, 1, strides=(s, s), kernel_initializer=initializer)(X_shortcut)
    X = Add()([X, X_shortcut])
    return Activation("relu")(X)
''',
        ("shortcut without batch normalisation",),
        (12,),
    ),
]
