"""Wrong answers to week2/4_transfer_and_augmentation: how students go wrong, written before any list of mistakes was read (part 2 of 3)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "data_augmenter",
        '''
def data_augmenter():
    return keras.Sequential(layers.RandomFlip("horizontal"), layers.RandomRotation(0.2))
''',
        ("layers given as two arguments, not a list",),
        (2,), "raises",
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    inputs = keras.Input(image_shape)
    x = augmenter(inputs)
    x = preprocess(x)
    x = base_model(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)
''',
        ("backbone not frozen",),
        (2,),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = keras.Input(image_shape)
    x = augmenter(inputs)
    x = preprocess(x)
    x = base_model(x)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)
''',
        ("training=False missing",),
        (6,),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = keras.Input(image_shape)
    x = augmenter(inputs)
    preprocess(x)
    x = base_model(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)
''',
        ("preprocess left out / result not used",),
        (5,),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = keras.Input(image_shape)
    x = augmenter(preprocess(inputs))
    x = base_model(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    return keras.Model(inputs, layers.Dense(classes, activation="softmax")(x))
''',
        ("preprocess before augment", "order"),
        (4,),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = keras.Input(image_shape)
    x = base_model(preprocess(augmenter(inputs)), training=False)
    x = layers.Flatten()(x)
    x = layers.Dropout(0.2)(x)
    return keras.Model(inputs, layers.Dense(classes, activation="softmax")(x))
''',
        ("Flatten instead of GlobalAveragePooling2D",),
        (5,),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = keras.Input(image_shape)
    x = base_model(preprocess(augmenter(inputs)), training=False)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(classes, activation="softmax")(x))
''',
        ("dropout missing",),
        (5,),
    ),
    Wrong(
        "transfer_model",
        '''
def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
    base_model.trainable = False
    inputs = keras.Input(image_shape)
    x = base_model(preprocess(augmenter(inputs)))
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    return keras.Model(inputs, layers.Dense(classes)(x))
''',
        ("softmax missing", "training=False missing"),
        (4, 7), "pair",
    ),
    Wrong(
        "fine_tune",
        '''
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for layer in base_model.layers[:fine_tune_at]:
        layer.trainable = False
    for layer in base_model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    model.compile(keras.optimizers.Adam(learning_rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
''',
        ("rate not divided by 10",),
        (8,),
    ),
    Wrong(
        "fine_tune",
        '''
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for layer in base_model.layers[:fine_tune_at]:
        layer.trainable = False
    model.compile(keras.optimizers.Adam(learning_rate / 10), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
''',
        ("BatchNormalization layers are thawed",),
        (4,),
    ),
    Wrong(
        "fine_tune",
        '''
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for layer in base_model.layers[fine_tune_at:]:
        layer.trainable = False
    for layer in base_model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    model.compile(keras.optimizers.Adam(learning_rate / 10), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
''',
        ("the wrong layers are frozen: those from fine_tune_at on",),
        (3,),
    ),
    Wrong(
        "fine_tune",
        '''
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    for layer in base_model.layers[:fine_tune_at]:
        layer.trainable = False
    for layer in base_model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    model.compile(keras.optimizers.Adam(learning_rate / 10), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
''',
        ("the backbone is never thawed (trainable stays False)",),
        (2,),
    ),
    Wrong(
        "fine_tune",
        '''
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for i, layer in enumerate(base_model.layers):
        layer.trainable = i >= fine_tune_at and not isinstance(layer, keras.layers.BatchNormalization)
    adam = keras.optimizers.Adam(learning_rate=learning_rate / 10)
    model.compile(adam, loss="categorical_crossentropy", metrics=["accuracy"])
    return model
''',
        ("categorical instead of sparse categorical cross-entropy",),
        (6,),
    ),
    Wrong(
        "fine_tune",
        '''
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for i, layer in enumerate(base_model.layers):
        layer.trainable = i > fine_tune_at and not isinstance(layer, keras.layers.BatchNormalization)
    adam = keras.optimizers.Adam(learning_rate=learning_rate / 10)
    model.compile(adam, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
''',
        ("off by one: layer fine_tune_at frozen too",),
        (4,),
    ),
    Wrong(
        "fine_tune",
        '''
def fine_tune(model, base_model, fine_tune_at, learning_rate):
    base_model.trainable = True
    for i, layer in enumerate(base_model.layers):
        layer.trainable = i >= fine_tune_at and not isinstance(layer, keras.layers.BatchNormalization)
    adam = keras.optimizers.Adam(learning_rate=learning_rate * 10)
    model.compile(adam, loss="sparse_categorical_crossentropy")
    return model
''',
        ("rate times 10 instead of divided", "metrics missing"),
        (5, 6), "pair",
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    mean = np.mean(probabilities, axis=1)
    labels = np.argmax(mean, axis=1)
    return mean, labels
''',
        ("mean over axis 1 (images) instead of the models",),
        (2,),
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    mean = np.mean(probabilities, axis=0)
    labels = np.argmax(mean, axis=0)
    return mean, labels
''',
        ("argmax over axis 0",),
        (3,),
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    mean = sum(probabilities)
    labels = mean.argmax(axis=-1)
    return mean, labels
''',
        ("sum, not mean",),
        (2,),
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    mean = np.mean(probabilities, axis=0)
    votes = np.argmax(probabilities, axis=2)
    labels = np.array([np.bincount(votes[:, i]).argmax() for i in range(votes.shape[1])])
    return mean, labels
''',
        ("majority vote of the decisions, not of the mean",),
        (3, 4),
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    mean = np.asarray(probabilities).mean(axis=0)
    labels = mean.argmax(axis=1)
    return labels, mean
''',
        ("outputs swapped",),
        (4,),
    ),
    Wrong(
        "ensemble_predict",
        '''
def ensemble_predict(probabilities):
    mean = np.asarray(probabilities).mean(axis=0)
    labels = mean.argsort(axis=1)[:, 0]
    return mean, labels
''',
        ("argmin instead of argmax", "least probable"),
        (3,),
    ),
]
