"""Wrong answers to week3/1_localization, written before any list was read."""

from wrong import faults

ROWS = faults(
    "map_to_boxes",
    """
def map_to_boxes(scores, size, stride, threshold=0.5):
    boxes = []
    kept = []
    R, C = scores.shape
    for r in range(R):
        for c in range(C):
            if scores[r, c] >= threshold:
                boxes.append((c * stride, r * stride, c * stride + size, r * stride + size))
                kept.append(scores[r, c])
    boxes = np.array(boxes).reshape(len(kept), 4)
    kept = np.array(kept)
    order = np.argsort(-kept, kind="stable")
    return boxes[order], kept[order]
""",
    ("rows and columns mixed up", "(c * stride, r * stride, c * stride + size, r * stride + size)", "(r * stride, c * stride, r * stride + size, c * stride + size)"),
    ("the far corner is a stride on", "c * stride + size, r * stride + size", "c * stride + stride, r * stride + stride"),
    ("least score first", "np.argsort(-kept,", "np.argsort(kept,"),
    ("boxes are not sorted with their scores", "return boxes[order], kept[order]", "return boxes, kept[order]"),
    ("stride is not applied", "(c * stride, r * stride, c * stride + size, r * stride + size)", "(c, r, c + size, r + size)"),
    ("more than the threshold", ">= threshold", "> threshold"),
    ("columns by the rows' range", "for c in range(C)", "for c in range(R)"),
)
