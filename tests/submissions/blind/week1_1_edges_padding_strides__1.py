"""Wrong answers to week1/1_edges_padding_strides: how students go wrong, written before any list of mistakes was read (part 1 of 3)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    size = (n + pad - f) // stride + 1
    return size
''',
        ("pad counted once", "2·pad is needed (both sides)"),
        (2,),
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    size = (n + 2 * pad - f) // stride
    return size
''',
        ("the + 1 is missing",),
        (2,),
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    size = (n + 2 * pad - f) / stride + 1
    return size
''',
        ("/ gives a float", "not an integer", "not rounded down"),
        (2,),
    ),
    Wrong(
        "conv_output_size",
        '''
import math

def conv_output_size(n, f, pad, stride):
    places = math.ceil((n + 2 * pad - f) / stride)
    return places + 1
''',
        ("rounds up (ceil) instead of down",),
        (4,),
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    padded = n + 2 * pad
    return padded - f + 1
''',
        ("stride is left out",),
        (3,),
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    free = n - 2 * pad - f
    size = free // stride + 1
    return size
''',
        ("pad is subtracted", "wrong sign of pad"),
        (2,),
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    size = (n + 2 * pad - f + 1) // stride
    return size
''',
        ("+ 1 inside the division",),
        (2,),
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    size = n + pad - f
    size = size // stride
    return size
''',
        ("pad counted once", "+ 1 missing"),
        (2, 3), "pair",
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    size = (n + 2 * pad - f) / stride
    return size.floor() + 1
''',
        ("int.floor does not exist", "AttributeError", "use // or int()"),
        (3,), "raises",
    ),
    Wrong(
        "conv_output_size",
        '''
def conv_output_size(n, f, pad, stride):
    size = (n + 2 * pad - f) // s + 1
    return size
''',
        ("name s is not defined", "the argument is called stride"),
        (2,), "raises",
    ),
    Wrong(
        "same_padding",
        '''
def same_padding(f):
    pad = f // 2 + 1
    return pad
''',
        ("f // 2 + 1", "one too many"),
        (2,),
    ),
    Wrong(
        "same_padding",
        '''
def same_padding(f):
    pad = f - 1
    return pad
''',
        ("whole border f - 1, not halved", "both sides together"),
        (2,),
    ),
    Wrong(
        "same_padding",
        '''
def same_padding(f):
    return int((f + 1) / 2)
''',
        ("+ instead of -", "(f + 1) / 2"),
        (2,),
    ),
    Wrong(
        "same_padding",
        '''
def same_padding(f):
    pad = (f - 1) // 2
    print(pad)
''',
        ("printed, returns None",),
        (3,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    n_H = conv_output_size(image.shape[0], f, pad, stride)
    n_W = conv_output_size(image.shape[1], f, pad, stride)
    result = np.zeros((n_H, n_W))
    padded = np.zeros((image.shape[0] + 2 * pad, image.shape[1] + 2 * pad))
    padded[:image.shape[0], :image.shape[1]] = image
    for h in range(n_H):
        for w in range(n_W):
            result[h, w] = (padded[h * stride:h * stride + f, w * stride:w * stride + f] * kernel).sum()
    return result
''',
        ("the image lies in the upper left corner of the padded array", "the border is only at the bottom and right"),
        (7,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    kernel = np.flip(kernel)
    img = np.pad(image, pad)
    rows = (img.shape[0] - f) // stride + 1
    cols = (img.shape[1] - f) // stride + 1
    out = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            patch = img[i * stride:i * stride + f, j * stride:j * stride + f]
            out[i, j] = np.sum(patch * kernel)
    return out
''',
        ("kernel turned by 180°", "flipped"),
        (3,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    padded = np.pad(image, pad)
    n = conv_output_size(image.shape[0], f, pad, stride)
    result = np.zeros((n, n))
    for h in range(result.shape[0]):
        for w in range(result.shape[1]):
            window = padded[h * stride:h * stride + f, w * stride:w * stride + f]
            result[h, w] = np.sum(window * kernel)
    return result
''',
        ("number of columns from the rows", "square image assumed"),
        (5,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    n_H = conv_output_size(image.shape[0], f, pad, stride)
    n_W = conv_output_size(image.shape[1], f, pad, stride)
    padded = np.pad(image, ((pad, pad), (pad, pad)))
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            top = h * stride
            left = w
            result[h, w] = np.sum(padded[top:top + f, left:left + f] * kernel)
    return result
''',
        ("the columns do not use the stride",),
        (10,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    x = np.pad(image, pad, mode="edge")
    f = kernel.shape[0]
    H, W = x.shape
    return np.array([[np.sum(x[r:r + f, c:c + f] * kernel) for c in range(0, W - f + 1, stride)]
                     for r in range(0, H - f + 1, stride)])
''',
        ("padded with the edge values, not with zeros",),
        (2,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    n_H = conv_output_size(image.shape[0], f, pad, stride)
    n_W = conv_output_size(image.shape[1], f, pad, stride)
    padded = np.pad(image, pad)
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            r, c = h * stride, w * stride
            result[h, w] = np.sum(padded[r:r + f, c:c + f] * kernel)
        return result
''',
        ("return inside the loop", "only the first row is filled"),
        (11,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = len(kernel)
    padded = np.pad(image, pad)
    n_H = (padded.shape[0] - f) // stride + 1
    n_W = (padded.shape[1] - f) // stride + 1
    result = np.zeros((n_H, n_W))
    for h in range(n_H):
        for w in range(n_W):
            window = image[h * stride:h * stride + f, w * stride:w * stride + f]
            result[h, w] = np.sum(window * kernel)
    return result
''',
        ("loops from image not padded: windows over the unpadded image",),
        (9,),
    ),
    Wrong(
        "convolve2d",
        '''
def convolve2d(image, kernel, pad=0, stride=1):
    f = kernel.shape[0]
    image = np.pad(image, pad)
    n_H, n_W = [(n - f) // stride + 1 for n in image.shape]
    result = np.empty((n_H, n_W))
    for idx in np.ndindex(n_H, n_W):
        y, x = idx[0] * stride, idx[1] * stride
        result[idx] = np.mean(image[y:y + f, x:x + f] * kernel)
    return result
''',
        ("the mean instead of the sum",),
        (8,),
    ),
]
