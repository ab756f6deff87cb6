"""Wrong answers to week2/3_residual_networks: how students go wrong, written before any list of mistakes was read (part 2 of 2)."""

from wrong import Wrong

ROWS = [
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
    X = Add()([X, X_shortcut])
    return Activation("relu")(X)
''',
        ("stride at the middle convolution instead of the first",),
        (4, 7),
    ),
    Wrong(
        "convolutional_block",
        '''
def convolutional_block(X, f, filters, s=2, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(F1, 1, strides=2, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X_shortcut = Conv2D(F3, 1, strides=2, kernel_initializer=initializer)(X_shortcut)
    X_shortcut = BatchNormalization(axis=3)(X_shortcut, training=training)
    return Activation("relu")(Add()([X, X_shortcut]))
''',
        ("stride 2 fixed: s ignored",),
        (4, 12),
    ),
    Wrong(
        "convolutional_block",
        '''
def convolutional_block(X, f, filters, s=2, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    def unit(T, n, k, stride=1, padding="valid", relu=True):
        T = Conv2D(n, k, strides=stride, padding=padding, kernel_initializer=initializer)(T)
        T = BatchNormalization(axis=3)(T, training=training)
        return Activation("relu")(T) if relu else T
    main = unit(X, F1, 1, s)
    main = unit(main, F2, f, padding="same")
    main = unit(main, F3, 1, relu=False)
    side = unit(X, F3, 1, s)
    return Activation("relu")(Add()([main, side]))
''',
        ("ReLU on the shortcut",),
        (10,),
    ),
    Wrong(
        "convolutional_block",
        '''
def convolutional_block(X, f, filters, s=2, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    side = Conv2D(F3, 1, strides=2, kernel_initializer=initializer)(X)
    X = Conv2D(F1, 1, strides=2, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    return Activation("relu")(Add()([X, side]))
''',
        ("stride 2 fixed", "shortcut without batch normalisation"),
        (3, 4), "pair",
    ),
    Wrong(
        "convolutional_block",
        '''
def convolutional_block(X, f, filters, s=2, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    def unit(T, n, k, stride=1, padding="valid", relu=True):
        T = Conv2D(n, k, strides=stride, padding=padding, kernel_initializer=initializer)(T)
        T = BatchNormalization(axis=3)(T, training=training)
        return Activation("relu")(T) if relu else T
    main = unit(X, F1, 1, s)
    main = unit(main, F2, f, padding="same")
    main = unit(main, F3, 1, relu=False)
    side = unit(X, F1, 1, s, relu=False)
    return Activation("relu")(Add()([main, side]))
''',
        ("shortcut left at F1 channels: Add gets different shapes",),
        (10,), "raises",
    ),
    Wrong(
        "ResNet50",
        '''
def ResNet50(input_shape=(64, 64, 3), classes=6):
    images = Input(input_shape)
    X = ZeroPadding2D((3, 3))(images)
    X = Conv2D(64, 7, strides=2)(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation("relu")(X)
    X = MaxPooling2D(3, strides=2)(X)
    for filters, blocks, s in (([64, 64, 256], 2, 1), ([128, 128, 512], 2, 2), ([256, 256, 1024], 5, 2), ([512, 512, 2048], 2, 2)):
        X = convolutional_block(X, 3, filters, s)
        for _ in range(blocks):
            X = identity_block(X, 3, filters)
    X = AveragePooling2D(2)(X)
    X = Flatten()(X)
    outputs = Dense(classes, activation="softmax")(X)
    return keras.Model(images, outputs)
''',
        ("third stage has one identity block too few",),
        (8,),
    ),
    Wrong(
        "ResNet50",
        '''
def ResNet50(input_shape=(64, 64, 3), classes=6):
    images = Input(input_shape)
    X = ZeroPadding2D((3, 3))(images)
    X = Conv2D(64, 7, strides=2)(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation("relu")(X)
    X = MaxPooling2D(3, strides=2)(X)
    for filters, blocks in (([64, 64, 256], 3), ([128, 128, 512], 4), ([256, 256, 1024], 6), ([512, 512, 2048], 3)):
        X = convolutional_block(X, 3, filters)
        for _ in range(blocks - 1):
            X = identity_block(X, 3, filters)
    X = AveragePooling2D(2)(X)
    X = Flatten()(X)
    outputs = Dense(classes, activation="softmax")(X)
    return keras.Model(images, outputs)
''',
        ("first stage with stride 2", "s=1 forgotten in stage 2"),
        (9,), "raises",
    ),
    Wrong(
        "ResNet50",
        '''
def ResNet50(input_shape=(64, 64, 3), classes=6):
    images = Input(input_shape)
    X = ZeroPadding2D((3, 3))(images)
    X = Conv2D(64, 7, strides=2)(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation("relu")(X)
    X = MaxPooling2D(3, strides=2)(X)
    for filters, blocks, s in (([64, 64, 256], 2, 1), ([128, 128, 512], 3, 2), ([256, 256, 1024], 5, 2), ([512, 512, 2048], 2, 2)):
        X = convolutional_block(X, 3, filters, s)
        for _ in range(blocks):
            X = identity_block(X, 3, filters)
    X = Flatten()(X)
    outputs = Dense(classes, activation="softmax")(X)
    return keras.Model(images, outputs)
''',
        ("average pooling at the end left out",),
        (12,),
    ),
    Wrong(
        "ResNet50",
        '''
def ResNet50(input_shape=(64, 64, 3), classes=6):
    images = Input(input_shape)
    X = ZeroPadding2D((3, 3))(images)
    X = Conv2D(64, 7, strides=2)(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation("relu")(X)
    X = MaxPooling2D()(X)
    for filters, blocks, s in (([64, 64, 256], 2, 1), ([128, 128, 512], 3, 2), ([256, 256, 1024], 5, 2), ([512, 512, 2048], 2, 2)):
        X = convolutional_block(X, 3, filters, s)
        for _ in range(blocks):
            X = identity_block(X, 3, filters)
    X = Flatten()(AveragePooling2D(2)(X))
    outputs = Dense(classes, activation="softmax")(X)
    return keras.Model(images, outputs)
''',
        ("max pooling 2×2 stride 2 at the start instead of 3×3",),
        (7,),
    ),
]
