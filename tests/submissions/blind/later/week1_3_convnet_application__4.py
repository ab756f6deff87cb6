"""Wrong answers to week1/3_convnet_application: written before any list was read, the exercises that joined later among them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    Y = np.eye(C)[Y.reshape(-1)]
    return Y
''',
        ("not transposed",),
        (2,),
    ),
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    m = Y.shape[1]
    out = np.zeros((C, m))
    for i in range(m):
        out[i, Y[0, i]] = 1
    return out
''',
        ("indexes with floats",),
        (5,),
        "raises",
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[0]
    perm = list(np.random.permutation(m))
    sX = X[perm]
    sY = Y
    batches = []
    for k in range(0, m, mini_batch_size):
        batches.append((sX[k : k + mini_batch_size], sY[k : k + mini_batch_size]))
    return batches
''',
        ("labels are not shuffled along",),
        (6,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    mini_batches = []
    np.random.seed(seed)
    permutation = list(np.random.permutation(m))
    shuffled_X = X[permutation, :, :, :]
    shuffled_Y = Y[permutation, :]
    num_complete_minibatches = m // mini_batch_size
    for k in range(0, num_complete_minibatches):
        mini_batch_X = shuffled_X[k * mini_batch_size : (k + 1) * mini_batch_size, :, :, :]
        mini_batch_Y = shuffled_Y[k * mini_batch_size : (k + 1) * mini_batch_size, :]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    return mini_batches
''',
        ("the last batch, which is smaller, is dropped",),
        (9, 13),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    Z1 = tf.nn.conv2d(X, W1, strides=[1, 1, 1, 1], padding="SAME")
    A1 = tf.nn.relu(Z1)
    P1 = tf.nn.max_pool(A1, ksize=[1, 8, 8, 1], strides=[1, 1, 1, 1], padding="SAME")
    Z2 = tf.nn.conv2d(P1, W2, strides=[1, 1, 1, 1], padding="VALID")
    A2 = tf.nn.relu(Z2)
    P2 = tf.nn.max_pool(A2, ksize=[1, 4, 4, 1], strides=[1, 4, 4, 1], padding="SAME")
    F = layers.Flatten()(P2)
    return layers.Dense(6)(F)
''',
        ("the first pooling has its window only", "the second convolution is valid"),
        (6, 7),
        "pair",
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    A1 = ops.relu(ops.conv(X, parameters["W1"], strides=1, padding="same"))
    P1 = ops.max_pool(A1, 8, strides=8, padding="same")
    A2 = ops.relu(ops.conv(P1, parameters["W2"], strides=1, padding="same"))
    P2 = ops.max_pool(A2, 4, strides=4, padding="same")
    P2 = layers.Flatten()(P2)
    Z3 = layers.Dense(6, activation="softmax")(P2)
    return Z3
''',
        ("a softmax at the end",),
        (7,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=Y, labels=Z3))
    return cost
''',
        ("logits and labels exchanged",),
        (2,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=Y, logits=Z3))
''',
        ("a cross-entropy for two classes",),
        (2,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    input_img = keras.Input(shape=input_shape)
    Z1 = layers.Conv2D(8, (4, 4), padding="same")(input_img)
    A1 = layers.ReLU()(Z1)
    P1 = layers.MaxPooling2D((8, 8), strides=(8, 8), padding="same")(A1)
    Z2 = layers.Conv2D(16, (2, 2), padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPooling2D((8, 8), strides=(8, 8), padding="same")(A2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(6, activation="softmax")(F)
    return keras.Model(inputs=input_img, outputs=outputs)
''',
        ("the second window is 8 again",),
        (8,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    input_img = keras.Input(shape=input_shape)
    Z1 = layers.Conv2D(8, (4, 4), padding="same")(input_img)
    A1 = layers.ReLU(Z1)
    P1 = layers.MaxPool2D(8, 8, padding="same")(A1)
    Z2 = layers.Conv2D(16, (2, 2), padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPool2D(4, 4, padding="same")(A2)
    outputs = layers.Dense(6, activation="softmax")(layers.Flatten()(P2))
    return keras.Model(input_img, outputs)
''',
        ("a layer is made of its input, not called on it",),
        (4,),
        "raises",
    ),
]
