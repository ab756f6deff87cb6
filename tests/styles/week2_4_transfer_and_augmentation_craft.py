"""Right answers to the craft of training: rates, decay, dropout, intervals, groups. `EXERCISE_by_STYLE`."""

import math
import statistics
from collections import Counter, defaultdict

import numpy as np
import tensorflow as tf


def learning_rate_finder_by_lists(rates, costs, smoothing=0.6, stop=4.0):
    smooth, m = [], 0.0
    for n, c in enumerate(costs, 1):
        m = m * smoothing + c * (1 - smoothing)
        smooth.append(m / (1 - smoothing**n))
        if n > 1 and smooth[-1] > stop * min(smooth[:-1]):
            smooth.pop()
            break
    changes = [smooth[i + 1] - smooth[i] for i in range(len(smooth) - 1)]
    return rates[changes.index(min(changes))], smooth


def learning_rate_finder_by_weights(rates, costs, smoothing=0.6, stop=4.0):
    """The corrected mean is a weighted mean: newer costs weigh more."""
    values = []
    for i in range(len(costs)):
        weights = smoothing ** np.arange(i, -1, -1.0)
        values.append(np.average(costs[: i + 1], weights=weights))
    values = np.array(values)
    for i in range(1, len(values)):
        if values[i] > stop * values[:i].min():
            values = values[:i]
            break
    return rates[np.diff(values).argmin()], values


def learning_rate_finder_by_best_so_far(rates, costs, smoothing=0.6, stop=4.0):
    best, average, smoothed = math.inf, 0, []
    for step, cost in enumerate(costs, start=1):
        average += (1 - smoothing) * (cost - average)
        now = average / (1 - smoothing**step)
        if now > stop * best:
            break
        best = min(best, now)
        smoothed += [now]
    fall, place = 0, 0
    for k in range(1, len(smoothed)):
        if smoothed[k - 1] - smoothed[k] > fall:
            fall, place = smoothed[k - 1] - smoothed[k], k - 1
    return float(rates[place]), np.asarray(smoothed)


def learning_rate_finder_by_while(rates, costs, smoothing=0.6, stop=4.0):
    smoothed = np.zeros(len(costs))
    mean, i = 0.0, 0
    while i < len(costs):
        mean = smoothing * mean + (1 - smoothing) * costs[i]
        smoothed[i] = mean / (1 - np.power(smoothing, i + 1))
        if i > 0 and smoothed[i] / smoothed[:i].min() > stop:
            break
        i += 1
    smoothed = smoothed[:i]
    drops = smoothed[:-1] - smoothed[1:]
    return rates[np.argmax(drops)], smoothed


def _smooth(costs, beta):
    """A generator of running means, corrected for their start."""
    total = weight = 0.0
    for cost in costs:
        total = beta * total + cost
        weight = beta * weight + 1
        yield total / weight


def learning_rate_finder_by_generator(rates, costs, smoothing=0.6, stop=4.0):
    kept = []
    for value in _smooth(costs, smoothing):
        if kept and value > stop * min(kept):
            break
        kept.append(value)
    return min(zip(np.diff(kept), rates))[1], tuple(kept)


class _RangeTest:
    def __init__(self, smoothing, stop):
        self.smoothing, self.stop, self.average, self.kept = smoothing, stop, 0.0, []

    def add(self, cost):
        self.average = self.smoothing * self.average + (1 - self.smoothing) * cost
        value = self.average / (1 - self.smoothing ** (len(self.kept) + 1))
        if self.kept and value > self.stop * min(self.kept):
            return False
        self.kept.append(value)
        return True


def learning_rate_finder_by_object(rates, costs, smoothing=0.6, stop=4.0):
    test = _RangeTest(smoothing, stop)
    all(test.add(cost) for cost in costs)
    order = sorted(range(len(test.kept) - 1), key=lambda i: test.kept[i + 1] - test.kept[i])
    return rates[order[0]], test.kept


def cosine_schedule_by_arrays(total_steps, peak, warmup_steps, floor=0.0):
    k = np.arange(total_steps)
    wave = floor + (peak - floor) * 0.5 * (1 + np.cos(np.pi * (k - warmup_steps) / (total_steps - warmup_steps)))
    return np.where(k < warmup_steps, peak * (k + 1) / max(warmup_steps, 1), wave)


def cosine_schedule_by_slices(total_steps, peak, warmup_steps, floor=0.0):
    rates = np.empty(total_steps)
    rates[:warmup_steps] = peak * np.arange(1, warmup_steps + 1) / max(1, warmup_steps)
    rest = total_steps - warmup_steps
    rates[warmup_steps:] = floor + (peak - floor) * (1 + np.cos(np.pi * np.arange(rest) / rest)) / 2
    return rates


def cosine_schedule_by_list(total_steps, peak, warmup_steps, floor=0.0):
    up = [peak * (k + 1) / warmup_steps for k in range(warmup_steps)]
    n = total_steps - warmup_steps
    down = [(peak + floor) / 2 + (peak - floor) / 2 * math.cos(k / n * math.pi) for k in range(n)]
    return up + down


def cosine_schedule_by_inner_function(total_steps, peak, warmup_steps, floor=0.0):
    def rate(step):
        if step < warmup_steps:
            return (step + 1) * peak / warmup_steps
        return floor + (peak - floor) * math.cos(math.pi / 2 * (step - warmup_steps) / (total_steps - warmup_steps)) ** 2

    return np.array([rate(step) for step in range(total_steps)])


def cosine_schedule_by_keras(total_steps, peak, warmup_steps, floor=0.0):
    """Keras' schedule for the wave, the warm-up by hand."""
    decay = tf.keras.optimizers.schedules.CosineDecay(peak, total_steps - warmup_steps, alpha=floor / peak)
    wave = [float(decay(k)) for k in range(total_steps - warmup_steps)]
    return np.concatenate([peak * np.arange(1, warmup_steps + 1) / (warmup_steps or 1), wave])


def cosine_schedule_by_tensorflow(total_steps, peak, warmup_steps, floor=0.0):
    rise = tf.linspace(0.0, float(peak), warmup_steps + 1)[1:]
    progress = tf.range(0.0, 1.0 - 1e-6, 1 / (total_steps - warmup_steps))
    return tf.concat([rise, floor + (peak - floor) * (1 + tf.cos(np.pi * progress)) / 2], axis=0)


def weight_decay_step_by_comprehension(parameters, gradients, learning_rate, decay):
    return {
        name: value - learning_rate * (gradients[name] + (decay if name.startswith("W") else 0) * value)
        for name, value in parameters.items()
    }


def weight_decay_step_by_shrinking(parameters, gradients, learning_rate, decay):
    moved = {}
    for name in parameters:
        shrink = 1 - learning_rate * decay if "W" in name else 1
        moved[name] = shrink * parameters[name] - learning_rate * gradients[name]
    return moved


def weight_decay_step_by_branches(parameters, gradients, learning_rate, decay):
    after = {}
    for key in gradients:
        if key[0] == "b":
            after[key] = parameters[key] - learning_rate * gradients[key]
        else:
            after[key] = parameters[key] - learning_rate * gradients[key] - learning_rate * decay * parameters[key]
    return after


def weight_decay_step_by_copies(parameters, gradients, learning_rate, decay):
    new = {name: value.copy() for name, value in parameters.items()}
    for name, value in new.items():
        value -= learning_rate * gradients[name]
        if name.startswith("W"):
            value -= learning_rate * decay * parameters[name]
    return new


def weight_decay_step_by_layers(parameters, gradients, learning_rate, decay):
    moved = dict(parameters)
    for layer in range(1, len(parameters) // 2 + 1):
        W, b = f"W{layer}", f"b{layer}"
        moved[W] = parameters[W] - learning_rate * (gradients[W] + decay * parameters[W])
        moved[b] = parameters[b] - learning_rate * gradients[b]
    return moved


def weight_decay_step_by_tape(parameters, gradients, learning_rate, decay):
    """The gradient of the penalty by TensorFlow."""
    variables = {name: tf.Variable(value) for name, value in parameters.items()}
    with tf.GradientTape() as record:
        penalty = sum(decay * tf.nn.l2_loss(value) for name, value in variables.items() if name[0] == "W")
    pulls = record.gradient(penalty, variables, unconnected_gradients="zero")
    return {name: (value - learning_rate * (gradients[name] + pulls[name])).numpy() for name, value in variables.items()}


def dropout_forward_by_where(A, rate, seed=0, training=True):
    if not training:
        return A, np.ones_like(A)
    rng = np.random.default_rng(seed)
    mask = np.where(rng.random(A.shape) < rate, 0, 1 / (1 - rate))
    return mask * A, mask


def dropout_forward_by_indexing(A, rate, seed=0, training=True):
    mask = np.ones(A.shape)
    out = A.copy()
    if training:
        gone = np.random.default_rng(seed).random(A.shape) < rate
        mask /= 1 - rate
        mask[gone] = 0
        out = out / (1 - rate)
        out[gone] = 0
    return out, mask


def dropout_forward_by_integers(A, rate, seed=0, training=True):
    keep = 1 - rate if training else 1
    draws = np.random.default_rng(seed).random(size=A.shape)
    mask = ((draws >= rate) | (not training)).astype(int) / keep
    return np.multiply(A, mask), mask


def dropout_forward_by_flat_draws(A, rate, seed=0, training=True):
    """All draws in a row give the same numbers as draws in the shape of A."""
    if training:
        row = np.random.default_rng(seed).random(A.size)
        mask = np.array([0.0 if number < rate else 1 / (1 - rate) for number in row]).reshape(A.shape)
    else:
        mask = np.full(A.shape, 1.0)
    return A * mask, mask


def dropout_forward_by_uniform(A, rate, seed=0, training=True):
    mask = 1.0 * (np.random.default_rng(seed).uniform(size=A.shape) >= rate)
    scale = 1 / (1 - rate)
    return (A * mask * scale, mask * scale) if training else (A, np.ones(A.shape))


def dropout_forward_by_tensorflow(A, rate, seed=0, training=True):
    draws = tf.constant(np.random.default_rng(seed).random(A.shape))
    mask = tf.cast(draws >= rate, tf.float64) / (1 - rate) if training else tf.ones(A.shape, tf.float64)
    return tf.constant(A) * mask, mask


def dropout_backward_by_multiply(dout, mask):
    return np.multiply(dout, mask)


def dropout_backward_by_where(dout, mask):
    return np.where(mask > 0, dout * mask.max(), 0)


def dropout_backward_by_indexing(dout, mask):
    dA = np.zeros_like(dout)
    dA[mask > 0] = dout[mask > 0] * mask[mask > 0]
    return dA


def dropout_backward_by_loop(dout, mask):
    dA = np.empty(dout.shape)
    for place in np.ndindex(dout.shape):
        dA[place] = dout[place] * mask[place]
    return dA


def dropout_backward_by_einsum(dout, mask):
    return np.einsum("...,...->...", dout, mask)


def dropout_backward_by_tensorflow(dout, mask):
    A = tf.Variable(tf.zeros(dout.shape, tf.float64))
    with tf.GradientTape() as record:
        loss = tf.reduce_sum(A * mask * dout)
    return record.gradient(loss, A)


def confidence_interval_by_statistics(values, t):
    mean = statistics.mean(values.tolist())
    half = t * statistics.stdev(values.tolist()) / len(values) ** 0.5
    return mean, mean - half, mean + half


def confidence_interval_by_sums(values, t):
    n = len(values)
    m = sum(values) / n
    variance = sum((v - m) ** 2 for v in values) / (n - 1)
    error = (variance / n) ** 0.5
    return m, m - t * error, m + t * error


def confidence_interval_by_variance(values, t):
    centre = values.mean()
    reach = t * np.sqrt(values.var(ddof=1) / values.size)
    return [centre, centre - reach, centre + reach]


def confidence_interval_by_squares(values, t):
    n, mean = len(values), np.average(values)
    s = np.sqrt((np.sum(values**2) - n * mean**2) / (n - 1))
    ends = mean + np.array([-1, 1]) * t * s / np.sqrt(n)
    return mean, *ends


def confidence_interval_by_norm(values, t):
    mean = np.mean(values)
    half = t * np.linalg.norm(values - mean) / math.sqrt(len(values) * (len(values) - 1))
    return tuple(np.array([mean, mean - half, mean + half]))


def confidence_interval_by_tensorflow(values, t):
    values = tf.constant(values)
    n = len(values)
    mean, variance = tf.nn.moments(values, axes=0)
    half = t * tf.sqrt(variance / (n - 1))
    return mean, mean - half, mean + half


def wilson_interval_by_formula(right, n, z=1.96):
    p = right / n
    root = math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return ((p + z * z / (2 * n) - z * root) / (1 + z * z / n), (p + z * z / (2 * n) + z * root) / (1 + z * z / n))


def wilson_interval_by_counts(right, n, z=1.96):
    """With the numbers of right and wrong ones in place of shares."""
    wrong = n - right
    middle = (right + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * math.sqrt(right * wrong / n + z**2 / 4)
    return middle - half, middle + half


def wilson_interval_by_roots(right, n, z=1.96):
    """The ends solve (p − x)² = z² · x (1 − x) / n."""
    p = right / n
    low, high = sorted(np.roots([1 + z**2 / n, -2 * p - z**2 / n, p**2]).real)
    return low, high


def wilson_interval_by_quadratic(right, n, z=1.96):
    a, b, c = n + z**2, -(2 * right + z**2), right**2 / n
    root = (b**2 - 4 * a * c) ** 0.5
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def wilson_interval_by_signs(right, n, z=1.96):
    p = right / n
    return [(p + z**2 / (2 * n) + sign * z * np.sqrt(p * (1 - p) / n + (z / (2 * n)) ** 2)) / (1 + z**2 / n) for sign in (-1, 1)]


def wilson_interval_by_added_trials(right, n, z=1.96):
    extra = z**2
    share = (right + extra / 2) / (n + extra)
    half = z * math.sqrt(n) / (n + extra) * math.sqrt(right / n * (1 - right / n) + extra / (4 * n))
    return tuple(np.array([share - half, share + half]))


def error_rates_by_group_by_dictionary(predictions, labels, groups):
    wrong = defaultdict(list)
    for said, truth, group in zip(predictions, labels, groups):
        wrong[group].append(said != truth)
    names = sorted(wrong)
    rates = [sum(wrong[name]) / len(wrong[name]) for name in names]
    return names, [len(wrong[name]) for name in names], rates, max(rates) - min(rates)


def error_rates_by_group_by_bincount(predictions, labels, groups):
    names, member = np.unique(groups, return_inverse=True)
    counts = np.bincount(member)
    rates = np.bincount(member, weights=predictions != labels) / counts
    return names, counts, rates, rates.max() - rates.min()


def error_rates_by_group_by_counter(predictions, labels, groups):
    everyone, wrong = Counter(groups.tolist()), Counter(groups[predictions != labels].tolist())
    names = sorted(everyone)
    rates = np.array([wrong[name] / everyone[name] for name in names])
    return np.array(names), np.array([everyone[name] for name in names]), rates, np.ptp(rates)


def error_rates_by_group_by_table(predictions, labels, groups):
    names = np.unique(groups)
    member = groups[None, :] == names[:, None]
    counts = member.sum(axis=1)
    rates = (member & (predictions != labels)).sum(axis=1) / counts
    return names, counts, rates, max(rates) - min(rates)


def error_rates_by_group_by_accuracy(predictions, labels, groups):
    names, counts = np.unique(groups, return_counts=True)
    right = predictions == labels
    rates = 1 - np.array([right[groups == name].mean() for name in names])
    return names, counts, rates, float(np.max(rates) - np.min(rates))


def error_rates_by_group_by_sorting(predictions, labels, groups):
    order = np.argsort(groups, kind="stable")
    names, starts = np.unique(groups[order], return_index=True)
    parts = np.split((predictions != labels)[order], starts[1:])
    rates = [float(np.mean(part)) for part in parts]
    return names, [len(part) for part in parts], rates, sorted(rates)[-1] - sorted(rates)[0]
