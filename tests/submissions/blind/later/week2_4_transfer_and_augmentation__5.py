"""Wrong answers to week2/4_transfer_and_augmentation, written before any list was read: craft of training."""

from wrong import faults

ROWS = [
    *faults(
        "learning_rate_finder",
        """
def learning_rate_finder(rates, costs, smoothing=0.6, stop=4.0):
    avg = 0
    best = np.inf
    smoothed = []
    for i in range(len(costs)):
        avg = smoothing * avg + (1 - smoothing) * costs[i]
        corrected = avg / (1 - smoothing ** (i + 1))
        if i > 0 and corrected > stop * best:
            break
        if corrected < best:
            best = corrected
        smoothed.append(corrected)
    smoothed = np.array(smoothed)
    k = np.argmin(smoothed[1:] - smoothed[:-1])
    return rates[k], smoothed
""",
        ("no correction of the start", "corrected = avg / (1 - smoothing ** (i + 1))", "corrected = avg"),
        ("correction off by one", "(i + 1))", "i + 1e-9)"),
        ("the largest change of any sign", "np.argmin(smoothed[1:] - smoothed[:-1])", "np.argmax(np.abs(smoothed[1:] - smoothed[:-1]))"),
        ("the rate with the least cost", "np.argmin(smoothed[1:] - smoothed[:-1])", "np.argmin(smoothed)"),
        ("smoothing weighs the new cost", "smoothing * avg + (1 - smoothing) * costs[i]", "(1 - smoothing) * avg + smoothing * costs[i]"),
    ),
    *faults(
        "cosine_schedule",
        """
def cosine_schedule(total_steps, peak, warmup_steps, floor=0.0):
    rates = []
    for t in range(total_steps):
        if t < warmup_steps:
            lr = peak * (t + 1) / warmup_steps
        else:
            x = (t - warmup_steps) / (total_steps - warmup_steps)
            lr = floor + 0.5 * (peak - floor) * (1 + np.cos(np.pi * x))
        rates.append(lr)
    return np.array(rates)
""",
        ("warm-up starts at 0", "(t + 1) / warmup_steps", "t / warmup_steps"),
        ("the wave counts from the first step", "(t - warmup_steps) / (total_steps - warmup_steps)", "t / total_steps"),
        ("floor is ignored", "floor + 0.5 * (peak - floor)", "0.5 * peak"),
        ("half of the wave: no pi", "np.pi * x", "x"),
        ("floor is added, not approached", "0.5 * (peak - floor)", "0.5 * peak"),
    ),
    *faults(
        "weight_decay_step",
        """
def weight_decay_step(parameters, gradients, learning_rate, decay):
    out = {}
    for key in parameters:
        if key[0] == "W":
            out[key] = parameters[key] - learning_rate * (gradients[key] + decay * parameters[key])
        else:
            out[key] = parameters[key] - learning_rate * gradients[key]
    return out
""",
        ("biases decay, not weights", 'key[0] == "W"', 'key[0] == "b"'),
        ("decay without the rate", "learning_rate * (gradients[key] + decay * parameters[key])", "learning_rate * gradients[key] - decay * parameters[key]"),
        ("weights grow", "(gradients[key] + decay", "(gradients[key] - decay"),
        ("everything decays", 'if key[0] == "W":', "if True:"),
    ),
    *faults(
        "dropout_forward",
        """
def dropout_forward(A, rate, seed=0, training=True):
    if not training:
        return A, np.ones_like(A)
    rng = np.random.default_rng(seed)
    keep = rng.random(A.shape) >= rate
    mask = keep / (1 - rate)
    return A * mask, mask
""",
        ("keeps with probability rate", ">= rate", "< rate"),
        ("not scaled", "keep / (1 - rate)", "keep.astype(float)"),
        ("scaled by rate", "/ (1 - rate)", "/ rate"),
        ("drops in use, too", "    if not training:\n        return A, np.ones_like(A)\n", ""),
        ("mask is returned unscaled", "A * mask, mask", "A * mask, keep"),
        ("scaled in use as in old dropout", "return A, np.ones_like(A)", "return A * (1 - rate), np.ones_like(A)"),
    ),
    *faults(
        "dropout_backward",
        """
def dropout_backward(dout, mask):
    dA = dout * mask
    return dA
""",
        ("mask is taken as booleans: not scaled", "dout * mask", "dout * (mask > 0)"),
        ("divided by the mask's mean", "dout * mask", "dout * mask / mask.mean()"),
    ),
    *faults(
        "confidence_interval",
        """
def confidence_interval(values, t):
    values = np.asarray(values)
    n = values.size
    mean = values.mean()
    sd = np.sqrt(((values - mean) ** 2).sum() / (n - 1))
    half = t * sd / np.sqrt(n)
    return mean, mean - half, mean + half
""",
        ("divides by n", "(n - 1)", "n"),
        ("no root of n", "sd / np.sqrt(n)", "sd / n"),
        ("spread of one run, not of the mean", "t * sd / np.sqrt(n)", "t * sd"),
        ("variance for standard deviation", "np.sqrt(((values - mean) ** 2).sum() / (n - 1))", "((values - mean) ** 2).sum() / (n - 1)"),
    ),
    *faults(
        "wilson_interval",
        """
def wilson_interval(right, n, z=1.96):
    p = right / n
    denom = 1 + z ** 2 / n
    centre = (p + z ** 2 / (2 * n)) / denom
    half = z * np.sqrt(p * (1 - p) / n + z ** 2 / (4 * n ** 2)) / denom
    return centre - half, centre + half
""",
        ("the half width is not divided", "/ (4 * n ** 2)) / denom", "/ (4 * n ** 2))"),
        ("the plain interval around p", "return centre - half, centre + half", "return p - half, p + half"),
        ("4 n for 4 n squared", "(4 * n ** 2)", "(4 * n)"),
        ("z squared forgotten in the middle", "z ** 2 / (2 * n)) / denom", "z / (2 * n)) / denom"),
    ),
    *faults(
        "error_rates_by_group",
        """
def error_rates_by_group(predictions, labels, groups):
    names = np.array(sorted(set(groups)))
    counts = np.zeros(len(names), int)
    rates = np.zeros(len(names))
    wrong = predictions != labels
    for i, g in enumerate(names):
        here = groups == g
        counts[i] = here.sum()
        rates[i] = wrong[here].sum() / counts[i]
    gap = rates.max() - rates.min()
    return names, counts, rates, gap
""",
        ("accuracies in place of error rates", "predictions != labels", "predictions == labels"),
        ("shares of all pictures", "/ counts[i]", "/ len(labels)"),
        ("gap of the first two groups", "rates.max() - rates.min()", "abs(rates[0] - rates[1])"),
        ("gap of last and first", "rates.max() - rates.min()", "rates[-1] - rates[0]"),
    ),
]
