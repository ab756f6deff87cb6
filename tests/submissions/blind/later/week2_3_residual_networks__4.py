"""Wrong answers to week2/3_residual_networks: written before any list was read, the exercises that joined later among them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "batch_norm_forward",
        '''
def batch_norm_forward(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    if training:
        mu = np.mean(X)
        var = np.var(X)
        running_mean = momentum * running_mean + (1 - momentum) * mu
        running_variance = momentum * running_variance + (1 - momentum) * var
    else:
        mu, var = running_mean, running_variance
    std = np.sqrt(var + epsilon)
    X_hat = (X - mu) / std
    return gamma * X_hat + beta, running_mean, running_variance, (X_hat, std, gamma)
''',
        ("one mean for everything, not for each channel",),
        (3, 4),
    ),
    Wrong(
        "batch_norm_forward",
        '''
def batch_norm_forward(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    if training:
        mean = X.mean(axis=0)
        var = X.var(axis=0)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_variance = momentum * running_variance + (1 - momentum) * var
    else:
        mean = running_mean
        var = running_variance
    std = np.sqrt(var + epsilon)
    X_hat = (X - mean) / std
    Y = gamma * X_hat + beta
    return Y, running_mean, running_variance, (X_hat, std, gamma)
''',
        ("the batch axis only, as in a dense layer",),
        (3, 4),
    ),
    Wrong(
        "batch_norm_forward",
        '''
def batch_norm_forward(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    if training:
        mean = X.mean(axis=(0, 1, 2))
        variance = X.var(axis=(0, 1, 2))
        new_mean = (1 - momentum) * running_mean + momentum * mean
        new_variance = (1 - momentum) * running_variance + momentum * variance
    else:
        mean, variance = running_mean, running_variance
        new_mean, new_variance = running_mean, running_variance
    std = np.sqrt(variance + epsilon)
    X_hat = (X - mean) / std
    Y = gamma * X_hat + beta
    return Y, new_mean, new_variance, (X_hat, std, gamma)
''',
        ("momentum on the new value",),
        (5, 6),
    ),
    Wrong(
        "batch_norm_forward",
        '''
def batch_norm_forward(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    mean = X.mean(axis=(0, 1, 2))
    variance = X.var(axis=(0, 1, 2))
    if training:
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_variance = momentum * running_variance + (1 - momentum) * variance
    std = np.sqrt(variance + epsilon)
    X_hat = (X - mean) / std
    Y = X_hat * gamma + beta
    return Y, running_mean, running_variance, (X_hat, std, gamma)
''',
        ("statistics of the batch in use, too",),
        (2, 3),
    ),
    Wrong(
        "batch_norm_forward",
        '''
def batch_norm_forward(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    if training:
        mean, variance = X.mean((0, 1, 2)), X.var((0, 1, 2))
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_variance = momentum * running_variance + (1 - momentum) * variance
    else:
        mean, variance = running_mean, running_variance
    std = np.sqrt(variance) + epsilon
    X_hat = (X - mean) / std
    Y = gamma * X_hat
    return Y, running_mean, running_variance, (X_hat, std, gamma)
''',
        ("epsilon outside the root", "beta is forgotten"),
        (8, 10),
        "pair",
    ),
    Wrong(
        "batch_norm_backward",
        '''
def batch_norm_backward(dY, cache):
    X_hat, std, gamma = cache
    dbeta = np.sum(dY, axis=(0, 1, 2))
    dgamma = np.sum(dY * X_hat, axis=(0, 1, 2))
    dX = dY * gamma / std
    return dX, dgamma, dbeta
''',
        ("the terms of mean and variance are missing",),
        (5,),
    ),
    Wrong(
        "batch_norm_backward",
        '''
def batch_norm_backward(dY, cache):
    X_hat, std, gamma = cache
    m = dY.shape[0]
    dbeta = dY.sum(axis=(0, 1, 2))
    dgamma = (dY * X_hat).sum(axis=(0, 1, 2))
    dX = gamma / (m * std) * (m * dY - dbeta - X_hat * dgamma)
    return dX, dgamma, dbeta
''',
        ("divides by the number of pictures",),
        (3,),
    ),
    Wrong(
        "batch_norm_backward",
        '''
def batch_norm_backward(dY, cache):
    X_hat, std, gamma = cache
    N = dY.shape[0] * dY.shape[1] * dY.shape[2]
    dgamma = dY.sum(axis=(0, 1, 2))
    dbeta = (dY * X_hat).sum(axis=(0, 1, 2))
    dX = (gamma / std) * (dY - dgamma / N - X_hat * dbeta / N)
    return dX, dgamma, dbeta
''',
        ("dgamma and dbeta exchanged",),
        (4, 5),
    ),
    Wrong(
        "batch_norm_backward",
        '''
def batch_norm_backward(dY, cache):
    X_hat, std, gamma = cache
    N = dY.size // dY.shape[3]
    dX_hat = dY * gamma
    s1 = dX_hat.sum(axis=(1, 2, 3))
    s2 = (dX_hat * X_hat).sum(axis=(1, 2, 3))
    dX = (N * dX_hat - s1 - X_hat * s2) / (N * std)
    return dX, (dY * X_hat).sum(axis=(0, 1, 2)), dY.sum(axis=(0, 1, 2))
''',
        ("keepdims of the wrong axes",),
        (5, 6),
        "raises",
    ),
    Wrong(
        "identity_block",
        '''
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(filters=F1, kernel_size=1, strides=(1, 1), padding="valid", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(filters=F2, kernel_size=f, strides=(1, 1), padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(filters=F3, kernel_size=1, strides=(1, 1), padding="valid", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Add()([X, X_shortcut])
    return X
''',
        ("a relu before the addition",),
        (12, 13),
    ),
    Wrong(
        "identity_block",
        '''
def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(F1, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, 1, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = Add()([X, X_shortcut])
    X = Activation("relu")(X)
    return X
''',
        ("the second convolution is 1×1", "no normalisation after the third"),
        (7, 11),
        "pair",
    ),
    Wrong(
        "convolutional_block",
        '''
def convolutional_block(X, f, filters, s=2, training=None, initializer="glorot_uniform"):
    F1, F2, F3 = filters
    X_shortcut = X
    X = Conv2D(F1, (1, 1), strides=(s, s), kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, (f, f), padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, (1, 1), kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X_shortcut = Conv2D(F3, (1, 1), strides=(s, s), kernel_initializer=initializer)(X_shortcut)
    X = Add()([X, X_shortcut])
    X = Activation("relu")(X)
    return X
''',
        ("the shortcut has F1 filters... of the wrong stride",),
        (13,),
    ),
    Wrong(
        "ResNet50",
        '''
def ResNet50(input_shape=(64, 64, 3), classes=6):
    X_input = Input(input_shape)
    X = ZeroPadding2D((3, 3))(X_input)
    X = Conv2D(64, (7, 7), strides=(2, 2))(X)
    X = BatchNormalization(axis=3)(X)
    X = Activation("relu")(X)
    X = MaxPooling2D((3, 3), strides=(2, 2))(X)
    X = convolutional_block(X, 3, [64, 64, 256], s=1)
    X = identity_block(X, 3, [64, 64, 256])
    X = identity_block(X, 3, [64, 64, 256])
    X = convolutional_block(X, 3, [128, 128, 512], s=2)
    X = identity_block(X, 3, [128, 128, 512])
    X = identity_block(X, 3, [128, 128, 512])
    X = identity_block(X, 3, [128, 128, 512])
    X = convolutional_block(X, 3, [256, 256, 1024], s=2)
    X = identity_block(X, 3, [256, 256, 1024])
    X = identity_block(X, 3, [256, 256, 1024])
    X = identity_block(X, 3, [256, 256, 1024])
    X = identity_block(X, 3, [256, 256, 1024])
    X = convolutional_block(X, 3, [512, 512, 2048], s=2)
    X = identity_block(X, 3, [512, 512, 2048])
    X = identity_block(X, 3, [512, 512, 2048])
    X = AveragePooling2D((2, 2))(X)
    X = Flatten()(X)
    X = Dense(classes, activation="softmax")(X)
    return keras.Model(X_input, X)
''',
        ("the third stage has four identity blocks",),
        (15, 19),
    ),
    Wrong(
        "plain_block",
        '''
def plain_block(X, f, filters, training=None, initializer="glorot_uniform"):
    X = Conv2D(F1, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F2, f, padding="same", kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    X = Conv2D(F3, 1, kernel_initializer=initializer)(X)
    X = BatchNormalization(axis=3)(X, training=training)
    X = Activation("relu")(X)
    return X
''',
        ("the names of the filters are never unpacked",),
        (2, 5, 8),
        "raises",
    ),
]
