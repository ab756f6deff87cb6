"""Wrong answers to week2/2_classic_networks: forgotten statements, wrong names and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    H, W, C = input_shape
    if padding == "same":
        out_h = int(np.ceil(H / stride))
        out_w = int(np.ceil(W / stride))
    else:
        out_h = (H - f) // stride + 1
        out_w = (W - f) // stride + 1
    if bottleneck is None:
        return out_h * out_w * filters * f * f * C
    first = H * W * C * bottleneck
    second = out_h * out_w * filters * f * f * bottleneck
    return second
''',
        ("the bottleneck's own products forgotten",),
        (13,),
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    H, W, C = input_shape
    if padding == "same":
        out_h = int(np.ceil(H / stride))
        out_w = int(np.ceil(W / stride))
    else:
        out_h = (H - f) // stride + 1
        out_w = (W - f) // stride + 1
    if bottleneck is None:
        return out_h * out_w * filters * f * f * C
    first = out_h * out_w * C * bottleneck
    second = out_h * out_w * filters * f * f * bottleneck
    return first + second
''',
        ("bottleneck counted on the output size",),
        (11,),
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    H, W, C = input_shape
    if padding == "same":
        out_h = H
        out_w = W
    else:
        out_h = (H - f) // stride + 1
        out_w = (W - f) // stride + 1
    if bottleneck is None:
        return out_h * out_w * filters * f * f * C
    first = H * W * C * bottleneck
    second = out_h * out_w * filters * f * f * bottleneck
    return first + second
''',
        ("same without stride",),
        (4, 5),
    ),
    Wrong(
        "conv_multiplications",
        '''
def conv_multiplications(input_shape, f, filters, stride=1, padding="same", bottleneck=None):
    H, W, C = input_shape
    if padding == "same":
        out_h = int(np.ceil(H / stride))
        out_w = int(np.ceil(W / stride))
    else:
        out_h = (H - f) // stride + 1
        out_w = (W - f) // stride + 1
    if bottleneck is None:
        return out_h * out_w * filters * f * C
    first = H * W * C * bottleneck
    second = out_h * out_w * filters * f * f * C
    return first + second
''',
        ("f once", "second with C"),
        (10, 12),
        "pair",
    ),
]
