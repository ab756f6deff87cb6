"""Wrong answers to week1/3_convnet_application: how students go wrong, written before any list of mistakes was read (part 3 of 4)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=Y, logits=Z3)
    return tf.reduce_mean(losses)
''',
        ("sigmoid instead of softmax",),
        (2,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    e = tf.exp(Z3)
    p = e / tf.reduce_sum(e, axis=1, keepdims=True)
    return -tf.reduce_mean(tf.reduce_sum(Y * tf.math.log(p), axis=1))
''',
        ("exp and log by hand overflow", "nan for large scores"),
        (2,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    logp = tf.nn.log_softmax(Z3)
    cost = tf.reduce_mean(tf.reduce_sum(Y * logp, axis=1))
    return cost
''',
        ("minus sign missing",),
        (3,),
    ),
    Wrong(
        "compute_cost",
        '''
def compute_cost(Z3, Y):
    cost = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=Y, logits=Z3)
    return tf.reduce_mean(cost)
''',
        ("positional arguments are not allowed / wrong", "sparse loss wants whole numbers"),
        (2,), "raises",
    ),
    Wrong(
        "model",
        '''
def model(X_train, Y_train, X_test, Y_test, learning_rate=0.009, num_epochs=100, minibatch_size=64, print_cost=True):
    n_H0, n_W0, n_C0 = X_train.shape[1:]
    X, Y = create_placeholders(n_H0, n_W0, n_C0, Y_train.shape[1])
    parameters = initialize_parameters()
    network = keras.Model(X, forward_propagation(X, parameters))
    optimizer = keras.optimizers.Adam(learning_rate)
    weights = [parameters["W1"], parameters["W2"], *network.trainable_variables]
    plot = TrainingPlot(num_epochs) if print_cost else None

    @tf.function(reduce_retracing=True)
    def step(images, labels):
        with tf.GradientTape() as tape:
            cost = compute_cost(network(images), labels)
        gradients = tape.gradient(cost, weights)
        optimizer.apply_gradients(zip(gradients, weights))
        return cost

    for epoch in range(num_epochs):
        batches = random_mini_batches(X_train, Y_train, minibatch_size, seed=epoch + 1)
        costs = [float(step(images, labels)) for images, labels in batches]
        if plot:
            plot.update(cost=np.mean(costs))

    train_accuracy = np.mean(np.argmax(network(X_train), axis=0) == np.argmax(Y_train, axis=0))
    test_accuracy = np.mean(np.argmax(network(X_test), axis=0) == np.argmax(Y_test, axis=0))
    return train_accuracy, test_accuracy, parameters
''',
        ("accuracy compares with axis 0", "argmax over the pictures"),
        (24, 25),
    ),
    Wrong(
        "model",
        '''
def model(X_train, Y_train, X_test, Y_test, learning_rate=0.009, num_epochs=100, minibatch_size=64, print_cost=True):
    n_H0, n_W0, n_C0 = X_train.shape[1:]
    X, Y = create_placeholders(n_H0, n_W0, n_C0, Y_train.shape[1])
    parameters = initialize_parameters()
    network = keras.Model(X, forward_propagation(X, parameters))
    optimizer = keras.optimizers.Adam(learning_rate)
    weights = [parameters["W1"], parameters["W2"], *network.trainable_variables]
    plot = TrainingPlot(num_epochs) if print_cost else None

    @tf.function(reduce_retracing=True)
    def step(images, labels):
        filters = list(parameters.values())
        with tf.GradientTape() as tape:
            cost = compute_cost(network(images), labels)
        optimizer.apply_gradients(zip(tape.gradient(cost, filters), filters))
        return cost

    for epoch in range(num_epochs):
        batches = random_mini_batches(X_train, Y_train, minibatch_size, seed=epoch + 1)
        costs = [float(step(images, labels)) for images, labels in batches]
        if plot:
            plot.update(cost=np.mean(costs))

    def accuracy(A, B):
        return float(np.mean(np.argmax(network(A), 1) == np.argmax(B, 1)))

    return accuracy(X_train, Y_train), accuracy(X_test, Y_test), parameters
''',
        ("only W1 and W2 are trained, not the dense layer", "weights left out"),
        (12, 15),
    ),
    Wrong(
        "model",
        '''
def model(X_train, Y_train, X_test, Y_test, learning_rate=0.009, num_epochs=100, minibatch_size=64, print_cost=True):
    n_H0, n_W0, n_C0 = X_train.shape[1:]
    X, Y = create_placeholders(n_H0, n_W0, n_C0, Y_train.shape[1])
    parameters = initialize_parameters()
    network = keras.Model(X, forward_propagation(X, parameters))
    optimizer = keras.optimizers.Adam(learning_rate)
    weights = [parameters["W1"], parameters["W2"], *network.trainable_variables]
    plot = TrainingPlot(num_epochs) if print_cost else None

    @tf.function(reduce_retracing=True)
    def step(images, labels):
        with tf.GradientTape() as tape:
            cost = compute_cost(network(images), labels)
        optimizer.apply_gradients(zip(tape.gradient(cost, weights), weights))
        return cost

    for epoch in range(num_epochs):
        batches = random_mini_batches(X_train, Y_train, minibatch_size, seed=epoch + 1)
        costs = [float(step(images, labels)) for images, labels in batches]
        if plot:
            plot.update(cost=np.mean(costs))

    right = np.argmax(network(X_train), axis=1) == np.argmax(Y_train, axis=1)
    right_test = np.argmax(network(X_test), axis=1) == np.argmax(Y_test, axis=1)
    train_accuracy = 100 * np.mean(right)
    test_accuracy = 100 * np.mean(right_test)
    return train_accuracy, test_accuracy, parameters
''',
        ("accuracy in percent, not 0 … 1",),
        (25, 26),
    ),
    Wrong(
        "model",
        '''
def model(X_train, Y_train, X_test, Y_test, learning_rate=0.009, num_epochs=100, minibatch_size=64, print_cost=True):
    n_H0, n_W0, n_C0 = X_train.shape[1:]
    X, Y = create_placeholders(n_H0, n_W0, n_C0, Y_train.shape[1])
    parameters = initialize_parameters()
    network = keras.Model(X, forward_propagation(X, parameters))
    optimizer = keras.optimizers.Adam(learning_rate)
    weights = [parameters["W1"], parameters["W2"], *network.trainable_variables]
    plot = TrainingPlot(num_epochs) if print_cost else None

    @tf.function(reduce_retracing=True)
    def step(images, labels):
        with tf.GradientTape() as tape:
            cost = compute_cost(network(images), labels)
        gradients = tape.gradient(cost, weights)
        return cost

    for epoch in range(num_epochs):
        batches = random_mini_batches(X_train, Y_train, minibatch_size, seed=epoch + 1)
        costs = [float(step(images, labels)) for images, labels in batches]
        if plot:
            plot.update(cost=np.mean(costs))

    train_accuracy = np.mean(np.argmax(network(X_train), axis=1) == np.argmax(Y_train, axis=1))
    test_accuracy = np.mean(np.argmax(network(X_test), axis=1) == np.argmax(Y_test, axis=1))
    return train_accuracy, test_accuracy, parameters
''',
        ("the step is not applied: gradients computed but never given to the optimizer",),
        (15,),
    ),
    Wrong(
        "model",
        '''
def model(X_train, Y_train, X_test, Y_test, learning_rate=0.009, num_epochs=100, minibatch_size=64, print_cost=True):
    n_H0, n_W0, n_C0 = X_train.shape[1:]
    X, Y = create_placeholders(n_H0, n_W0, n_C0, Y_train.shape[1])
    parameters = initialize_parameters()
    network = keras.Model(X, forward_propagation(X, parameters))
    optimizer = keras.optimizers.Adam(learning_rate)
    weights = [parameters["W1"], parameters["W2"], *network.trainable_variables]
    plot = TrainingPlot(num_epochs) if print_cost else None

    @tf.function(reduce_retracing=True)
    def step(images, labels):
        with tf.GradientTape() as tape:
            Z3 = network(images)
        cost = compute_cost(Z3, labels)
        gradients = tape.gradient(cost, weights)
        optimizer.apply_gradients(zip(gradients, weights))
        return cost

    for epoch in range(num_epochs):
        batches = random_mini_batches(X_train, Y_train, minibatch_size, seed=epoch + 1)
        costs = [float(step(images, labels)) for images, labels in batches]
        if plot:
            plot.update(cost=np.mean(costs))

    train_accuracy = np.mean(np.argmax(network(X_train), axis=1) == np.argmax(Y_train, axis=1))
    test_accuracy = np.mean(np.argmax(network(X_test), axis=1) == np.argmax(Y_test, axis=1))
    return train_accuracy, test_accuracy, parameters
''',
        ("cost computed outside of the tape", "gradient is None", "ValueError no gradients"),
        (14,), "raises",
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    images = keras.Input(input_shape)
    x = layers.Conv2D(8, 4, padding="same", activation="relu")(images)
    x = layers.MaxPooling2D(8, padding="same")(x)
    x = layers.Conv2D(16, 2, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D(4, padding="same")(x)
    x = layers.Flatten()(x)
    outputs = layers.Dense(6)(x)
    return keras.Model(inputs=images, outputs=outputs)
''',
        ("softmax missing at the end", "forgotten activation"),
        (8,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    images = keras.Input(input_shape)
    Z1 = layers.Conv2D(8, (4, 4))(images)
    A1 = layers.ReLU()(Z1)
    P1 = layers.MaxPool2D((8, 8), (8, 8), padding="same")(A1)
    Z2 = layers.Conv2D(16, (2, 2))(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPool2D((4, 4), (4, 4), padding="same")(A2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(6, activation="softmax")(F)
    return keras.Model(inputs=images, outputs=outputs)
''',
        ("padding valid (the default) instead of same in the convolutions",),
        (3, 6),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    images = keras.Input(input_shape)
    Z1 = layers.Conv2D(8, (4, 4), padding="same")(images)
    A1 = layers.ReLU()(Z1)
    P1 = layers.MaxPool2D((8, 8), (8, 8), padding="same")(A1)
    Z2 = layers.Conv2D(16, (2, 2), padding="same")(P1)
    A2 = layers.ReLU()(Z2)
    P2 = layers.MaxPool2D((4, 4), (4, 4), padding="same")(Z2)
    F = layers.Flatten()(P2)
    outputs = layers.Dense(6, activation="softmax")(F)
    return keras.Model(inputs=images, outputs=outputs)
''',
        ("second ReLU takes Z1 / is made but its result not used", "layer called on the wrong tensor"),
        (8,),
    ),
    Wrong(
        "convolutional_model",
        '''
def convolutional_model(input_shape):
    images = keras.Input(input_shape)
    x = images
    for filters, size, window in [(16, 4, 8), (8, 2, 4)]:
        x = layers.Conv2D(filters, size, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D(window, padding="same")(x)
    outputs = layers.Dense(6, activation="softmax")(layers.Flatten()(x))
    return keras.Model(inputs=images, outputs=outputs)
''',
        ("filter counts swapped: 16 then 8",),
        (4,),
    ),
]
