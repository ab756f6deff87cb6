"""Wrong answers to week4/1_face_recognition, written before any list was read: rates, triplets, margins."""

from wrong import faults

ROWS = [
    *faults(
        "equal_error_rate",
        """
def equal_error_rate(distances, same):
    best = None
    for t in sorted(set(distances)):
        yes = distances <= t
        far = yes[~same].mean()
        frr = (~yes)[same].mean()
        gap = abs(far - frr)
        if best is None or gap < best[0]:
            best = (gap, (far + frr) / 2, t)
    return best[1], best[2]
""",
        ("strictly below", "distances <= t", "distances < t"),
        ("FAR only", "(far + frr) / 2, t)", "far, t)"),
        ("rates of the whole set", "far = yes[~same].mean()", "far = (yes & ~same).mean()"),
        ("same and other people swapped", "far = yes[~same].mean()\n        frr = (~yes)[same].mean()", "far = yes[same].mean()\n        frr = (~yes)[~same].mean()"),
        ("the last of equal gaps", "gap < best[0]", "gap <= best[0]"),
        ("order of the answers swapped", "return best[1], best[2]", "return best[2], best[1]"),
    ),
    *faults(
        "semi_hard_triplets",
        """
def semi_hard_triplets(embeddings, ids, alpha=0.2):
    result = []
    n = len(ids)
    for a in range(n):
        for p in range(n):
            if a == p or ids[a] != ids[p]:
                continue
            dp = np.sum((embeddings[a] - embeddings[p]) ** 2)
            best, where = np.inf, None
            for k in range(n):
                if ids[k] == ids[a]:
                    continue
                dn = np.sum((embeddings[a] - embeddings[k]) ** 2)
                if dp < dn < dp + alpha and dn < best:
                    best, where = dn, k
            if where is not None:
                result.append((a, p, where))
    return np.array(result, dtype=int).reshape(-1, 3)
""",
        ("nearer negatives are allowed", "dp < dn < dp + alpha", "dn < dp + alpha"),
        ("no upper end", "dp < dn < dp + alpha", "dp < dn"),
        ("the farthest of them", "dn < best:", "(where is None or dn > best):"),
        ("root of the distance of the negative", "dn = np.sum((embeddings[a] - embeddings[k]) ** 2)", "dn = np.sqrt(np.sum((embeddings[a] - embeddings[k]) ** 2))"),
        ("anchor with itself as positive", "if a == p or ids[a] != ids[p]", "if ids[a] != ids[p]"),
        ("each pair once only", "for p in range(n)", "for p in range(a, n)"),
        ("distance to the positive in place of the anchor", "(embeddings[a] - embeddings[k])", "(embeddings[p] - embeddings[k])"),
    ),
    *faults(
        "chi_square_similarity",
        """
def chi_square_similarity(f1, f2, W, b):
    num = (f1 - f2) ** 2
    den = f1 + f2
    chi = np.divide(num, den, out=np.zeros_like(num), where=den != 0)
    z = chi @ W + b
    return 1 / (1 + np.exp(-z))
""",
        ("no square", "(f1 - f2) ** 2", "np.abs(f1 - f2)"),
        ("no sigmoid", "return 1 / (1 + np.exp(-z))", "return z"),
        ("sign of the exponent", "np.exp(-z)", "np.exp(z)"),
        ("divided by the product", "den = f1 + f2", "den = f1 * f2"),
        ("bias inside of the sum's weights", "chi @ W + b", "(chi + b) @ W"),
    ),
    *faults(
        "arcface_logits",
        """
def arcface_logits(embeddings, weights, labels, s=30.0, m=0.5):
    e = embeddings / np.sqrt(np.sum(embeddings ** 2, axis=1, keepdims=True))
    w = weights / np.sqrt(np.sum(weights ** 2, axis=0, keepdims=True))
    cos = np.clip(e @ w, -1.0, 1.0)
    theta = np.arccos(cos)
    one_hot = np.eye(weights.shape[1])[labels]
    logits = s * np.cos(theta + m * one_hot)
    return logits
""",
        ("margin on every person", "m * one_hot", "m"),
        ("margin is taken away", "theta + m", "theta - m"),
        ("margin in the cosine", "s * np.cos(theta + m * one_hot)", "s * (cos - m * one_hot)"),
        ("weights normalised along the rows", "axis=0, keepdims=True", "axis=1, keepdims=True"),
        ("embeddings are not normalised", "e = embeddings / np.sqrt(np.sum(embeddings ** 2, axis=1, keepdims=True))", "e = embeddings"),
        ("not scaled", "s * np.cos(theta", "np.cos(theta"),
    ),
]
