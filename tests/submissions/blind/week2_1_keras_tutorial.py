"""Wrong answers to week2/1_keras_tutorial: how students go wrong, written before any list of mistakes was read."""

from wrong import Wrong

ROWS = [
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    X_input = keras.Input(input_shape)
    X = layers.ZeroPadding2D((3, 3))(X_input)
    X = layers.Conv2D(32, (7, 7), strides=(1, 1))(X)
    X = layers.Activation("relu")(X)
    X = layers.MaxPooling2D((2, 2))(X)
    X = layers.Flatten()(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model(inputs=X_input, outputs=X)
''',
        ("batch normalisation missing", "layer left out"),
        (5,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    X_input = keras.Input(input_shape)
    X = layers.ZeroPadding2D(3)(X_input)
    X = layers.Conv2D(32, 7, activation="relu")(X)
    X = layers.BatchNormalization(axis=3)(X)
    X = layers.MaxPooling2D()(X)
    X = layers.Flatten()(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model(inputs=X_input, outputs=X)
''',
        ("ReLU before batch normalisation", "wrong order"),
        (4,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    X_input = keras.Input(input_shape)
    X = layers.ZeroPadding2D(3)(X_input)
    X = layers.Conv2D(32, 7)(X)
    X = layers.BatchNormalization(axis=-1)(X)
    X = layers.ReLU()(X)
    X = layers.MaxPooling2D()(X)
    X = layers.Flatten()(X)
    X = layers.Dense(1, activation="softmax")(X)
    return keras.Model(inputs=X_input, outputs=X)
''',
        ("softmax over one unit: always 1", "sigmoid needed"),
        (9,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.ZeroPadding2D(padding=3),
        layers.Conv2D(32, (7, 7)),
        layers.BatchNormalization(axis=1),
        layers.ReLU(),
        layers.MaxPool2D(),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid"),
    ])
''',
        ("batch norm over axis 1 (rows) instead of the channels",),
        (6,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.ZeroPadding2D(padding=1),
        layers.Conv2D(32, (7, 7)),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.MaxPool2D(),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid"),
    ])
''',
        ("zero padding 1 instead of 3",),
        (4,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    X_input = keras.Input(input_shape)
    X = layers.ZeroPadding2D(3)(X_input)
    X = layers.Conv2D(32, 7)(X)
    X = layers.BatchNormalization()(X)
    layers.ReLU()(X)
    X = layers.MaxPooling2D()(X)
    X = layers.Flatten()(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model(inputs=X_input, outputs=X)
''',
        ("ReLU layer made but its result overwritten / not used",),
        (6,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    X_input = keras.Input(input_shape)
    X = layers.ZeroPadding2D(3)(X_input)
    X = layers.Conv2D(64, 7)(X)
    X = layers.BatchNormalization()(X)
    X = layers.ReLU()(X)
    X = layers.MaxPooling2D()(X)
    X = layers.Flatten()(X)
    X = layers.Dense(1)(X)
    return keras.Model(inputs=X_input, outputs=X)
''',
        ("64 filters instead of 32", "sigmoid missing"),
        (4, 9), "pair",
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    X_input = keras.Input(input_shape)
    X = layers.ZeroPadding2D(3)(X)
    X = layers.Conv2D(32, 7)(X)
    X = layers.BatchNormalization()(X)
    X = layers.ReLU()(X)
    X = layers.MaxPooling2D()(X)
    X = layers.Flatten()(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model(inputs=X_input, outputs=X)
''',
        ("X used before it is defined: X_input should go into the first layer",),
        (3,), "raises",
    ),
    Wrong(
        "compile_happy",
        '''
def compile_happy(model, learning_rate=0.001):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model
''',
        ("learning_rate is ignored: \"adam\" with the default",),
        (2,),
    ),
    Wrong(
        "compile_happy",
        '''
def compile_happy(model, learning_rate=0.001):
    opt = keras.optimizers.SGD(learning_rate=learning_rate)
    model.compile(opt, loss="binary_crossentropy", metrics=["accuracy"])
    return model
''',
        ("SGD instead of Adam",),
        (2,),
    ),
    Wrong(
        "compile_happy",
        '''
def compile_happy(model, learning_rate=0.001):
    model.compile(keras.optimizers.Adam(learning_rate), loss="categorical_crossentropy", metrics=["accuracy"])
    return model
''',
        ("categorical cross-entropy instead of binary",),
        (2,),
    ),
    Wrong(
        "compile_happy",
        '''
def compile_happy(model, learning_rate=0.001):
    adam = keras.optimizers.Adam(learning_rate=learning_rate)
    model.compile(optimizer=adam, loss=keras.losses.BinaryCrossentropy())
    return model
''',
        ("metrics are missing", "accuracy"),
        (3,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    p = model.predict(images.astype("float32"), verbose=0)
    smiles = p[:, 0] >= threshold
    return smiles
''',
        ("images not divided by 255",),
        (2,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    p = model.predict(images / 255.0, verbose=0)
    return p.ravel() > threshold
''',
        ("> instead of >=", "equal counts as a smile"),
        (3,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    probabilities = model.predict(images / 255.0, verbose=0)
    smiles = probabilities >= threshold
    return smiles
''',
        ("shape (m, 1), not flattened",),
        (3,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    probabilities = np.asarray(model(images.astype("float32") / 255)).reshape(-1)
    return np.round(probabilities).astype(bool)
''',
        ("threshold ignored: rounds at 0.5",),
        (3,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    smiles = model.predict(images / 255.0, verbose=0).reshape(-1)
    return smiles
''',
        ("probabilities returned, no decision",),
        (2,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    out = model.predict(images / 255.0, verbose=0)
    smiles = np.argmax(out, axis=1).astype(bool)
    return smiles
''',
        ("argmax over one column: always 0",),
        (3,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    p = model.predict(images.astype("float32"), verbose=0)
    return p[:, 0] > threshold
''',
        ("not divided by 255", "> instead of >="),
        (2, 3), "pair",
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    images = images.copy()
    images /= 255
    p = model.predict(images, verbose=0)
    return p.reshape(-1) >= threshold
''',
        ("integer division in place: bytes cannot hold fractions", "casting error"),
        (3,), "raises",
    ),
]
