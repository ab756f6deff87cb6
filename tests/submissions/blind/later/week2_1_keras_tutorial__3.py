"""Wrong answers to week2/1_keras_tutorial: what students hand in, single faults and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    X_input = keras.Input(input_shape)
    X = layers.ZeroPadding2D((3, 3))(X_input)
    X = layers.Conv2D(32, (7, 7), strides=(1, 1), name="conv0")(X)
    bn = layers.BatchNormalization(axis=3, name="bn0")
    X = layers.Activation("relu")(X)
    X = layers.MaxPooling2D((2, 2), name="max_pool")(X)
    X = layers.Flatten()(X)
    X = layers.Dense(1, activation="sigmoid", name="fc")(X)
    return keras.Model(inputs=X_input, outputs=X, name="HappyModel")
''',
        ("the batch normalisation is made and not called",),
        (5,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    return keras.Sequential([
        keras.Input(input_shape),
        layers.ZeroPadding2D(3),
        layers.Conv2D(32, 3),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.Flatten(),
        layers.Dense(1, activation="sigmoid"),
    ])
''',
        ("3 by 3 filters", "no pooling"),
        (5, 8),
        "pair",
    ),
    Wrong(
        "compile_happy",
        '''
def compile_happy(model, learning_rate=0.001):
    opt = keras.optimizers.Adam()
    model.compile(optimizer=opt, loss="binary_crossentropy", metrics=["accuracy"])
    return model
''',
        ("the learning rate is not handed on",),
        (2,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    preds = model.predict(images, verbose=0)
    smiles = preds[:, 0] >= threshold
    return smiles
''',
        ("not divided by 255",),
        (2,),
    ),
]
