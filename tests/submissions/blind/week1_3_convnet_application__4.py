"""Wrong answers to week1/3_convnet_application: how students go wrong, written before any list of mistakes was read (part 4 of 4)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    images = keras.Input(input_shape)
    x = images
    for filters, size, window in [(8, 4, 8), (16, 2, 4)]:
        x = layers.Conv2D(filters, size, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D(window, padding="same")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(32, activation="relu")(x)
    outputs = layers.Dense(6, activation="softmax")(x)
    return keras.Model(inputs=images, outputs=outputs)
''',
        ("an extra hidden dense layer",),
        (8,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    images = keras.Input(input_shape)
    x = layers.Conv2D(8, 4, padding="same", activation="relu")(images)
    x = layers.MaxPooling2D(8, strides=8, padding="same")(x)
    x = layers.Conv2D(16, 2, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(4, strides=4, padding="same")(x)
    outputs = layers.Dense(6, activation="sigmoid")(layers.Flatten()(x))
    return keras.Model(inputs=images, outputs=outputs)
''',
        ("sigmoid instead of softmax",),
        (7,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    images = keras.Input(input_shape)
    x = layers.Conv2D(8, 4)(images)
    x = layers.MaxPooling2D(8, padding="same")(x)
    x = layers.Conv2D(16, 2, activation="relu")(x)
    x = layers.MaxPooling2D(4, padding="same")(x)
    outputs = layers.Dense(6, activation="softmax")(layers.Flatten()(x))
    return keras.Model(inputs=images, outputs=outputs)
''',
        ("padding valid in the convolutions", "first ReLU missing"),
        (3, 5), "pair",
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    images = keras.Input(input_shape)
    x = layers.Conv2D(8, 4, padding="same", activation="relu")(images)
    x = layers.MaxPooling2D(8, padding="same")(x)
    x = layers.Conv2D(16, 2, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(4, padding="same")(x)
    x = layers.Flatten(x)
    outputs = layers.Dense(6, activation="softmax")(x)
    return keras.Model(inputs=images, outputs=outputs)
''',
        ("Flatten made but not called on a tensor", "a layer instead of a tensor"),
        (7,), "raises",
    ),
]
