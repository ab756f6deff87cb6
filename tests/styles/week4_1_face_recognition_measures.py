"""Right answers to semi-hard triplets, ArcFace, χ² and the equal-error rate. `EXERCISE_by_STYLE`."""

import math
from itertools import permutations

import numpy as np
import tensorflow as tf


def semi_hard_triplets_by_loops(embeddings, ids, alpha=0.2):
    found = []
    m = len(ids)
    for a in range(m):
        for p in range(m):
            if a == p or ids[a] != ids[p]:
                continue
            d_ap = np.sum((embeddings[a] - embeddings[p]) ** 2)
            best, which = math.inf, -1
            for n in range(m):
                d_an = np.sum((embeddings[a] - embeddings[n]) ** 2)
                if ids[n] != ids[a] and d_ap < d_an < d_ap + alpha and d_an < best:
                    best, which = d_an, n
            if which >= 0:
                found.append([a, p, which])
    return np.array(found).reshape(-1, 3).astype(int)


def semi_hard_triplets_by_permutations(embeddings, ids, alpha=0.2):
    def distance(i, j):
        return float(np.square(embeddings[i] - embeddings[j]).sum())

    triplets = []
    for a, p in permutations(range(len(ids)), 2):
        if ids[a] == ids[p]:
            gaps = {n: distance(a, n) - distance(a, p) for n in range(len(ids)) if ids[n] != ids[a]}
            inside = {n: gap for n, gap in gaps.items() if 0 < gap < alpha}
            if inside:
                triplets.append((a, p, min(inside, key=inside.get)))
    return np.array(triplets, int).reshape(len(triplets), 3)


def semi_hard_triplets_by_infinity(embeddings, ids, alpha=0.2):
    D = ((embeddings[:, None, :] - embeddings[None, :, :]) ** 2).sum(-1)
    rows = []
    for a in range(len(ids)):
        for p in range(len(ids)):
            if ids[p] == ids[a] and p != a:
                row = np.where((ids != ids[a]) & (D[a] > D[a, p]) & (D[a] - D[a, p] < alpha), D[a], np.inf)
                if np.isfinite(row.min()):
                    rows.append([a, p, row.argmin()])
    return np.array(rows, dtype=np.int64).reshape((-1, 3))


def semi_hard_triplets_by_sorting(embeddings, ids, alpha=0.2):
    D = np.sum(np.square(embeddings[:, None] - embeddings), axis=-1)
    result = np.empty((0, 3), dtype=int)
    for a, order in enumerate(np.argsort(D, axis=1)):
        for p in np.where(ids == ids[a])[0]:
            if p == a:
                continue
            beyond = [n for n in order if ids[n] != ids[a] and D[a, n] > D[a, p]]
            if beyond and D[a, beyond[0]] < D[a, p] + alpha:
                result = np.vstack([result, (a, p, beyond[0])])
    return result


def semi_hard_triplets_by_cube(embeddings, ids, alpha=0.2):
    """All triples at once."""
    D = np.sum((embeddings[:, None] - embeddings) ** 2, -1)
    same = ids[:, None] == ids[None]
    gap = D[:, None, :] - D[:, :, None]
    good = ~same[:, None, :] & (gap > 0) & (gap < alpha)
    pairs = np.argwhere(same & ~np.eye(len(ids), dtype=bool) & good.any(axis=2))
    nearest = np.where(good, gap, np.inf).argmin(axis=2)
    return np.column_stack([pairs, [nearest[a, p] for a, p in pairs]]) if len(pairs) else np.zeros((0, 3), int)


def semi_hard_triplets_by_generator(embeddings, ids, alpha=0.2):
    def chosen():
        for a, one in enumerate(ids):
            square = np.linalg.norm(embeddings - embeddings[a], axis=1) ** 2
            for p in [k for k, other in enumerate(ids) if other == one and k != a]:
                fits = sorted((square[n], n) for n, other in enumerate(ids) if other != one and square[p] < square[n] < square[p] + alpha)
                if fits:
                    yield a, p, fits[0][1]

    return np.array(list(chosen()), dtype=int).reshape(-1, 3)


def arcface_logits_by_identity(embeddings, weights, labels, s=30.0, m=0.5):
    """cos(θ + m) = cos θ cos m − sin θ sin m."""
    x = embeddings / np.linalg.norm(embeddings, axis=1)[:, None]
    w = weights / np.sqrt((weights**2).sum(axis=0))
    cos = x @ w
    sin = np.sqrt(np.clip(1 - cos**2, 0, 1))
    one_hot = np.eye(weights.shape[1])[labels]
    return s * (one_hot * (cos * np.cos(m) - sin * np.sin(m)) + (1 - one_hot) * cos)


def arcface_logits_by_one_hot(embeddings, weights, labels, s=30.0, m=0.5):
    cos = (embeddings @ weights) / np.outer(np.linalg.norm(embeddings, axis=1), np.linalg.norm(weights, axis=0))
    theta = np.arccos(np.clip(cos, -1.0, 1.0)) + m * np.eye(cos.shape[1])[labels]
    return np.cos(theta) * s


def arcface_logits_by_loops(embeddings, weights, labels, s=30.0, m=0.5):
    n, C = len(embeddings), weights.shape[1]
    logits = np.zeros((n, C))
    for i in range(n):
        for j in range(C):
            e, w = embeddings[i], weights[:, j]
            angle = math.acos(max(-1, min(1, float(e @ w) / (np.linalg.norm(e) * np.linalg.norm(w)))))
            logits[i, j] = s * math.cos(angle + (m if labels[i] == j else 0))
    return logits


def arcface_logits_by_where(embeddings, weights, labels, s=30.0, m=0.5):
    def unit(a, axis):
        return a / np.linalg.norm(a, axis=axis, keepdims=True)

    angles = np.arccos(np.clip(np.einsum("nd,dc->nc", unit(embeddings, 1), unit(weights, 0)), -1, 1))
    right = labels[:, None] == np.arange(weights.shape[1])
    return s * np.where(right, np.cos(angles + m), np.cos(angles))


def arcface_logits_by_tensorflow(embeddings, weights, labels, s=30.0, m=0.5):
    x = tf.math.l2_normalize(tf.constant(embeddings), axis=1)
    w = tf.math.l2_normalize(tf.constant(weights), axis=0)
    angles = tf.acos(tf.clip_by_value(tf.matmul(x, w), -1.0, 1.0))
    margin = m * tf.one_hot(labels, w.shape[1], dtype=angles.dtype)
    return s * tf.cos(angles + margin)


def arcface_logits_by_replacing(embeddings, weights, labels, s=30.0, m=0.5):
    codes = (embeddings.T / np.linalg.norm(embeddings, axis=1)).T
    logits = codes @ (weights / np.linalg.norm(weights, axis=0))
    for row, label in zip(logits, labels):
        row[label] = np.cos(np.arccos(np.clip(row[label], -1, 1)) + m)
    logits *= s
    return logits


def chi_square_similarity_by_divide(f1, f2, W, b):
    terms = np.divide((f1 - f2) ** 2, f1 + f2, out=np.zeros_like(f1), where=(f1 + f2) > 0)
    return 1 / (1 + np.exp(-(terms.dot(W) + b)))


def chi_square_similarity_by_nan(f1, f2, W, b):
    with np.errstate(invalid="ignore", divide="ignore"):
        terms = np.nan_to_num((f1 - f2) ** 2 / (f1 + f2))
    return 1 / (1 + np.exp(-np.sum(terms * W, axis=1) - b))


def chi_square_similarity_by_epsilon(f1, f2, W, b):
    score = np.sum(W * np.square(f1 - f2) / (f1 + f2 + 1e-12), axis=-1) + b
    return 0.5 * (1 + np.tanh(score / 2))


def chi_square_similarity_by_loops(f1, f2, W, b):
    similarity = []
    for x, y in zip(f1, f2):
        score = b
        for k in range(len(W)):
            if x[k] + y[k] > 0:
                score += W[k] * (x[k] - y[k]) ** 2 / (x[k] + y[k])
        similarity.append(1 / (1 + math.exp(-score)))
    return np.array(similarity)


def chi_square_similarity_by_masks(f1, f2, W, b):
    terms = np.zeros(f1.shape)
    some = (f1 + f2) != 0
    terms[some] = (f1[some] - f2[some]) ** 2 / (f1[some] + f2[some])
    z = np.matmul(terms, W) + b
    return np.exp(z) / (1 + np.exp(z))


def chi_square_similarity_by_tensorflow(f1, f2, W, b):
    terms = tf.math.divide_no_nan(tf.square(f1 - f2), tf.constant(f1 + f2))
    return tf.sigmoid(tf.linalg.matvec(terms, tf.constant(W)) + b)


def equal_error_rate_by_lists(distances, same):
    one = [d for d, s in zip(distances, same) if s]
    two = [d for d, s in zip(distances, same) if not s]
    rows = []
    for t in sorted(set(distances.tolist())):
        FAR = sum(d <= t for d in two) / len(two)
        FRR = sum(d > t for d in one) / len(one)
        rows.append((round(abs(FAR - FRR), 12), t, (FAR + FRR) / 2))
    _, threshold, rate = min(rows)
    return rate, threshold


def equal_error_rate_by_table(distances, same):
    t = np.unique(distances)
    accepted = distances[None, :] <= t[:, None]
    FAR, FRR = accepted[:, ~same].mean(axis=1), 1 - accepted[:, same].mean(axis=1)
    k = np.argmin(np.round(np.abs(FAR - FRR), 10))
    return (FAR[k] + FRR[k]) / 2, t[k]


def equal_error_rate_by_searchsorted(distances, same):
    one, two, t = np.sort(distances[same]), np.sort(distances[~same]), np.unique(distances)
    FAR = np.searchsorted(two, t, side="right") / len(two)
    FRR = 1 - np.searchsorted(one, t, side="right") / len(one)
    gap = np.abs(FAR - FRR)
    place = np.flatnonzero(gap <= gap.min() + 1e-12)[0]
    return float(np.mean([FAR[place], FRR[place]])), float(t[place])


def equal_error_rate_by_fractions(distances, same):
    """Whole numbers only: the rates are compared without rounding."""
    P, N = int(same.sum()), int((~same).sum())
    best = None
    for t in sorted(set(distances)):
        false_accepts, false_rejects = int(np.sum(~same & (distances <= t))), int(np.sum(same & (distances > t)))
        gap = abs(false_accepts * P - false_rejects * N)
        if best is None or gap < best[0]:
            best = gap, (false_accepts / N + false_rejects / P) / 2, t
    return best[1:]


def equal_error_rate_by_min(distances, same):
    def rates(t):
        return np.sum((distances <= t) & ~same) / np.sum(~same), np.sum((distances > t) & same) / np.sum(same)

    threshold = min(np.unique(distances), key=lambda t: round(abs(rates(t)[0] - rates(t)[1]), 9))
    return sum(rates(threshold)) / 2, threshold


def equal_error_rate_by_counting(distances, same):
    order = np.argsort(distances)
    accepts, rejects, gap, answer = 0, same.sum(), 9.0, None
    for k, place in enumerate(order):
        if same[place]:
            rejects -= 1
        else:
            accepts += 1
        if k + 1 < len(order) and distances[order[k + 1]] == distances[place]:
            continue
        FAR, FRR = accepts / np.sum(~same), rejects / np.sum(same)
        if abs(FAR - FRR) < gap - 1e-12:
            gap, answer = abs(FAR - FRR), ((FAR + FRR) / 2, distances[place])
    return answer
