"""dlib's face network: a residual network of 29 layers that gives 128 numbers for a face. Needs Keras when called."""

from __future__ import annotations

from course_utils.data.weights import load_weights
from course_utils.layers.networks.pretrained import fill
from course_utils.types import Model, Symbolic

NAME = "dlib_face_128"
SIZE = 150
_MEAN = (122.782, 117.001, 104.298)  # of red, green and blue in the faces it learnt from
# Residual blocks: name, filters, and whether the block halves the height and the width.
_BLOCKS = (
    *((f"conv32_{number}", 32, False) for number in (1, 2, 3)),
    ("conv64_down", 64, True), *((f"conv64_{number}", 64, False) for number in (1, 2, 3)),
    ("conv128_down", 128, True), *((f"conv128_{number}", 128, False) for number in (1, 2)),
    ("conv256_down", 256, True), *((f"conv256_{number}", 256, False) for number in (1, 2)),
    ("conv256_down_out", 256, True),
)  # fmt: skip


def load_face_network() -> Model:
    """Return the trained network as a keras.Model.

    It wants one upright face that fills about three fifths of the picture. Encodings are compared by their
    Euclidean distance: of one person mostly below 0.5, of two people mostly above 0.6. They have no fixed length.

    Shapes:
        faces (m, 150, 150, 3), red green blue 0…255 → encodings (m, 128).

    Raises:
        DataError: the file of weights is missing or is not the one that was shipped.

    Source: D. King, dlib's face recognition network, 2017; K. He et al., Deep residual learning, 2015
    (arXiv:1512.03385).

    >>> network = load_face_network()
    >>> network.input_shape, network.output_shape
    ((None, 150, 150, 3), (None, 128))
    """
    return fill(face_network(), load_weights(NAME))


def face_network() -> Model:
    """Return the network with fresh weights; batch normalisation is folded into its convolutions.

    Shapes:
        faces (m, 150, 150, 3), red green blue 0…255 → encodings (m, 128).

    >>> face_network().output_shape
    (None, 128)
    """
    import keras
    from keras import layers

    faces = keras.Input((SIZE, SIZE, 3), name="faces")
    x = layers.Rescaling(1 / 256, offset=[-mean / 256 for mean in _MEAN], name="scale")(faces)
    x = layers.Conv2D(32, 7, strides=2, activation="relu", name="conv32_down")(x)
    x = layers.MaxPooling2D(3, strides=2, name="pool")(x)
    for name, filters, halves in _BLOCKS:
        x = _block(x, name, filters, halves)
    x = layers.GlobalAveragePooling2D(name="mean")(x)
    return keras.Model(faces, layers.Dense(128, use_bias=False, name="fc")(x), name=NAME)


def _block(x: Symbolic, name: str, filters: int, halves: bool) -> Symbolic:
    """Two convolutions and a shortcut without weights: averages of 2 × 2 where the block halves."""
    from keras import layers

    stride, padding = (2, "valid") if halves else (1, "same")
    y = layers.Conv2D(filters, 3, stride, padding, activation="relu", name=f"{name}_a")(x)
    y = layers.Conv2D(filters, 3, padding="same", name=f"{name}_b")(y)
    shortcut = layers.AveragePooling2D(2, name=f"{name}_halved")(x) if halves else x
    # Where they differ, zeros fill the smaller map to the right and below, and the missing channels.
    short = int(shortcut.shape[1] - y.shape[1])
    if short:
        y = layers.ZeroPadding2D(((0, short), (0, short)), name=f"{name}_padded")(y)
    if shortcut.shape[-1] < filters:
        nothing = layers.Rescaling(0.0, name=f"{name}_zeros")(shortcut)
        shortcut = layers.Concatenate(name=f"{name}_wider")([shortcut, nothing])
    return layers.ReLU(name=f"{name}_relu")(layers.Add(name=f"{name}_add")([shortcut, y]))
