"""Wrong answers to week1/3_convnet_application: how students go wrong, further ones, written when the first set had been answered."""

from wrong import Wrong

ROWS = [
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    out = -np.ones((C, Y.size))
    out[Y.ravel(), np.arange(Y.size)] = 1
    return out
''',
        ("−1 in place of zeros",),
        (2,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    np.random.seed(seed)
    p = np.random.permutation(m)[::-1]
    return [(X[p[k:k + mini_batch_size]], Y[p[k:k + mini_batch_size]]) for k in range(0, m, mini_batch_size)]
''',
        ("the shuffled order reversed",),
        (4,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    np.random.seed(seed)
    p = np.random.permutation(m)
    return [(X[p[k:k + mini_batch_size]], Y[p[k:k + mini_batch_size]]) for k in range(m)]
''',
        ("windows overlap: step 1",),
        (5,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3)
    return tf.reduce_mean(losses) / tf.math.log(2.0)
''',
        ("divided by ln 2", "binary logarithm"),
        (3,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    images = keras.Input(input_shape)
    x = layers.Conv2D(8, 4, padding="same", activation="relu")(images)
    x = layers.MaxPooling2D(8, padding="same")(x)
    x = layers.Conv2D(16, 2, padding="same", activation="relu")(x)
    outputs = layers.Dense(6, activation="softmax")(layers.Flatten()(x))
    return keras.Model(inputs=images, outputs=outputs)
''',
        ("second pooling left out",),
        (5,),
    ),
]
