"""Wrong answers to week1/3_convnet_application: how students go wrong, written before any list of mistakes was read (part 2 of 4)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "create_placeholders",
        '''
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = keras.Input(shape=(64, 64, 3))
    Y = keras.Input(shape=(6,))
    return X, Y
''',
        ("constant shapes from the example, 64, 64, 3",),
        (2, 3),
    ),
    Wrong(
        "create_placeholders",
        '''
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = keras.Input((n_H0, n_W0, n_C0))
    Y = keras.Input((n_y,))
    return Y, X
''',
        ("outputs swapped, Y before X",),
        (4,),
    ),
    Wrong(
        "create_placeholders",
        '''
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = layers.Input((n_H0, n_W0, n_C0))
    Y = layers.Input((1,))
    return X, Y
''',
        ("Y has shape (None,)", "one number per picture, n_y not used"),
        (3,),
    ),
    Wrong(
        "create_placeholders",
        '''
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = keras.Input((n_H0, n_W0, n_C0))
    Y = keras.Input(shape=(n_y))
    return X, Y
''',
        ("shape is an int: (n_y) is no tuple",),
        (3,), "raises",
    ),
    Wrong(
        "create_placeholders",
        '''
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = tf.placeholders(tf.float32, [None, n_H0, n_W0, n_C0])
    Y = tf.placeholders(tf.float32, [None, n_y])
    return X, Y
''',
        ("tf.placeholder is gone (TensorFlow 1)", "AttributeError"),
        (2, 3), "raises",
    ),
    Wrong(
        "initialize_parameters",
        '''
def initialize_parameters():
    init = keras.initializers.GlorotNormal(seed=0)
    W1 = tf.Variable(init(shape=(4, 4, 3, 8)))
    W2 = tf.Variable(init(shape=(2, 2, 8, 16)))
    return {"W1": W1, "W2": W2}
''',
        ("GlorotNormal instead of GlorotUniform", "wrong initialiser"),
        (2,),
    ),
    Wrong(
        "initialize_parameters",
        '''
def initialize_parameters():
    glorot = keras.initializers.GlorotUniform(seed=0)
    W1 = tf.Variable(glorot((4, 4, 8, 3)))
    W2 = tf.Variable(glorot((2, 2, 16, 8)))
    parameters = {"W1": W1, "W2": W2}
    return parameters
''',
        ("filters and channels swapped in W1 and W2", "(4,4,8,3)"),
        (3, 4),
    ),
    Wrong(
        "initialize_parameters",
        '''
def initialize_parameters():
    init = keras.initializers.GlorotUniform(seed=0)
    W1 = init((4, 4, 3, 8))
    W2 = init((2, 2, 8, 16))
    parameters = {"W1": W1, "W2": W2}
    return parameters
''',
        ("tensors, not tf.Variable",),
        (3, 4),
    ),
    Wrong(
        "initialize_parameters",
        '''
def initialize_parameters():
    W1 = tf.Variable(tf.zeros((4, 4, 3, 8)))
    W2 = tf.Variable(tf.zeros((2, 2, 8, 16)))
    return {"W1": W1, "W2": W2}
''',
        ("zeros instead of Glorot's random numbers",),
        (2, 3),
    ),
    Wrong(
        "initialize_parameters",
        '''
def initialize_parameters():
    init = keras.initializers.GlorotUniform(seed=0)
    W1 = tf.Variable(init((2, 2, 3, 8)))
    W2 = tf.Variable(init((4, 4, 8, 16)))
    parameters = {"W1": W1, "W2": W2}
    return parameters
''',
        ("W1 is 2×2 and W2 4×4", "window sizes swapped"),
        (3, 4),
    ),
    Wrong(
        "initialize_parameters",
        '''
def initialize_parameters():
    W1 = tf.Variable(keras.initializers.GlorotUniform((4, 4, 3, 8), seed=0))
    W2 = tf.Variable(keras.initializers.GlorotUniform((2, 2, 8, 16), seed=0))
    parameters = {"W1": W1, "W2": W2}
    return parameters
''',
        ("the initialiser is not called with a shape", "shape given to the constructor"),
        (2, 3), "raises",
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1, W2 = parameters["W1"], parameters["W2"]
    A1 = keras.ops.relu(keras.ops.conv(X, W1, strides=1, padding="same"))
    P1 = keras.ops.max_pool(A1, 8, strides=8, padding="same")
    A2 = keras.ops.relu(keras.ops.conv(P1, W2, strides=1, padding="same"))
    P2 = keras.ops.max_pool(A2, 4, strides=4, padding="same")
    F = keras.layers.Flatten()(P2)
    Z3 = keras.layers.Dense(6, activation="softmax")(F)
    return Z3
''',
        ("softmax at the end",),
        (8,),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1, W2 = parameters["W1"], parameters["W2"]
    Z1 = ops.conv(X, W1, strides=1, padding="same")
    P1 = ops.max_pool(Z1, 8, strides=8, padding="same")
    Z2 = ops.conv(P1, W2, strides=1, padding="same")
    A2 = ops.relu(Z2)
    P2 = ops.max_pool(A2, 4, strides=4, padding="same")
    Z3 = layers.Dense(6)(layers.Flatten()(P2))
    return Z3
''',
        ("ReLU after the first convolution is missing", "forgotten activation"),
        (4,),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1, W2 = parameters["W1"], parameters["W2"]
    A1 = ops.relu(ops.conv(X, W1, strides=1, padding="same"))
    P1 = ops.max_pool(A1, 8, strides=1, padding="same")
    A2 = ops.relu(ops.conv(P1, W2, strides=1, padding="same"))
    P2 = ops.max_pool(A2, 4, strides=1, padding="same")
    return layers.Dense(6)(layers.Flatten()(P2))
''',
        ("pooling with stride 1", "pools do not move by their own size"),
        (4, 6),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1, W2 = parameters["W1"], parameters["W2"]
    A1 = ops.relu(ops.conv(X, W1, strides=1, padding="valid"))
    P1 = ops.max_pool(A1, 8, strides=8, padding="same")
    A2 = ops.relu(ops.conv(P1, W2, strides=1, padding="valid"))
    P2 = ops.max_pool(A2, 4, strides=4, padding="same")
    flat = layers.Flatten()(P2)
    return layers.Dense(6)(flat)
''',
        ("padding valid instead of same",),
        (3, 5),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1, W2 = parameters["W1"], parameters["W2"]
    A1 = ops.relu(ops.conv(X, W1, padding="same"))
    P1 = ops.max_pool(A1, 4, strides=4, padding="same")
    A2 = ops.relu(ops.conv(P1, W2, padding="same"))
    P2 = ops.max_pool(A2, 8, strides=8, padding="same")
    return layers.Dense(6)(layers.Flatten()(P2))
''',
        ("pool sizes swapped: 4 first, then 8",),
        (4, 6),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1, W2 = parameters["W1"], parameters["W2"]
    x = ops.relu(ops.conv(X, W1, padding="same"))
    x = ops.max_pool(x, 8, 8, padding="same")
    x = ops.relu(ops.conv(x, W2, padding="same"))
    x = ops.max_pool(x, 4, 4, padding="same")
    x = layers.Flatten()(x)
    return layers.Dense(6, activation="relu")(x)
''',
        ("ReLU on the scores", "activation in the dense layer"),
        (8,),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1, W2 = parameters["W1"], parameters["W2"]
    x = ops.relu(ops.conv(X, W1, padding="same"))
    x = ops.average_pool(x, 8, 8, padding="same")
    x = ops.relu(ops.conv(x, W2, padding="same"))
    x = ops.average_pool(x, 4, 4, padding="same")
    return layers.Dense(6)(layers.Flatten()(x))
''',
        ("average pooling instead of max pooling",),
        (4, 6),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1, W2 = parameters["W1"], parameters["W2"]
    x = ops.relu(ops.conv(X, W1, padding="same"))
    x = ops.max_pool(x, 8, 8, padding="same")
    x = ops.conv(x, W2, padding="same")
    x = ops.max_pool(x, 4, 4, padding="same")
    return layers.Dense(6, activation="softmax")(layers.Flatten()(x))
''',
        ("softmax at the end", "second ReLU missing"),
        (5, 7), "pair",
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    cost = tf.reduce_sum(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3))
    return cost
''',
        ("sum instead of mean",),
        (2,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    probabilities = tf.nn.softmax(Z3)
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=probabilities))
    return cost
''',
        ("softmax twice", "probabilities given as logits"),
        (2,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Z3, logits=Y))
    return cost
''',
        ("labels and logits swapped",),
        (2,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    cost = tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3)
    return cost
''',
        ("no mean: one cost per picture",),
        (2,),
    ),
]
