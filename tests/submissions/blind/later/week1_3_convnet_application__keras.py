"""Wrong answers to week1/3_convnet_application: written before any list or message of them was read; nobody has answered them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "create_placeholders",
        '''
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = keras.Input(shape=(n_W0, n_H0, n_C0))
    Y = keras.Input(shape=(n_y,))
    return X, Y
''',
        ("width before height",),
        (2,),
    ),
    Wrong(
        "create_placeholders",
        '''
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = keras.Input(shape=(n_H0, n_W0, n_C0))
    Y = keras.Input(shape=(n_y, 1))
    return X, Y
''',
        ("an axis too many for the labels",),
        (3,),
    ),
    Wrong(
        "create_placeholders",
        '''
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = keras.Input(shape=(None, n_H0, n_W0, n_C0))
    Y = keras.Input(shape=(n_y,))
    return X, Y
''',
        ("batch axis given in shape",),
        (2,),
    ),
    Wrong(
        "create_placeholders",
        '''
def create_placeholders(n_H0, n_W0, n_C0, n_y):
    X = keras.Input(shape=(n_H0, n_W0, 3))
    Y = keras.Input(shape=(n_y,))
    return X, Y
''',
        ("three channels constant",),
        (2,),
    ),
    Wrong(
        "initialize_parameters",
        '''
def initialize_parameters():
    init = keras.initializers.GlorotUniform(seed=0)
    W1 = tf.Variable(init(shape=[4, 4, 3, 8]), name="W1")
    W2 = tf.Variable(init(shape=[2, 2, 16, 8]), name="W2")
    return {"W1": W1, "W2": W2}
''',
        ("channels in and out of W2 swapped",),
        (4,),
    ),
    Wrong(
        "initialize_parameters",
        '''
def initialize_parameters():
    init = keras.initializers.GlorotUniform(seed=0)
    W1 = tf.Variable(init(shape=[4, 4, 8, 3]), name="W1")
    W2 = tf.Variable(init(shape=[2, 2, 8, 16]), name="W2")
    return {"W1": W1, "W2": W2}
''',
        ("channels in and out of W1 swapped",),
        (3,),
    ),
    Wrong(
        "initialize_parameters",
        '''
def initialize_parameters():
    init = keras.initializers.GlorotUniform(seed=0)
    W1 = tf.Variable(init(shape=[4, 4, 3, 8]), name="W1")
    W2 = tf.Variable(init(shape=[2, 2, 8, 16]), name="W2")
    return {"W1": W1, "W2": W1}
''',
        ("W1 returned as W2",),
        (5,),
    ),
    Wrong(
        "initialize_parameters",
        '''
def initialize_parameters():
    init = keras.initializers.RandomNormal(seed=0)
    W1 = tf.Variable(init(shape=[4, 4, 3, 8]), name="W1")
    W2 = tf.Variable(init(shape=[2, 2, 8, 16]), name="W2")
    return {"W1": W1, "W2": W2}
''',
        ("normal numbers instead of Glorot",),
        (2,),
    ),
    Wrong(
        "initialize_parameters",
        '''
def initialize_parameters():
    init = keras.initializers.GlorotUniform(seed=0)
    W1 = tf.Variable(init(shape=[4, 4, 3, 8]), name="W1")
    W2 = tf.Variable(init([2, 2, 8, 16], "W2"))
    return {"W1": W1, "W2": W2}
''',
        ("a name where the dtype belongs",),
        (4,),
        "raises",
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    Z1 = tf.nn.conv2d(X, W1, strides=[1, 1, 1, 1], padding="SAME")
    A1 = tf.nn.relu(Z1)
    P1 = tf.nn.max_pool(A1, ksize=[1, 8, 8, 1], strides=[1, 8, 8, 1], padding="SAME")
    Z2 = tf.nn.conv2d(P1, W2, strides=[1, 1, 1, 1], padding="SAME")
    A2 = tf.nn.relu(Z2)
    P2 = tf.nn.max_pool(Z2, ksize=[1, 4, 4, 1], strides=[1, 4, 4, 1], padding="SAME")
    F = layers.Flatten()(P2)
    Z3 = layers.Dense(6)(F)
    return Z3
''',
        ("second ReLU not used",),
        (9,),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    Z1 = tf.nn.conv2d(X, W1, strides=[1, 1, 1, 1], padding="SAME")
    A1 = tf.nn.relu(Z1)
    P1 = tf.nn.max_pool(A1, ksize=[1, 8, 8, 1], strides=[1, 8, 8, 1], padding="SAME")
    Z2 = tf.nn.conv2d(P1, W2, strides=[1, 1, 1, 1], padding="SAME")
    A2 = tf.nn.relu(Z2)
    P2 = tf.nn.max_pool(A2, ksize=[1, 4, 4, 1], strides=[1, 2, 2, 1], padding="SAME")
    F = layers.Flatten()(P2)
    Z3 = layers.Dense(6)(F)
    return Z3
''',
        ("stride 2 in the second pooling",),
        (9,),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    Z1 = tf.nn.conv2d(X, W1, strides=[1, 1, 1, 1], padding="SAME")
    A1 = tf.nn.relu(Z1)
    P1 = tf.nn.max_pool(A1, ksize=[1, 8, 8, 1], strides=[1, 8, 8, 1], padding="SAME")
    Z2 = tf.nn.conv2d(A1, W2, strides=[1, 1, 1, 1], padding="SAME")
    A2 = tf.nn.relu(Z2)
    P2 = tf.nn.max_pool(A2, ksize=[1, 4, 4, 1], strides=[1, 4, 4, 1], padding="SAME")
    F = layers.Flatten()(P2)
    Z3 = layers.Dense(6)(F)
    return Z3
''',
        ("first pooling skipped",),
        (7,),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    Z1 = tf.nn.conv2d(X, W1, strides=[1, 1, 1, 1], padding="SAME")
    A1 = tf.nn.relu(Z1)
    P1 = tf.nn.max_pool(A1, ksize=[1, 8, 8, 1], strides=[1, 8, 8, 1], padding="SAME")
    Z2 = tf.nn.conv2d(P1, W2, strides=[1, 1, 1, 1], padding="SAME")
    A2 = tf.nn.relu(Z2)
    P2 = tf.nn.max_pool(A2, ksize=[1, 4, 4, 1], strides=[1, 4, 4, 1], padding="SAME")
    F = layers.Flatten()(P2)
    Z3 = layers.Dense(6, activation="softmax")(F)
    return Z3
''',
        ("softmax on the scores",),
        (11,),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    Z1 = tf.nn.conv2d(X, W1, strides=[1, 1, 1, 1], padding="SAME")
    A1 = tf.nn.relu(Z1)
    P1 = tf.nn.max_pool(A1, ksize=[1, 8, 8, 1], strides=[1, 8, 8, 1], padding="SAME")
    Z2 = tf.nn.conv2d(P1, W2, strides=[1, 1, 1, 1], padding="SAME")
    A2 = tf.nn.relu(Z2)
    P2 = tf.nn.max_pool(A2, ksize=[1, 4, 4, 1], strides=[1, 4, 4, 1], padding="SAME")
    Z3 = layers.Dense(6)(P2)
    return Z3
''',
        ("not flattened",),
        (9, 10),
    ),
    Wrong(
        "forward_propagation",
        '''
def forward_propagation(X, parameters):
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    Z1 = tf.nn.conv2d(X, W1, strides=[1, 1, 1, 1], padding="SAME")
    A1 = tf.nn.relu(Z1)
    P1 = tf.nn.max_pool(A1, ksize=[1, 8, 8, 1], strides=[1, 8, 8, 1], padding="SAME")
    Z2 = tf.nn.conv2d(P1, W1, strides=[1, 1, 1, 1], padding="SAME")
    A2 = tf.nn.relu(Z2)
    P2 = tf.nn.max_pool(A2, ksize=[1, 4, 4, 1], strides=[1, 4, 4, 1], padding="SAME")
    F = layers.Flatten()(P2)
    Z3 = layers.Dense(6)(F)
    return Z3
''',
        ("W1 for W2",),
        (7,),
        "raises",
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    input_img = keras.Input(shape=input_shape)
    Z1 = layers.Conv2D(filters=8, kernel_size=(4, 4), strides=(1, 1), padding="same")(input_img)
    A1 = layers.ReLU()(Z1)
    P1 = layers.MaxPool2D(pool_size=(8, 8), strides=(8, 8), padding="same")(A1)
    Z2 = layers.Conv2D(filters=16, kernel_size=(4, 4), strides=(1, 1), padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPool2D(pool_size=(4, 4), strides=(4, 4), padding="same")(A2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(units=6, activation="softmax")(F)
    return keras.Model(inputs=input_img, outputs=outputs)
''',
        ("4x4 filters in the second convolution",),
        (6,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    input_img = keras.Input(shape=input_shape)
    Z1 = layers.Conv2D(filters=8, kernel_size=(4, 4), strides=(1, 1), padding="same")(input_img)
    A1 = layers.ReLU()(Z1)
    P1 = layers.MaxPool2D(pool_size=(8, 8), strides=(8, 8), padding="same")(A1)
    Z2 = layers.Conv2D(filters=16, kernel_size=(2, 2), strides=(1, 1), padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPool2D(pool_size=(4, 4), strides=(4, 4))(A2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(units=6, activation="softmax")(F)
    return keras.Model(inputs=input_img, outputs=outputs)
''',
        ("second pooling without same padding",),
        (8,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    input_img = keras.Input(shape=input_shape)
    Z1 = layers.Conv2D(filters=8, kernel_size=(4, 4), strides=(1, 1), padding="same")(input_img)
    A1 = layers.ReLU()(Z1)
    P1 = layers.MaxPool2D(pool_size=(8, 8), strides=(8, 8), padding="same")(A1)
    Z2 = layers.Conv2D(filters=16, kernel_size=(2, 2), strides=(1, 1), padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPool2D(pool_size=(4, 4), strides=(4, 4), padding="same")(Z2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(units=6, activation="softmax")(F)
    return keras.Model(inputs=input_img, outputs=outputs)
''',
        ("second ReLU made and not used",),
        (8,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    input_img = keras.Input(shape=input_shape)
    Z1 = layers.Conv2D(filters=8, kernel_size=(4, 4), strides=(1, 1), padding="same")(input_img)
    A1 = layers.ReLU()(Z1)
    P1 = layers.MaxPool2D(pool_size=(8, 8), strides=(8, 8), padding="same")(A1)
    Z2 = layers.Conv2D(filters=16, kernel_size=(2, 2), strides=(1, 1), padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPool2D(pool_size=(4, 4), strides=(4, 4), padding="same")(A2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(units=6)(F)
    return keras.Model(inputs=input_img, outputs=outputs)
''',
        ("softmax missing",),
        (10,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    input_img = keras.Input(shape=input_shape)
    Z1 = layers.Conv2D(filters=8, kernel_size=(4, 4), strides=(1, 1), padding="same")(input_img)
    A1 = layers.ReLU()(Z1)
    P1 = layers.MaxPool2D(pool_size=(8, 8), strides=(8, 8), padding="same")(A1)
    Z2 = layers.Conv2D(filters=16, kernel_size=(2, 2), strides=(1, 1), padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPool2D(pool_size=(4, 4), strides=(4, 4), padding="same")(A2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(units=10, activation="softmax")(F)
    return keras.Model(inputs=input_img, outputs=outputs)
''',
        ("10 classes for 6",),
        (10,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    input_img = keras.Input(shape=input_shape)
    Z1 = layers.Conv2D(filters=8, kernel_size=(4, 4), strides=(1, 1), padding="same")(input_img)
    A1 = layers.ReLU(Z1)
    P1 = layers.MaxPool2D(pool_size=(8, 8), strides=(8, 8), padding="same")(A1)
    Z2 = layers.Conv2D(filters=16, kernel_size=(2, 2), strides=(1, 1), padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPool2D(pool_size=(4, 4), strides=(4, 4), padding="same")(A2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(units=6, activation="softmax")(F)
    return keras.Model(inputs=input_img, outputs=outputs)
''',
        ("layer made with its input as an argument and not called",),
        (4,),
        "raises",
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    input_img = keras.Input(shape=input_shape)
    Z1 = layers.Conv2D(filters=8, kernel_size=(4, 4), strides=(1, 1), padding="same")(input_img)
    A1 = layers.ReLU()(Z1)
    P1 = layers.MaxPool2D(pool_size=(8, 8), strides=(8, 8), padding="same")(A1)
    Z2 = layers.Conv2D(filters=16, kernel_size=(2, 2), strides=(1, 1), padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPool2D(pool_size=(4, 4), strides=(4, 4), padding="same")(A2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(units=6, activation="softmax")(F)
    return keras.Model(inputs=input_img, outputs=F)
''',
        ("the flattened map is the output",),
        (11,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    input_img = keras.Input(shape=input_shape)
    Z1 = layers.Conv2D(filters=8, kernel_size=(4, 4), strides=(1, 1), padding="same")(input_img)
    A1 = layers.ReLU()(Z1)
    P1 = layers.MaxPool2D(pool_size=(8, 8), strides=(4, 4), padding="same")(A1)
    Z2 = layers.Conv2D(filters=32, kernel_size=(2, 2), strides=(1, 1), padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPool2D(pool_size=(4, 4), strides=(4, 4), padding="same")(A2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(units=6, activation="softmax")(F)
    return keras.Model(inputs=input_img, outputs=outputs)
''',
        ("32 filters for 16", "stride 4 for 8 in the first pooling",),
        (5, 6),
        "pair",
    ),
]
