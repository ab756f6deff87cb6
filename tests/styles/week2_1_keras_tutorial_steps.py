"""Right answers to early stopping, momentum and Adam. `EXERCISE_by_STYLE`; all must pass every case."""

import keras
import numpy as np
import tensorflow as tf


def early_stop_by_while(costs, patience, min_delta=0.0):
    best, epoch, since = costs[0], 1, 0
    kept = 0
    while epoch < len(costs) and since < patience:
        if costs[epoch] < best - min_delta:
            best, kept, since = costs[epoch], epoch, 0
        else:
            since += 1
        epoch += 1
    return kept, epoch


def early_stop_by_distance(costs, patience, min_delta=0.0):
    kept = 0
    for epoch in range(len(costs)):
        if costs[epoch] < costs[kept] - min_delta:
            kept = epoch
        elif epoch - kept == patience:
            return kept, epoch + 1
    return kept, len(costs)


def early_stop_by_list_of_best(costs, patience, min_delta=0.0):
    """The epochs that were better, one after the other."""
    better = [0]
    for epoch, cost in enumerate(costs[1:], 1):
        if epoch - better[-1] > patience:
            break
        if cost < costs[better[-1]] - min_delta:
            better.append(epoch)
    return better[-1], min(better[-1] + patience + 1, len(costs))


def early_stop_by_patience_left(costs, patience, min_delta=0.0):
    left, best, best_epoch, epochs = patience, np.inf, None, 0
    for cost in costs:
        epochs += 1
        if best - cost > min_delta:
            left, best, best_epoch = patience, cost, epochs - 1
            continue
        left -= 1
        if not left:
            break
    return best_epoch, epochs


def early_stop_by_recursion(costs, patience, min_delta=0.0, best=0, epoch=1):
    if epoch == len(costs) or epoch - best > patience:
        return best, epoch
    better = costs[epoch] < costs[best] - min_delta
    return early_stop_by_recursion(costs, patience, min_delta, epoch if better else best, epoch + 1)


def early_stop_by_keras(costs, patience, min_delta=0.0):
    """Keras' own callback, told the costs."""
    class _Model:
        stop_training = False

        def get_weights(self):
            return []

        def set_weights(self, weights):
            pass

    callback = keras.callbacks.EarlyStopping(monitor="cost", mode="min", patience=patience, min_delta=min_delta)
    callback._model = _Model()
    callback.on_train_begin()
    for epoch, cost in enumerate(costs):
        callback.on_epoch_end(epoch, {"cost": cost})
        if callback.model.stop_training:
            break
    return callback.best_epoch, epoch + 1


def momentum_step_by_comprehension(parameters, gradients, velocities, learning_rate, beta=0.9):
    v = {name: beta * velocities[name] - learning_rate * gradients[name] for name in parameters}
    return {name: parameters[name] + v[name] for name in parameters}, v


def momentum_step_by_copies(parameters, gradients, velocities, learning_rate, beta=0.9):
    parameters, velocities = dict(parameters), dict(velocities)
    for name in parameters:
        velocities[name] = beta * velocities[name]
        velocities[name] -= learning_rate * gradients[name]
        parameters[name] = velocities[name] + parameters[name]
    return parameters, velocities


def momentum_step_by_layers(parameters, gradients, velocities, learning_rate, beta=0.9):
    moved, v = {}, {}
    for layer in range(1, len(parameters) // 2 + 1):
        for kind in "Wb":
            key = kind + str(layer)
            v[key] = beta * velocities[key] - learning_rate * gradients[key]
            moved[key] = parameters[key] + v[key]
    return moved, v


def momentum_step_by_zip(parameters, gradients, velocities, learning_rate, beta=0.9):
    names = list(parameters)
    v = [beta * velocities[n] - learning_rate * gradients[n] for n in names]
    return dict(zip(names, [parameters[n] + step for n, step in zip(names, v)])), dict(zip(names, v))


class _Ball:
    def __init__(self, rate, beta):
        self.rate, self.beta = rate, beta

    def roll(self, place, slope, speed):
        speed = self.beta * speed - self.rate * slope
        return place + speed, speed


def momentum_step_by_object(parameters, gradients, velocities, learning_rate, beta=0.9):
    ball = _Ball(learning_rate, beta)
    both = {name: ball.roll(parameters[name], gradients[name], velocities[name]) for name in parameters}
    return {name: place for name, (place, _) in both.items()}, {name: speed for name, (_, speed) in both.items()}


def momentum_step_by_tensorflow(parameters, gradients, velocities, learning_rate, beta=0.9):
    moved, rolling = {}, {}
    for name, value in parameters.items():
        variable, velocity = tf.Variable(value), tf.Variable(velocities[name])
        velocity.assign(beta * velocity - learning_rate * tf.constant(gradients[name]))
        variable.assign_add(velocity)
        moved[name], rolling[name] = variable.numpy(), velocity.numpy()
    return moved, rolling


def adam_step_by_comprehension(parameters, gradients, means, squares, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = {k: beta_1 * means[k] + (1 - beta_1) * g for k, g in gradients.items()}
    s = {k: beta_2 * squares[k] + (1 - beta_2) * g * g for k, g in gradients.items()}
    hats = {k: (m[k] / (1 - beta_1**t), s[k] / (1 - beta_2**t)) for k in gradients}
    return {k: parameters[k] - learning_rate * a / (np.sqrt(b) + epsilon) for k, (a, b) in hats.items()}, m, s


def adam_step_by_differences(parameters, gradients, means, squares, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """A running mean moves towards the new number by a share of the distance."""
    moved, m, s = dict(parameters), dict(means), dict(squares)
    for name, g in gradients.items():
        m[name] = m[name] + (g - m[name]) * (1 - beta_1)
        s[name] = s[name] + (g**2 - s[name]) * (1 - beta_2)
        scale = np.sqrt(s[name] / (1 - beta_2**t)) + epsilon
        moved[name] = moved[name] - learning_rate * m[name] / (1 - beta_1**t) / scale
    return moved, m, s


def adam_step_by_one_rate(parameters, gradients, means, squares, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Both corrections in one rate; epsilon grows with it."""
    moved, m, s = {}, {}, {}
    root = np.sqrt(1 - beta_2**t)
    rate = learning_rate * root / (1 - beta_1**t)
    for name in parameters:
        m[name] = beta_1 * means[name] + (1 - beta_1) * gradients[name]
        s[name] = beta_2 * squares[name] + (1 - beta_2) * np.square(gradients[name])
        moved[name] = parameters[name] - rate * m[name] / (np.sqrt(s[name]) + epsilon * root)
    return moved, m, s


def _running(old, new, beta):
    return beta * old + (1 - beta) * new


def adam_step_by_helper(parameters, gradients, means, squares, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    new_means, new_squares, new = {}, {}, {}
    for name in parameters:
        new_means[name] = _running(means[name], gradients[name], beta_1)
        new_squares[name] = _running(squares[name], gradients[name] ** 2, beta_2)
        step = new_means[name] / (1 - beta_1**t) / (epsilon + (new_squares[name] / (1 - beta_2**t)) ** 0.5)
        new[name] = parameters[name] - step * learning_rate
    return new, new_means, new_squares


def adam_step_by_layers(parameters, gradients, means, squares, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    out, v, s = {}, {}, {}
    for layer in range(len(parameters) // 2):
        for kind in ("W", "b"):
            key = f"{kind}{layer + 1}"
            v[key] = beta_1 * means[key] + (1 - beta_1) * gradients[key]
            s[key] = beta_2 * squares[key] + (1 - beta_2) * gradients[key] ** 2
            v_corrected = v[key] / (1 - np.power(beta_1, t))
            s_corrected = s[key] / (1 - np.power(beta_2, t))
            out[key] = parameters[key] - learning_rate * v_corrected / (np.sqrt(s_corrected) + epsilon)
    return out, v, s


def adam_step_by_tensorflow(parameters, gradients, means, squares, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    moved, m, s = {}, {}, {}
    for name, value in parameters.items():
        g = tf.constant(gradients[name])
        m[name] = beta_1 * tf.constant(means[name]) + (1 - beta_1) * g
        s[name] = beta_2 * tf.constant(squares[name]) + (1 - beta_2) * tf.square(g)
        step = m[name] / (1 - beta_1**t) / (tf.sqrt(s[name] / (1 - beta_2**t)) + epsilon)
        moved[name] = tf.constant(value) - learning_rate * step
    return moved, m, s
