"""Wrong answers to week1/3_convnet_application: what students hand in, single faults and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    Y_one_hot = np.eye(C)[Y.reshape(-1)]
    return Y_one_hot
''',
        ("a row for each label: not turned",),
        (2,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    np.random.seed(seed)
    permutation = list(np.random.permutation(m))
    shuffled_X = X[permutation, :, :, :]
    shuffled_Y = Y
    mini_batches = []
    num_complete = m // mini_batch_size
    for k in range(num_complete):
        mini_batches.append((
            shuffled_X[k * mini_batch_size:(k + 1) * mini_batch_size],
            shuffled_Y[k * mini_batch_size:(k + 1) * mini_batch_size],
        ))
    if m % mini_batch_size != 0:
        mini_batches.append((
            shuffled_X[num_complete * mini_batch_size:m],
            shuffled_Y[num_complete * mini_batch_size:m],
        ))
    return mini_batches
''',
        ("labels keep their order",),
        (6,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    np.random.seed(seed)
    permutation = np.random.permutation(m)
    X, Y = X[permutation], Y[permutation]
    mini_batches = []
    for k in range(m // mini_batch_size):
        s = slice(k * mini_batch_size, (k + 1) * mini_batch_size)
        mini_batches.append((X[s], Y[s]))
    return mini_batches
''',
        ("the rest is left out",),
        (7,),
    ),
    Wrong(
        "create_placeholders",
        '''
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = keras.Input(shape=(n_H0, n_W0, n_C0), batch_size=64)
    Y = keras.Input(shape=(n_y,), batch_size=64)
    return X, Y
''',
        ("the batch's size is fixed",),
        (2, 3),
    ),
    Wrong(
        "initialize_parameters",
        '''
def initialize_parameters():
    init = keras.initializers.GlorotUniform(seed=0)
    W1 = tf.Variable(init(shape=(4, 4, 3, 8)))
    W2 = tf.Variable(init(shape=(2, 2, 3, 16)))
    parameters = {"W1": W1, "W2": W2}
    return parameters
''',
        ("W2's channels are the image's",),
        (4,),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1, W2 = parameters["W1"], parameters["W2"]
    Z1 = ops.conv(X, W1, strides=1, padding="same")
    A1 = ops.relu(Z1)
    P1 = ops.max_pool(A1, 8, strides=8, padding="same")
    Z2 = ops.conv(P1, W2, strides=1, padding="same")
    A2 = ops.relu(Z2)
    P2 = ops.max_pool(A2, 8, strides=8, padding="same")
    F = layers.Flatten()(P2)
    Z3 = layers.Dense(6)(F)
    return Z3
''',
        ("the second pooling is 8 by 8",),
        (8,),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1, W2 = parameters["W1"], parameters["W2"]
    Z1 = tf.nn.conv2d(X, W1, strides=[1, 1, 1, 1], padding="SAME")
    A1 = tf.nn.relu(Z1)
    P1 = tf.nn.max_pool2d(A1, ksize=8, strides=8, padding="SAME")
    Z2 = tf.nn.conv2d(A1, W2, strides=[1, 1, 1, 1], padding="SAME")
    A2 = tf.nn.relu(Z2)
    P2 = tf.nn.max_pool2d(A2, ksize=4, strides=4, padding="SAME")
    P2 = layers.Flatten()(P2)
    return layers.Dense(6)(P2)
''',
        ("the second convolution reads A1, not P1",),
        (6,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    losses = tf.nn.softmax_cross_entropy_with_logits(logits=Z3, labels=Y)
    cost = tf.reduce_sum(losses)
    return cost
''',
        ("summed over the batch",),
        (3,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    input_img = keras.Input(shape=input_shape)
    Z1 = layers.Conv2D(8, (4, 4), padding="same")(input_img)
    P1 = layers.MaxPooling2D(pool_size=(8, 8), strides=(8, 8), padding="same")(Z1)
    Z2 = layers.Conv2D(16, (2, 2), padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPooling2D(pool_size=(4, 4), strides=(4, 4), padding="same")(A2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(units=6, activation="softmax")(F)
    return keras.Model(inputs=input_img, outputs=outputs)
''',
        ("no activation on the first convolution",),
        (4,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    input_img = keras.Input(shape=input_shape)
    Z1 = layers.Conv2D(filters=8, kernel_size=4)(input_img)
    A1 = layers.ReLU()(Z1)
    P1 = layers.MaxPooling2D(8, strides=8, padding="same")(A1)
    Z2 = layers.Conv2D(filters=16, kernel_size=2, padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPooling2D(4, strides=4, padding="same")(A2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(6, activation="sigmoid")(F)
    return keras.Model(inputs=input_img, outputs=outputs)
''',
        ("padding valid in the first convolution", "sigmoid for softmax"),
        (3, 10),
        "pair",
    ),
]
