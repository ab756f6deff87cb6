"""Wrong answers to week2/1_keras_tutorial: written before any list or message of them was read; nobody has answered them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    model = keras.Sequential([
        keras.Input(shape=input_shape),
        layers.ZeroPadding2D(padding=(3, 3)),
        layers.Conv2D(32, (7, 7), strides=(1, 1), name="conv0"),
        layers.BatchNormalization(axis=3, name="bn0"),
        layers.MaxPooling2D((2, 2), name="max_pool"),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid", name="fc"),
    ])
    return model
''',
        ("ReLU missing",),
        (6, 7),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    model = keras.Sequential([
        keras.Input(shape=input_shape),
        layers.ZeroPadding2D(padding=(3, 3)),
        layers.Conv2D(32, (7, 7), strides=(1, 1), name="conv0"),
        layers.BatchNormalization(axis=3, name="bn0"),
        layers.ReLU(),
        layers.MaxPooling2D((2, 2), name="max_pool"),
        layers.Dense(1, activation="sigmoid", name="fc"),
    ])
    return model
''',
        ("Flatten missing",),
        (8, 9),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    model = keras.Sequential([
        keras.Input(shape=input_shape),
        layers.ZeroPadding2D(padding=(3, 3)),
        layers.Conv2D(32, (7, 7), strides=(2, 2), name="conv0"),
        layers.BatchNormalization(axis=3, name="bn0"),
        layers.ReLU(),
        layers.MaxPooling2D((2, 2), name="max_pool"),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid", name="fc"),
    ])
    return model
''',
        ("stride 2",),
        (5,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    model = keras.Sequential([
        keras.Input(shape=input_shape),
        layers.ZeroPadding2D(padding=(3, 3)),
        layers.Conv2D(32, (3, 3), strides=(1, 1), name="conv0"),
        layers.BatchNormalization(axis=3, name="bn0"),
        layers.ReLU(),
        layers.MaxPooling2D((2, 2), name="max_pool"),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid", name="fc"),
    ])
    return model
''',
        ("3x3 filters",),
        (5,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    model = keras.Sequential([
        keras.Input(shape=input_shape),
        layers.ZeroPadding2D(padding=(3, 3)),
        layers.Conv2D(32, (7, 7), strides=(1, 1), name="conv0"),
        layers.BatchNormalization(axis=3, name="bn0"),
        layers.ReLU(),
        layers.AveragePooling2D((2, 2), name="max_pool"),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid", name="fc"),
    ])
    return model
''',
        ("average for maximum",),
        (8,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    model = keras.Sequential([
        keras.Input(shape=input_shape),
        layers.ZeroPadding2D(padding=(3, 3)),
        layers.Conv2D(32, (7, 7), strides=(1, 1), name="conv0"),
        layers.BatchNormalization(axis=3, name="bn0"),
        layers.ReLU(),
        layers.MaxPooling2D((2, 2), name="max_pool"),
        layers.Flatten(),
        layers.Dense(1, activation="relu", name="fc"),
    ])
    return model
''',
        ("relu at the end",),
        (10,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    model = keras.Sequential([
        keras.Input(shape=input_shape),
        layers.ZeroPadding2D(padding=(3, 3)),
        layers.Conv2D(32, (7, 7), strides=(1, 1), name="conv0"),
        layers.BatchNormalization(axis=3, name="bn0"),
        layers.ReLU(),
        layers.MaxPooling2D((2, 2), name="max_pool"),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(1, activation="sigmoid", name="fc"),
    ])
    return model
''',
        ("a dense layer too many",),
        (10,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    model = keras.Sequential([
        keras.Input(shape=input_shape),
        layers.ZeroPadding2D(padding=(3, 3)),
        layers.Conv2D(32, (7, 7), strides=(1, 1), name="conv0"),
        layers.BatchNormalization(axis=3, name="bn0"),
        layers.ReLU(),
        layers.MaxPooling2D((2, 2), name="max_pool"),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid", name="fc"),
    ])
    model.summary()
    return
''',
        ("model not returned",),
        (13,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    model = keras.Sequential([
        keras.Input(shape=input_shape),
        layers.ZeroPadding2D(padding=(3, 3)),
        layers.Conv2D(32, (7, 7), strides=(1, 1), name="conv0"),
        layers.BatchNormalization(axis=4, name="bn0"),
        layers.ReLU(),
        layers.MaxPooling2D((2, 2), name="max_pool"),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid", name="fc"),
    ])
    return model
''',
        ("axis 4 does not exist",),
        (6,),
        "raises",
    ),
    Wrong(
        "compile_happy",
        '''
def compile_happy(model, learning_rate=0.001):
    opt = keras.optimizers.SGD(learning_rate=learning_rate)
    model.compile(optimizer=opt, loss="binary_crossentropy", metrics=["accuracy"])
    return model
''',
        ("SGD for Adam",),
        (2,),
    ),
    Wrong(
        "compile_happy",
        '''
def compile_happy(model, learning_rate=0.001):
    opt = keras.optimizers.Adam(learning_rate=0.01)
    model.compile(optimizer=opt, loss="binary_crossentropy", metrics=["accuracy"])
    return model
''',
        ("learning rate constant",),
        (2,),
    ),
    Wrong(
        "compile_happy",
        '''
def compile_happy(model, learning_rate=0.001):
    opt = keras.optimizers.Adam(learning_rate=learning_rate)
    model.compile(optimizer=opt, loss="mean_squared_error", metrics=["accuracy"])
    return model
''',
        ("squared error",),
        (3,),
    ),
    Wrong(
        "compile_happy",
        '''
def compile_happy(model, learning_rate=0.001):
    opt = keras.optimizers.Adam(learning_rate=learning_rate)
    model.compile(optimizer=opt, loss="binary_crossentropy")
    return model
''',
        ("no accuracy",),
        (3,),
    ),
    Wrong(
        "compile_happy",
        '''
def compile_happy(model, learning_rate=0.001):
    opt = keras.optimizers.Adam(learning_rate=learning_rate)
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model
''',
        ("default learning rate",),
        (3,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    X = images / 255.0
    preds = model.predict(X, verbose=0)
    smiles = preds[:, 0] > 0.5
    return smiles
''',
        ("threshold constant",),
        (4,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    X = images / 127.5 - 1
    preds = model.predict(X, verbose=0)
    smiles = preds[:, 0] >= threshold
    return smiles
''',
        ("scaled to -1 to 1",),
        (2,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    X = images / 255.0
    preds = model.predict(X, verbose=0)
    smiles = preds[0] >= threshold
    return smiles
''',
        ("first image for first column",),
        (4,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    X = images / 255.0
    preds = model.evaluate(X, verbose=0)
    smiles = preds[:, 0] >= threshold
    return smiles
''',
        ("evaluate for predict",),
        (3, 4),
        "raises",
    ),
]
