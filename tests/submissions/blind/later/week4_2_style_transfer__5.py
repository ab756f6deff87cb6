"""Wrong answers to week4/2_style_transfer, written before any list was read: smoothness and AdaIN."""

from wrong import faults

ROWS = [
    *faults(
        "total_variation_cost",
        """
def total_variation_cost(image):
    dy = image[:, 1:] - image[:, :-1]
    dx = image[:, :, 1:] - image[:, :, :-1]
    return tf.reduce_mean(tf.square(dy)) + tf.reduce_mean(tf.square(dx))
""",
        ("sums for means", "tf.reduce_mean(tf.square(dy)) + tf.reduce_mean(tf.square(dx))", "tf.reduce_sum(tf.square(dy)) + tf.reduce_sum(tf.square(dx))"),
        ("absolute differences", "tf.square(dy)", "tf.abs(dy)"),
        ("rows only", " + tf.reduce_mean(tf.square(dx))", ""),
        ("rows twice", "image[:, :, 1:] - image[:, :, :-1]", "image[:, 1:] - image[:, :-1]"),
        ("channels for columns", "image[:, :, 1:] - image[:, :, :-1]", "image[..., 1:] - image[..., :-1]"),
    ),
    *faults(
        "adain",
        """
def adain(content, style, epsilon=1e-5):
    mc, vc = tf.nn.moments(content, axes=[1, 2], keepdims=True)
    ms, vs = tf.nn.moments(style, axes=[1, 2], keepdims=True)
    normal = (content - mc) / tf.sqrt(vc + epsilon)
    return normal * tf.sqrt(vs + epsilon) + ms
""",
        ("channels are mixed: mean over everything", "tf.nn.moments(content, axes=[1, 2], keepdims=True)", "tf.nn.moments(content, axes=[1, 2, 3], keepdims=True)"),
        ("content and style swapped", "normal = (content - mc) / tf.sqrt(vc + epsilon)\n    return normal * tf.sqrt(vs + epsilon) + ms", "normal = (style - ms) / tf.sqrt(vs + epsilon)\n    return normal * tf.sqrt(vc + epsilon) + mc"),
        ("variances for spreads", "normal * tf.sqrt(vs + epsilon)", "normal * (vs + epsilon)"),
        ("the content's mean comes back", "+ ms", "+ mc"),
        ("the mean is not taken away", "(content - mc) /", "content /"),
        ("no epsilon in the style", "tf.sqrt(vs + epsilon)", "tf.sqrt(vs)"),
    ),
]
