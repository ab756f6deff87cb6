"""Wrong answers to week2/1_keras_tutorial: written before any list was read, the exercises that joined later among them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    X_input = keras.Input(input_shape)
    X = layers.ZeroPadding2D((3, 3))(X_input)
    X = layers.Conv2D(32, (7, 7), activation="relu")(X)
    X = layers.BatchNormalization(axis=3)(X)
    X = layers.MaxPooling2D((2, 2))(X)
    X = layers.Flatten()(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model(X_input, X, name="HappyModel")
''',
        ("the activation stands before the normalisation",),
        (4,),
    ),
    Wrong(
        "HappyModel",
        '''
def HappyModel(input_shape):
    model = keras.Sequential([
        keras.Input(input_shape),
        layers.ZeroPadding2D(1),
        layers.Conv2D(32, 7),
        layers.BatchNormalization(axis=-1),
        layers.ReLU(),
        layers.MaxPool2D(),
        layers.Flatten(),
        layers.Dense(1, activation="softmax"),
    ])
    return model
''',
        ("padding of one", "a softmax over one unit"),
        (4, 10),
        "pair",
    ),
    Wrong(
        "compile_happy",
        '''
def compile_happy(model, learning_rate=0.001):
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="categorical_crossentropy", metrics=["accuracy"])
    return model
''',
        ("the loss for several classes",),
        (2,),
    ),
    Wrong(
        "compile_happy",
        '''
def compile_happy(model, learning_rate=0.001):
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model
''',
        ("learning rate not handed on",),
        (2,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    probs = model.predict(images, verbose=0)
    return probs[:, 0] >= threshold
''',
        ("images are not divided",),
        (2,),
    ),
    Wrong(
        "predict_smiles",
        '''
def predict_smiles(model, images, threshold=0.5):
    p = model.predict(images / 255.0, verbose=0).squeeze(-1)
    return p >= 0.5
''',
        ("the threshold is a constant",),
        (3,),
    ),
    Wrong(
        "skip_network",
        '''
def skip_network(input_shape):
    inputs = keras.Input(input_shape)
    x = layers.Conv2D(16, 5, strides=2, padding="same", activation="relu")(inputs)
    shortcut = x
    x = layers.MaxPooling2D(2)(x)
    y = layers.Conv2D(16, 3, padding="same", activation="relu")(x)
    y = layers.Conv2D(16, 3, padding="same")(y)
    y = layers.Add()([y, layers.MaxPooling2D(2)(shortcut)])
    y = layers.Activation("relu")(y)
    y = layers.MaxPooling2D(2)(y)
    y = layers.Flatten()(y)
    return keras.Model(inputs, layers.Dense(2, activation="sigmoid")(y))
''',
        ("the shortcut starts at the input of the block's pooling",),
        (4, 12),
    ),
    Wrong(
        "skip_network",
        '''
def skip_network(input_shape):
    X_input = keras.Input(input_shape)
    X = layers.Conv2D(16, (5, 5), strides=2, padding="same", activation="relu")(X_input)
    X = layers.MaxPooling2D((2, 2))(X)
    shortcut = X
    X = layers.Conv2D(16, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(16, (3, 3), padding="same", activation="relu")(X)
    X = layers.Add()([X, shortcut])
    X = layers.MaxPooling2D((2, 2))(X)
    X = layers.Flatten()(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model(inputs=X_input, outputs=X)
''',
        ("relu before the addition",),
        (7, 8),
    ),
    Wrong(
        "skip_network",
        '''
def skip_network(input_shape):
    X_input = keras.Input(input_shape)
    X = layers.Conv2D(16, (5, 5), strides=2, padding="same", activation="relu")(X_input)
    X = layers.MaxPooling2D((2, 2))(X)
    X_shortcut = X
    X = layers.Conv2D(16, (3, 3), padding="same", activation="relu")(X)
    X = layers.Conv2D(16, (3, 3), padding="same")(X)
    X = layers.Concatenate()([X, X_shortcut])
    X = layers.ReLU()(X)
    X = layers.MaxPooling2D((2, 2))(X)
    X = layers.Flatten()(X)
    X = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model(inputs=X_input, outputs=X)
''',
        ("concatenated in place of added",),
        (8,),
    ),
    Wrong(
        "skip_network",
        '''
def skip_network(input_shape):
    X_input = keras.Input(shape=input_shape)
    X = layers.Conv2D(16, (5, 5), strides=2, padding="same", activation="relu")(X_input)
    X = layers.MaxPooling2D((2, 2))(X)
    X_shortcut = X
    X = layers.Conv2D(16, (3, 3), activation="relu")(X)
    X = layers.Conv2D(16, (3, 3))(X)
    X = layers.Add()([X, X_shortcut])
    X = layers.ReLU()(X)
    X = layers.MaxPooling2D((2, 2))(X)
    X = layers.Flatten()(X)
    outputs = layers.Dense(1, activation="sigmoid")(X)
    return keras.Model(X_input, outputs)
''',
        ("valid convolutions inside the block cannot be added",),
        (6, 7),
        "raises",
    ),
    Wrong(
        "best_threshold",
        '''
def best_threshold(scores, labels, false_alarm=1.0, missed=1.0):
    best, best_cost = None, float("inf")
    for t in sorted(scores):
        pred = scores >= t
        fp = np.sum(pred & (labels == 0))
        fn = np.sum(~pred & (labels == 1))
        cost = fp * missed + fn * false_alarm
        if cost < best_cost:
            best, best_cost = t, cost
    return best, best_cost
''',
        ("the two costs are exchanged",),
        (7,),
    ),
    Wrong(
        "best_threshold",
        '''
def best_threshold(scores, labels, false_alarm=1.0, missed=1.0):
    costs = []
    candidates = np.unique(scores)
    for t in candidates:
        yes = scores > t
        costs.append(false_alarm * np.sum(yes & (labels == 0)) + missed * np.sum(~yes & (labels == 1)))
    i = int(np.argmin(costs))
    return candidates[i], costs[i]
''',
        ("a score at the threshold counts as no",),
        (5,),
    ),
    Wrong(
        "best_threshold",
        '''
def best_threshold(scores, labels, false_alarm=1.0, missed=1.0):
    best_t = 0
    best_c = np.inf
    for t in np.unique(scores):
        yhat = (scores >= t).astype(int)
        c = np.mean(false_alarm * ((yhat == 1) & (labels == 0)) + missed * ((yhat == 0) & (labels == 1)))
        if c < best_c:
            best_t, best_c = t, c
    return best_t, best_c
''',
        ("the mean over all pictures",),
        (6,),
    ),
    Wrong(
        "best_threshold",
        '''
def best_threshold(scores, labels, false_alarm=1.0, missed=1.0):
    best, lowest = 0.5, 1e9
    for t in np.linspace(0, 1, 101):
        wrong_yes = np.sum((scores >= t) & (labels == 0))
        wrong_no = np.sum((scores < t) & (labels == 1))
        cost = false_alarm * wrong_yes + missed * wrong_no
        if cost <= lowest:
            best, lowest = t, cost
    return best, lowest
''',
        ("a grid of thresholds in place of the scores", "the last of equal ones wins"),
        (3, 7),
        "pair",
    ),
    Wrong(
        "best_threshold",
        '''
def best_threshold(scores, labels, false_alarm=1.0, missed=1.0):
    best, best_cost = None, np.inf
    for t in scores:
        pred = scores >= t
        cost = false_alarm * np.sum(pred and labels == 0) + missed * np.sum(not pred and labels == 1)
        if cost < best_cost:
            best, best_cost = t, cost
    return best, best_cost
''',
        ("and in place of &",),
        (5,),
        "raises",
    ),
]
