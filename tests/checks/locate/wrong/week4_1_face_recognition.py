"""Wrong answers to week4/1_face_recognition, those in numpy; `# !` marks the line at fault."""

import numpy as np


def hard_triplets__with_itself(embeddings, ids, alpha=0.2):
    triplets = []
    D = ((embeddings[:, None] - embeddings[None]) ** 2).sum(axis=-1)
    for a in range(len(ids)):
        others = np.where(ids != ids[a])[0]
        n = others[D[a, others].argmin()]
        for p in np.where(ids == ids[a])[0]:
            if D[a, p] - D[a, n] + alpha > 0:  # !
                triplets.append((a, p, n))
    return np.array(triplets).reshape(-1, 3)


def hard_triplets__farthest_negative(embeddings, ids, alpha=0.2):
    chosen = []
    m = len(ids)
    distance = np.sum((embeddings[:, np.newaxis] - embeddings) ** 2, axis=2)
    for i in range(m):
        for j in range(m):
            if i == j or ids[i] != ids[j]:
                continue
            strangers = [k for k in range(m) if ids[k] != ids[i]]
            k = max(strangers, key=lambda s: distance[i, s])  # !
            if distance[i, j] - distance[i, k] + alpha > 0:
                chosen.append((i, j, k))
    return np.array(chosen, dtype=int).reshape(-1, 3)


def hard_triplets__margin_subtracted(embeddings, ids, alpha=0.2):
    triplets = []
    D = np.sum((embeddings[:, np.newaxis] - embeddings) ** 2, axis=-1)
    for a in range(len(ids)):
        others = np.flatnonzero(ids != ids[a])
        n = others[np.argmin(D[a, others])]
        for p in np.flatnonzero(ids == ids[a]):
            if p != a and D[a, p] - alpha > D[a, n]:  # !
                triplets.append((a, p, n))
    return np.array(triplets, dtype=int).reshape(-1, 3)


def pair_similarity__squared_difference(f1, f2, W, b):
    difference = f1 - f2
    z = np.dot(np.abs(difference) ** 2, W) + b  # !
    return 1.0 / (1.0 + np.exp(-z))


def pair_similarity__sign_of_the_exponent(f1, f2, W, b):
    score = np.sum(np.abs(f1 - f2) * W, axis=1) + b
    similarity = 1 / (1 + np.exp(score))  # !
    return similarity
