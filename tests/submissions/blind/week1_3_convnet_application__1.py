"""Wrong answers to week1/3_convnet_application: how students go wrong, written before any list of mistakes was read (part 1 of 4)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    Y_one_hot = np.eye(C)[Y.reshape(-1)]
    return Y_one_hot
''',
        ("not transposed", "rows are pictures, shape (m, C)"),
        (2,),
    ),
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    m = Y.shape[1]
    Y_one_hot = np.zeros((C, m))
    for i in range(m):
        Y_one_hot[Y[0, i] - 1, i] = 1
    return Y_one_hot
''',
        ("label − 1", "one row too high", "off by one"),
        (5,),
    ),
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    Y_one_hot = np.eye(C + 1)[Y.flatten()].T
    return Y_one_hot
''',
        ("C + 1 classes", "one row too many"),
        (2,),
    ),
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    m = Y.size
    Y_one_hot = np.ones((C, m))
    Y_one_hot[Y.ravel(), np.arange(m)] = 1
    return Y_one_hot
''',
        ("ones for zeros", "inverted"),
        (3,),
    ),
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    labels = np.squeeze(Y)
    n = labels.max() + 1
    return (np.arange(n)[:, None] == labels).astype(float)
''',
        ("number of classes from the labels, C is ignored",),
        (3,),
    ),
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    Y_one_hot = np.zeros((6, Y.shape[1]))
    for j, label in enumerate(Y[0]):
        Y_one_hot[label, j] = 1.0
    return Y_one_hot
''',
        ("6 classes as in the example", "C ignored", "constant"),
        (2,),
    ),
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    Y_one_hot = np.zeros((C, Y.shape[1]))
    for j in range(Y.shape[1]):
        k = Y[0, j]
        Y_one_hot[k, j] = k
    return Y_one_hot
''',
        ("the label itself is written, not 1",),
        (5,),
    ),
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    return np.eye(C)[Y].T
''',
        ("Y not flattened", "an axis too many, shape (C, m, 1) or so"),
        (2,),
    ),
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    classes = np.eye(C + 1)
    return classes[Y.reshape(-1)]
''',
        ("C + 1 classes", "not transposed"),
        (2, 3), "pair",
    ),
    Wrong(
        "convert_to_one_hot",
        '''
def convert_to_one_hot(Y, C):
    m = Y.shape[1]
    Y_one_hot = np.zeros((C, m))
    for i in range(m):
        Y_one_hot[i, Y[0, i]] = 1
    return Y_one_hot
''',
        ("row and column swapped in the index", "IndexError"),
        (5,), "raises",
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    np.random.seed(seed)
    permutation = np.random.permutation(m)
    X = X[permutation]
    mini_batches = []
    for k in range(0, m, mini_batch_size):
        mini_batches.append((X[k:k + mini_batch_size], Y[k:k + mini_batch_size]))
    return mini_batches
''',
        ("Y not shuffled",),
        (5, 8),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    np.random.seed(seed)
    permutation = list(np.random.permutation(m))
    shuffled_X = X[permutation, :, :, :]
    shuffled_Y = Y[permutation, :]
    mini_batches = []
    num = m // mini_batch_size
    for k in range(num):
        mini_batches.append((shuffled_X[k * mini_batch_size:(k + 1) * mini_batch_size],
                             shuffled_Y[k * mini_batch_size:(k + 1) * mini_batch_size]))
    return mini_batches
''',
        ("the last smaller batch is dropped",),
        (12,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    order = np.random.default_rng(seed).permutation(m)
    return [(X[order[i:i + mini_batch_size]], Y[order[i:i + mini_batch_size]]) for i in range(0, m, mini_batch_size)]
''',
        ("seed not set", "another order"),
        (3,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    mini_batches = []
    for start in range(0, m, mini_batch_size):
        stop = min(start + mini_batch_size, m)
        mini_batches.append((X[start:stop], Y[start:stop]))
    return mini_batches
''',
        ("not shuffled at all",),
        (4,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    np.random.seed(seed)
    Xs = X[np.random.permutation(m)]
    Ys = Y[np.random.permutation(m)]
    n = int(np.ceil(m / mini_batch_size))
    return [(Xs[j * mini_batch_size:(j + 1) * mini_batch_size], Ys[j * mini_batch_size:(j + 1) * mini_batch_size]) for j in range(n)]
''',
        ("shuffled twice: X and Y by different permutations",),
        (5,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    np.random.seed(seed)
    p = np.random.permutation(m)
    mini_batches = []
    i = 0
    while i < m:
        idx = p[i:i + mini_batch_size]
        mini_batches.append((Y[idx], X[idx]))
        i += mini_batch_size
    return mini_batches
''',
        ("(Y, X) swapped in the pairs",),
        (9,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    np.random.seed(seed)
    p = np.random.permutation(m)
    mini_batches = []
    for k in range(0, m, 64):
        mini_batches.append((X[p[k:k + 64]], Y[p[k:k + 64]]))
    return mini_batches
''',
        ("batch size 64 fixed", "argument ignored", "constant of the example"),
        (6, 7),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    np.random.seed(seed)
    p = np.random.permutation(m)
    mini_batches = []
    for k in range(0, m, mini_batch_size):
        mini_batches.append((X[p[k:k + mini_batch_size]], Y[p[k:k + mini_batch_size]]))
        return mini_batches
''',
        ("return inside the loop", "only the first batch"),
        (8,),
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    np.random.seed(seed)
    X = X[np.random.permutation(m)]
    mini_batches = []
    for k in range(m // mini_batch_size):
        a, b = k * mini_batch_size, (k + 1) * mini_batch_size
        mini_batches.append((X[a:b], Y[a:b]))
    return mini_batches
''',
        ("Y not shuffled", "the last batch dropped"),
        (4, 6), "pair",
    ),
    Wrong(
        "random_mini_batches",
        '''
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[0]
    np.random.seed(seed)
    p = np.random.permutation(m)
    X, Y = X[p], Y[:, p]
    return [(X[k:k + mini_batch_size], Y[:, k:k + mini_batch_size]) for k in range(0, m, mini_batch_size)]
''',
        ("Y is indexed as (n_y, m), columns", "IndexError"),
        (5,), "raises",
    ),
    Wrong(
        "create_placeholders",
        '''
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = keras.Input(shape=(None, n_H0, n_W0, n_C0))
    Y = keras.Input(shape=(None, n_y))
    return X, Y
''',
        ("the batch axis is fixed: (m) included in the shape as None twice", "None axis too many"),
        (2, 3),
    ),
    Wrong(
        "create_placeholders",
        '''
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = keras.Input((n_W0, n_H0, n_C0))
    Y = keras.Input((n_y,))
    return X, Y
''',
        ("rows and columns swapped",),
        (2,),
    ),
]
