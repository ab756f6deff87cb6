"""Right answers to batch normalisation, forward and back, as good students write them.

`EXERCISE_by_STYLE`; all must pass every case.
"""

import numpy as np
import tensorflow as tf
from keras import ops


def batch_norm_forward_by_sums(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=1e-3):
    if training:
        n = X.shape[0] * X.shape[1] * X.shape[2]
        mu = np.sum(X, axis=(0, 1, 2)) / n
        var = np.sum((X - mu) ** 2, axis=(0, 1, 2)) / n
        running_mean = running_mean * momentum + mu * (1.0 - momentum)
        running_variance = running_variance * momentum + var * (1.0 - momentum)
    else:
        mu = running_mean
        var = running_variance
    std = (var + epsilon) ** 0.5
    X_hat = (X - mu) / std
    Y = gamma * X_hat + beta
    return Y, running_mean, running_variance, (X_hat, std, gamma)


def batch_norm_forward_by_mean_of_squares(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    if not training:
        std = np.sqrt(running_variance + epsilon)
        X_hat = (X - running_mean) / std
        return X_hat * gamma + beta, running_mean, running_variance, (X_hat, std, gamma)
    mean = np.mean(X, axis=(0, 1, 2), keepdims=True)
    variance = np.mean(np.square(X), axis=(0, 1, 2), keepdims=True) - mean**2
    std = np.sqrt(variance + epsilon)
    X_hat = (X - mean) / std
    kept = [
        momentum * old + (1 - momentum) * new.squeeze()
        for old, new in ((running_mean, mean), (running_variance, variance))
    ]
    return gamma.reshape(1, 1, 1, -1) * X_hat + beta.reshape(1, 1, 1, -1), *kept, (X_hat, std.squeeze(), gamma)


def batch_norm_forward_by_reshape(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    rows = X.reshape(-1, X.shape[3])
    mean = rows.mean(0) if training else running_mean
    variance = rows.var(0) if training else running_variance
    if training:
        running_mean += (1 - momentum) * (mean - running_mean)
        running_variance += (1 - momentum) * (variance - running_variance)
    std = np.sqrt(variance + epsilon)
    X_hat = (rows - mean) * (1 / std)
    Y = (gamma * X_hat + beta).reshape(X.shape)
    return Y, running_mean, running_variance, (X_hat.reshape(X.shape), std, gamma)


def batch_norm_forward_by_tensorflow(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    mean, variance = tf.nn.moments(tf.constant(X), axes=[0, 1, 2]) if training else (running_mean, running_variance)
    std = tf.sqrt(variance + epsilon)
    X_hat = (X - mean) / std
    if training:
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_variance = momentum * running_variance + (1 - momentum) * variance
    return gamma * X_hat + beta, running_mean, running_variance, (X_hat, std, gamma)


def batch_norm_forward_by_axes_moved(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    channels = np.moveaxis(X, 3, 0)
    means, variances, stds, hats = [], [], [], []
    for channel, mean, variance in zip(channels, running_mean, running_variance):
        m, v = (np.mean(channel), np.var(channel)) if training else (mean, variance)
        stds.append(np.sqrt(v + epsilon))
        hats.append((channel - m) / stds[-1])
        share = momentum if training else 1.0
        means.append(share * mean + (1 - share) * m)
        variances.append(share * variance + (1 - share) * v)
    X_hat = np.stack(hats, axis=-1)
    return X_hat * gamma + beta, np.array(means), np.array(variances), (X_hat, np.array(stds), gamma)


class _Normaliser:
    """The averages as attributes, as a layer keeps them."""

    def __init__(self, mean, variance, momentum, epsilon):
        self.mean, self.variance = mean, variance
        self.momentum, self.epsilon = momentum, epsilon

    def measure(self, X):
        mean, variance = np.average(X, axis=(0, 1, 2)), np.var(X, (0, 1, 2))
        self.mean = self.momentum * self.mean + (1 - self.momentum) * mean
        self.variance = self.momentum * self.variance + (1 - self.momentum) * variance
        return mean, variance

    def __call__(self, X, training):
        mean, variance = self.measure(X) if training else (self.mean, self.variance)
        std = np.sqrt(variance + self.epsilon)
        return (X - mean) / std, std


def batch_norm_forward_by_a_class(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    normalise = _Normaliser(running_mean, running_variance, momentum, epsilon)
    X_hat, std = normalise(X, training)
    return [gamma * X_hat + beta, normalise.mean, normalise.variance, [X_hat, std, gamma]]


def batch_norm_forward_by_einsum(X, gamma, beta, running_mean, running_variance, training=True, momentum=0.99, epsilon=0.001):
    mean, variance = running_mean.copy(), running_variance.copy()
    if training:
        count = X[..., 0].size
        mean = np.einsum("mhwc->c", X) / count
        variance = np.einsum("mhwc,mhwc->c", X - mean, X - mean) / count
        running_mean = np.average([running_mean, mean], axis=0, weights=[momentum, 1 - momentum])
        running_variance = np.average([running_variance, variance], axis=0, weights=[momentum, 1 - momentum])
    std = np.sqrt(epsilon + variance)
    X_hat = np.divide(np.subtract(X, mean), std)
    return np.einsum("mhwc,c->mhwc", X_hat, gamma) + beta, running_mean, running_variance, (X_hat, std, gamma)


def batch_norm_backward_by_count(dY, cache):
    X_hat, std, gamma = cache
    m, n_H, n_W, _ = dY.shape
    N = m * n_H * n_W
    dbeta = np.sum(dY, axis=(0, 1, 2))
    dgamma = np.sum(dY * X_hat, axis=(0, 1, 2))
    dX = (gamma / (N * std)) * (N * dY - dbeta - X_hat * dgamma)
    return dX, dgamma, dbeta


def batch_norm_backward_by_steps(dY, cache):
    """Every step of the way forward, from the last to the first."""
    X_hat, std, gamma = cache
    around = (0, 1, 2)
    N = dY.size / len(gamma)
    dX_hat = dY * gamma
    centred = X_hat * std
    dstd = np.sum(dX_hat * -centred / std**2, axis=around)
    dvariance = dstd / (2 * std)
    dcentred = dX_hat / std + dvariance * 2 * centred / N
    dmean = -dcentred.sum(axis=around)
    dX = dcentred + dmean / N
    return dX, (dY * X_hat).sum(axis=around), dY.sum(axis=around)


def batch_norm_backward_by_tape(dY, cache):
    """TensorFlow's own gradient; the standard deviation in the cache has epsilon in it."""
    X_hat, std, gamma = (tf.constant(part) for part in cache)
    centred = X_hat * std
    epsilon = std**2 - tf.reduce_mean(centred**2, axis=[0, 1, 2])
    beta = tf.zeros_like(gamma)
    with tf.GradientTape() as tape:
        tape.watch([centred, gamma, beta])
        mean, variance = tf.nn.moments(centred, axes=[0, 1, 2])
        Y = gamma * (centred - mean) / tf.sqrt(variance + epsilon) + beta
        cost = tf.reduce_sum(Y * dY)
    return tape.gradient(cost, [centred, gamma, beta])


def batch_norm_backward_by_projection(dY, cache):
    """What of dY points along a constant or along X_hat is taken away."""
    X_hat, std, gamma = cache
    slopes = np.moveaxis(dY, -1, 0).reshape(len(gamma), -1)
    hats = np.moveaxis(X_hat, -1, 0).reshape(len(gamma), -1)
    dbeta, dgamma = slopes.sum(1), np.einsum("cn,cn->c", slopes, hats)
    rest = slopes - slopes.mean(1, keepdims=True) - hats * np.mean(slopes * hats, axis=1, keepdims=True)
    rest *= (gamma / std)[:, None]
    dX = np.moveaxis(rest.reshape(len(gamma), *dY.shape[:3]), 0, -1)
    return dX, dgamma, dbeta


def batch_norm_backward_by_keras_operations(dY, cache):
    X_hat, std, gamma = cache
    mean = ops.mean(dY, axis=(0, 1, 2), keepdims=True)
    product = ops.mean(dY * X_hat, axis=(0, 1, 2), keepdims=True)
    dX = (dY - mean - X_hat * product) * gamma / std
    return dX, ops.sum(dY * X_hat, axis=(0, 1, 2)), ops.sum(dY, axis=(0, 1, 2))


def batch_norm_backward_by_channel(dY, cache):
    X_hat, std, gamma = cache
    dX = np.empty_like(X_hat)
    dgamma, dbeta = [], []
    for c, scale in enumerate(gamma / std):
        g, x = dY[:, :, :, c], X_hat[:, :, :, c]
        dbeta += [g.sum()]
        dgamma += [np.vdot(g, x)]
        dX[:, :, :, c] = scale * (g - np.mean(g) - x * dgamma[-1] / g.size)
    return dX, np.array(dgamma), np.array(dbeta)


def batch_norm_backward_by_matrices(dY, cache):
    """The Jacobian of one channel is symmetric: I − 1/n − x xᵀ/n, times γ/σ."""
    X_hat, std, gamma = cache
    dX = []
    for c in range(dY.shape[-1]):
        x, g = X_hat[..., c].ravel(), dY[..., c].ravel()
        jacobian = np.eye(x.size) - 1 / x.size - np.outer(x, x) / x.size
        dX.append((gamma[c] / std[c] * jacobian @ g).reshape(dY.shape[:-1]))
    return np.stack(dX, -1), np.sum(X_hat * dY, (0, 1, 2)), np.sum(dY, (0, 1, 2))
