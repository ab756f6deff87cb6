"""Wrong answers to week2/2_classic_networks, written before any list was read."""

from wrong import faults

ROWS = [
    *faults(
        "auxiliary_classifier",
        """
def auxiliary_classifier(X, classes):
    A = layers.AveragePooling2D(pool_size=(5, 5), strides=(3, 3))(X)
    A = layers.Conv2D(128, (1, 1))(A)
    A = layers.Activation("relu")(A)
    A = layers.Flatten()(A)
    A = layers.Dense(1024, activation="relu")(A)
    A = layers.Dropout(0.7)(A)
    out = layers.Dense(classes, activation="softmax")(A)
    return out
""",
        ("max for average pooling", "AveragePooling2D", "MaxPooling2D"),
        ("no ReLU behind the convolution", '    A = layers.Activation("relu")(A)\n', ""),
        ("dropout made and not called", "    A = layers.Dropout(0.7)(A)", "    layers.Dropout(0.7)"),
        ("keeps 0.7 in place of dropping it", "Dropout(0.7)", "Dropout(0.3)"),
        ("stride of the pooling forgotten", ", strides=(3, 3)", ""),
        ("sigmoid for softmax", '"softmax"', '"sigmoid"'),
    ),
    *faults(
        "conv_multiplications",
        """
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    h, w, c = input_shape
    count = 0
    if bottleneck is not None:
        count = h * w * c * bottleneck
        c = bottleneck
    if padding == "same":
        oh = int(np.ceil(h / stride))
        ow = int(np.ceil(w / stride))
    else:
        oh = (h - f) // stride + 1
        ow = (w - f) // stride + 1
    count += oh * ow * filters * f * f * c
    return count
""",
        ("the bottleneck's own cost is lost", "    count += oh", "    count = oh"),
        ("floor for ceiling with same padding", "int(np.ceil(h / stride))", "h // stride"),
        ("channels stay wide behind the bottleneck", "        c = bottleneck\n", ""),
    ),
]
