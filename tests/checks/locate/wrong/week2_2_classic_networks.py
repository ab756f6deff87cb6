"""Wrong answers to week2/2_classic_networks, those in numpy; `# !` marks the line at fault."""

import math


def conv_multiplications__bottleneck_keeps_channels(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    total = 0
    if bottleneck is not None:
        total = n_H * n_W * bottleneck * n_C
    if padding == "same":
        rows, columns = math.ceil(n_H / stride), math.ceil(n_W / stride)
    else:
        rows, columns = (n_H - f) // stride + 1, (n_W - f) // stride + 1
    return total + rows * columns * filters * f * f * n_C  # !


def conv_multiplications__rows_twice(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    n_H, n_W, n_C = input_shape
    total = 0
    if bottleneck is not None:
        total += n_H * n_W * bottleneck * n_C
        n_C = bottleneck
    if padding == "same":
        rows = math.ceil(n_H / stride)
        columns = math.ceil(n_H / stride)  # !
    else:
        rows = (n_H - f) // stride + 1
        columns = (n_W - f) // stride + 1
    total += rows * columns * filters * f * f * n_C
    return total
