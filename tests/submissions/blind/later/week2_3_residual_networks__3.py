"""Wrong answers to week2/3_residual_networks: what students hand in, single faults and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "identity_block",
        '''
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(F1, 1, padding="valid", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, padding="valid", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Add()([X, X_shortcut])
    return X
''',
        ("ReLU before the addition",),
        (12, 13),
    ),
    Wrong(
        "identity_block",
        '''
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(F1, 1, kernel_initializer=initializer)(X)
    X = Activation("relu")(X)
    X = Conv2D(F2, 1, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(Add()([X, X_shortcut]))
    return X
''',
        ("the middle convolution is 1×1", "a normalisation left out"),
        (5, 6),
        "pair",
    ),
    Wrong(
        "convolutional_block",
        '''
def convolutional_block(X, f, filters, s=2, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(F1, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, strides=s, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X_shortcut = Conv2D(F3, 1, strides=s, kernel_initializer=initializer)(X_shortcut)
    X_shortcut = BatchNormalization(axis=3)(X_shortcut, training=training)
    X = Activation("relu")(Add()([X, X_shortcut]))
    return X
''',
        ("the stride stands at the middle convolution",),
        (4, 7),
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
    X_shortcut = Conv2D(F3, 1, strides=s, kernel_initializer=initializer)(X_shortcut)
    X_shortcut = BatchNormalization(axis=3)(X, training=training)
    X = Add()([X, X_shortcut])
    X = Activation("relu")(X)
    return X
''',
        ("the shortcut's normalisation reads the main path",),
        (13,),
    ),
]
