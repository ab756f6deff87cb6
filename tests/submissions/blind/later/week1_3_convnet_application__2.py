"""Wrong answers to week1/3_convnet_application: forgotten statements, wrong names and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    Y = Y.reshape(-1)
    one_hot = np.zeros((C, Y.size))
    one_hot[Y, np.arange(Y.size)] = 1
    return one_hot.T
''',
        ("one row per example",),
        (5,),
    ),
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    Y = Y.reshape(-1)
    one_hot = np.zeros((C, Y.size))
    one_hot[Y - 1, np.arange(Y.size)] = 1
    return one_hot
''',
        ("labels counted from 1",),
        (4,),
    ),
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    Y = Y.reshape(-1)
    one_hot = np.zeros((C, Y.size))
    one_hot[Y] = 1
    return one_hot
''',
        ("whole rows set",),
        (4,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[0]
    mini_batches = []
    permutation = list(np.random.permutation(m))
    shuffled_X = X[permutation]
    shuffled_Y = Y[permutation]
    num_complete = m // mini_batch_size
    for k in range(num_complete):
        mini_batch_X = shuffled_X[k * mini_batch_size:(k + 1) * mini_batch_size]
        mini_batch_Y = shuffled_Y[k * mini_batch_size:(k + 1) * mini_batch_size]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    if m % mini_batch_size != 0:
        mini_batch_X = shuffled_X[num_complete * mini_batch_size:]
        mini_batch_Y = shuffled_Y[num_complete * mini_batch_size:]
    return mini_batches
''',
        ("last batch not appended",),
        (15,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[0]
    mini_batches = []
    permutation = list(np.random.permutation(m))
    shuffled_X = X[permutation]
    shuffled_Y = Y
    num_complete = m // mini_batch_size
    for k in range(num_complete):
        mini_batch_X = shuffled_X[k * mini_batch_size:(k + 1) * mini_batch_size]
        mini_batch_Y = shuffled_Y[k * mini_batch_size:(k + 1) * mini_batch_size]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    if m % mini_batch_size != 0:
        mini_batch_X = shuffled_X[num_complete * mini_batch_size:]
        mini_batch_Y = shuffled_Y[num_complete * mini_batch_size:]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    return mini_batches
''',
        ("labels not shuffled",),
        (7,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[0]
    mini_batches = []
    permutation = list(np.random.permutation(m))
    shuffled_X = X[permutation]
    shuffled_Y = Y[permutation]
    num_complete = m // mini_batch_size
    for k in range(num_complete):
        mini_batch_X = shuffled_X[k * mini_batch_size:(k + 1) * mini_batch_size]
        mini_batch_Y = shuffled_Y[k * mini_batch_size:(k + 1) * mini_batch_size]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    if m % mini_batch_size != 0:
        mini_batch_X = X[num_complete * mini_batch_size:]
        mini_batch_Y = shuffled_Y[num_complete * mini_batch_size:]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    return mini_batches
''',
        ("last batch from the unshuffled",),
        (14,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    mini_batches = []
    permutation = list(np.random.permutation(m))
    shuffled_X = X[permutation]
    shuffled_Y = Y[permutation]
    num_complete = m // mini_batch_size
    for k in range(num_complete):
        mini_batch_X = shuffled_X[k * mini_batch_size:(k + 1) * mini_batch_size]
        mini_batch_Y = shuffled_Y[k * mini_batch_size:(k + 1) * mini_batch_size]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    if m % mini_batch_size != 0:
        mini_batch_X = shuffled_X[num_complete * mini_batch_size:]
        mini_batch_Y = shuffled_Y[num_complete * mini_batch_size:]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    return mini_batches
''',
        ("seed not set",),
        (4,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3)
    cost = tf.reduce_sum(losses)
    return cost
''',
        ("sum, not mean",),
        (3,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=tf.nn.softmax(Z3))
    cost = tf.reduce_mean(losses)
    return cost
''',
        ("softmax before the loss",),
        (2,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=Z3, logits=Y)
    cost = tf.reduce_mean(losses)
    return cost
''',
        ("labels and logits exchanged",),
        (2,),
    ),
]
