"""Errors of arrays and tensors: shapes that do not fit, places that do not exist, numbers of the wrong kind."""

from __future__ import annotations

import re

from course_utils.checks.explain.known import Known

_SHAPE = r"[(\[][\d?, None]*[)\]]"


def _sizes(text: str) -> list[list[str]]:
    return [re.findall(r"\d+|None|\?", shape) for shape in re.findall(_SHAPE, text)]


def _clash(match: re.Match[str]) -> str:
    """Where two of the shapes differ, compared from the right as broadcasting does."""
    shapes = [shape for shape in _sizes(match[1]) if shape]
    for i, first in enumerate(shapes):
        for other in shapes[i + 1 :]:
            for axis in range(1, min(len(first), len(other)) + 1):
                sizes = first[-axis], other[-axis]
                if "1" not in sizes and len(set(sizes)) == 2:
                    return f"Compared from the right they differ at axis -{axis}: {' against '.join(sizes)}."
    return ""


ARRAYS: tuple[Known, ...] = (
    Known(
        r"remapped shapes \[original->remapped\]: \((\d+),\d+\) +and requested shape \((\d+),2\)",
        "np.pad was given {0} pairs of widths for {1} axes.",
        "The pair of the batch, or of the channels, is missing.",
        "Write one pair for each axis: ((0, 0), (pad, pad), (pad, pad), (0, 0)).",
    ),
    Known(
        r"operands could not be broadcast together with (?:remapped )?shapes(?: \[.*?\]:)? ([^\n]*)",
        "Two arrays should be combined number by number, but their shapes do not fit.",
        "A window and a filter of different sizes, a batch axis too many, or a sum over the wrong axis.",
        "Print both shapes. Axes must be equal or 1, counted from the right; keepdims=True keeps a summed axis as 1.",
        _clash,
    ),
    Known(
        r"(?:Incompatible shapes: |required broadcastable shapes|incompatible shapes \()([^\n]*)",
        "Two tensors should be combined number by number, but their shapes do not fit.",
        "A batch axis too many, a sum over the wrong axis, or labels of another form than the answers.",
        "Print both shapes. Axes must be equal or 1, counted from the right.",
        _clash,
    ),
    Known(
        r"could not broadcast input array from shape (\([\d,]*\)) into shape (\([\d,]*\))",
        "A value of shape {0} does not fit into the place of shape {1}.",
        "A window that leaves the image is cut off, or Z was made with another size than the loops walk over.",
        "Compare both shapes: is it padded first, is the end vert_start + f, has Z the size of the formula?",
    ),
    Known(r"non-broadcastable output operand with shape (\([\d,]*\)) doesn't match the broadcast shape (\([\d,]*\))",
          "A value of shape {1} is added to a place of shape {0}.",
          "A slice that leaves the array is cut off: the array is too small, or the slice begins too far behind.",
          "Print the array's shape and the ends of the slice, and work out by hand how large the array should be."),
    Known(
        r"matmul: Input operand 1 has a mismatch.*size (\d+) is different from (\d+)",
        "In this matrix product the left operand has {1} columns and the right one has {0} rows.",
        "A transpose is missing (A @ A.T), or a reshape put the axes in another order.",
        "The two inner numbers must be equal, (a, k) @ (k, b): print both shapes and look which one to turn.",
    ),
    Known(
        r"shapes (\([\d,]*\)) and (\([\d,]*\)) not aligned: (\d+) \(dim \d+\) != (\d+)",
        "np.dot of {0} and {1}: the left operand has {2} columns, the right one has {3} rows.",
        "A transpose is missing, or * (number by number) was meant instead of a matrix product.",
        "The two inner numbers must be equal, (a, k) · (k, b). For a window times a filter write np.sum(a * W).",
    ),
    Known(
        r"Matrix size-incompatible: In\[0\]: (\[[\d,]*\]), In\[1\]: (\[[\d,]*\])",
        "A matrix product of {0} and {1}: the columns of the first must be as many as the rows of the second.",
        "A transpose is missing (tf.matmul(A, A, transpose_b=True)), or a reshape put the axes in another order.",
        "Print both shapes and look which one to turn.",
    ),
    Known(
        r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
        "Place {0} was asked for, but axis {1} has {2} places.",
        "A loop that runs over the input's size where the output is smaller, or rows and columns exchanged.",
        "Check the loop's range: the output's n_H, n_W and n_C; and that axis {1} is the one you mean.",
        lambda match: f"They count from 0 to {int(match[3]) - 1}.",
    ),
    Known(
        r"too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed",
        "{1} indices were given to an array that has {0} axes.",
        "One image has 3 axes (rows, columns, channels), a batch has 4; after a[i] one axis is gone.",
        "Print its shape. Write one index or colon for each axis that is there.",
    ),
    Known(
        r"boolean index did not match .*axis (\d+); size of axis is (\d+) but .* is (\d+)",
        "A mask of length {2} picks from an axis (number {0}) that has {1} places.",
        "The mask was made from another array, or of another axis.",
        "Make the mask from an array with the same leading shape, for example mask = scores >= threshold.",
    ),
    Known(
        r"only integers, slices \(`:`\)",
        "An index must be a whole number, a slice or a mask, and here it is something else, often a float.",
        "A place was computed with / instead of //, as in (n + 2 * pad - f) / stride + 1.",
        "Use //, or int(...), where the place is computed.",
    ),
    Known(
        r"'(\w+)' object cannot be interpreted as an integer|(?:expected a sequence of integers or a single integer)",
        "A size or a number of steps must be a whole number, and here it is not.",
        "A size was computed with / instead of //; then range(n_H) and np.zeros((n_H, n_W)) refuse it.",
        "Use // in the formula of the output's size; it divides and rounds down.",
    ),
    Known(
        r"only integer scalar arrays can be converted to a scalar index",
        "A whole array stands where one index or one size is needed.",
        "A Python list is indexed with an array, or sizes were not put into one tuple: np.concatenate([a, b]).",
        "Make the list an array first, np.array(rows)[order]; and give several arrays or sizes in brackets.",
    ),
    Known(
        r"setting an array element with a sequence",
        "Several numbers were put where there is room for one.",
        "Z[i, h, w, c] gets a whole window or row: np.sum, or an index for the channel, is missing.",
        "Print the shape of the right side. It must be () here, one number.",
    ),
    Known(
        r"truth value of an array with more than one element is ambiguous",
        "A condition (if, and, or, not) got many yes-or-no answers instead of one.",
        "if a > 0: with an array, or `and` between two masks.",
        "For masks write & and |, with brackets: (a > 0) & (b > 0). For one answer: np.any(...) or np.all(...).",
    ),
    Known(
        r"cannot reshape array of size (\d+) into shape (\([\d,-]*\))",
        "{0} numbers cannot be arranged as {1}: the product of the new shape must be {0}.",
        "The shape is of another picture or layer, or the batch axis was forgotten.",
        "Take sizes from the array itself (m, n_H, n_W, n_C = A.shape), and let -1 fill in one of them.",
    ),
    Known(
        r"tensor with (\d+) values, but the requested shape has (\d+)|total size of the tensor must be unchanged",
        "The new shape of a reshape must hold as many numbers as the old one.",
        "The shape is of another picture or layer, or the batch axis was forgotten.",
        "Take sizes from the tensor itself, and let -1 fill in one of them.",
    ),
    Known(
        r"all the input array dimensions except .* along dimension (\d+), .* has size (\d+) .* has size (\d+)",
        "Arrays can be joined only if all other axes agree; along axis {0} they have {1} and {2} places.",
        "The wrong axis was chosen, or one of them was padded and the other was not.",
        "Print both shapes and choose axis= so that all other numbers are equal.",
    ),
    Known(
        r"all input arrays must have the same shape",
        "np.stack needs pieces of one shape, and these differ.",
        "A window at the edge was cut off, or one piece kept an axis that the others lost.",
        "Print [piece.shape for piece in pieces] and look for the odd one.",
    ),
    Known(
        r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
        "Axis {0} was asked for in an array with {1} axes.",
        "Axes are counted from 0: the channels of a batch are axis 3, of one image axis 2.",
        "Print its shape; axis=-1 is always the last one.",
    ),
    Known(
        r"axes don't match array",
        "The list of axes for a transpose is not as long as the array's shape.",
        "A batch axis is there, or gone, where it was not expected.",
        "Print its shape and name every axis once, for example (0, 3, 1, 2) for four axes.",
    ),
    Known(
        r"zero-size array to reduction operation|attempt to get arg(?:max|min) of an empty|Mean of empty slice",
        "The largest, smallest or mean of nothing was asked for: the array is empty.",
        "A window lies outside the image, or a slice ends before it begins: x[0:-0] is empty.",
        "Print the slice's ends: start = h * stride, end = start + f. Take care when pad is 0.",
    ),
    Known(
        r"Cannot cast ufunc '(\w+)' output from dtype\('(\w+)'\) to dtype\('(\w+)'\)",
        "A result of type {1} cannot be put back into an array of type {2}.",
        "A picture's bytes (uint8) are changed in place with += or *=.",
        "Make numbers of them first: image = image.astype(float), or image / 255.",
    ),
    Known(
        r"expected to be an? (\w+) tensor but is an? (\w+) tensor",
        "Two tensors of different types meet: {0} and {1}. TensorFlow does not convert by itself.",
        "numpy makes float64 (double), Keras float32 (float); labels are often whole numbers.",
        "Convert one of them: tf.cast(x, tf.float32).",
    ),
    Known(
        r"'([^\s']*Tensor)' object does not support item assignment",
        "A tensor cannot be changed in place.",
        "Code for numpy, such as Z[i, h, w, c] = ..., is used with a tensor.",
        "Collect the parts in a list and join them with tf.stack, or use numpy; a tf.Variable has assign.",
    ),
    Known(
        r"assignment destination is read-only",
        "This array may only be read, not changed.",
        "It is a view made by broadcasting or by a library, not an array of its own.",
        "Make a copy first: a = a.copy().",
    ),
    Known(
        r"indices\S* = (-?\d+) is not in \[0, (\d+)\)",
        "Place {0} was asked for, but there are {1} places, counted from 0.",
        "Places of another array are used, or classes are counted from 1.",
        "Print the smallest and the largest index, and the shape they are meant for.",
    ),
    Known(
        r"Dimension (\d+) in both shapes must be equal: shape\[0\] = (\[[\d,]*\]) vs\. shape\[1\] = (\[[\d,]*\])",
        "{1} and {2} cannot be joined: all axes but the chosen one must agree, and axis {0} does not.",
        "The wrong axis was chosen, or one of them was padded and the other was not.",
        "Choose axis= so that all other numbers are equal.",
    ),
    Known(
        r"non-rectangular Python sequence",
        "The rows of this list are not equally long, so it is no tensor.",
        "Pictures of different sizes, or one entry too few in a row.",
        "Print [len(row) for row in rows]; resize the pictures to one size.",
    ),
    Known(
        r"cannot select an axis to squeeze out",
        "squeeze takes away axes of length 1 only, and this one is longer.",
        "The batch holds more than one picture, or the axis was miscounted.",
        "Print its shape; write a[0] for the first picture.",
    ),
    Known(
        r"index can't contain negative values|`pad_width` must be of integral type",
        "The width of a border must be a whole number from 0 on.",
        "pad was computed with /, as in (f - 1) / 2, or is negative.",
        "Use //, and print pad before this line.",
    ),
    Known(
        r"Cannot take a larger sample than population",
        "More different things are to be drawn than there are.",
        "The batch is larger than the data set, or the set was filtered to a few.",
        "Print how many there are, and draw at most so many.",
    ),
    Known(
        r"'numpy\.ndarray' object has no attribute '(\w+)'",
        "An array has no .{0}.",
        "It is a function of numpy (np.{0}), of a tensor, or misspelled.",
        "Try np.{0}(a); dir(a) lists what an array has. Code for tensors needs tf.constant(a).",
    ),
    Known(
        r"(?:Tensor|Variable)'? object has no attribute 'T'",
        "A tensor has no .T, as numpy's arrays have.",
        "A.T stands where A is a tensor: in the Gram matrix, for example.",
        "Write tf.transpose(A).",
    ),
    Known(
        r"(?:Tensor|Variable)'? object has no attribute '(\w+)'",
        "A tensor has no .{0}.",
        "It is a method of numpy's arrays, or of another library's.",
        "Use the function of tf that does it, such as tf.reshape(x, shape) or tf.reduce_sum(x); x.numpy() is an array.",
    ),
    Known(
        r"Cannot interpret '(\d+)' as a data type",
        "The second argument, {0}, was taken for a type of numbers.",
        "np.zeros(n_H, n_W): the sizes belong into one tuple.",
        "Put the sizes into brackets of their own: np.zeros((n_H, n_W)).",
    ),
    Known(
        r"slice indices must be integers",
        "The ends of a slice must be whole numbers, and here one is not.",
        "A place was computed with / instead of //.",
        "Use //, or int(...), where the place is computed.",
    ),
    Known(
        r"invalid index to scalar variable|'numpy\.(?:float|int)\d+' object is not (?:subscriptable|iterable)",
        "A single number was indexed or walked through like an array.",
        "One index too many: after a[i, h, w, c] nothing is left to index.",
        "Print its shape before this line and take the last index away.",
    ),
    Known(
        r"transpose expects a vector of size (\d+)\. But input\(1\) is a vector of size (\d+)",
        "A tensor with {0} axes should be transposed by a list of {1}.",
        "A batch axis is there, or gone, where it was not expected.",
        "Print its shape and name every axis once.",
    ),
    Known(
        r"can only convert an array of size 1 to a Python scalar",
        "item() works on an array that holds one number, and this one holds more.",
        "The whole bias b stands where that of one channel was meant.",
        "Choose one number first: b[0, 0, 0, c].",
    ),
    Known(
        r"m has more than 2 dimensions",
        "np.cov takes a table, and got an array with more axes.",
        "The picture was not made a list of pixels.",
        "Reshape it first: pixels = image.reshape(-1, 3).",
    ),
    Known(
        r"ValueError: (?:low >= high|high <= 0)",
        "There is no number to draw: the upper end is not above the lower one.",
        "The difference of two sizes was taken the wrong way round.",
        "Print both ends: the last place is n_H - height, so draw from 0 to n_H - height + 1.",
    ),
    Known(
        r"Singular matrix",
        "This matrix has no inverse.",
        "Two of its rows or columns say the same, or it holds zeros only.",
        "Look at the numbers, and use np.linalg.lstsq if you want the best fit.",
    ),
    Known(
        r"(?:overflow|invalid value|divide by zero) encountered in (\w+)|[Ll]oss:? nan|\bnan loss|is NaN",
        "A number became too large, or not a number at all (nan); everything computed from it is nan, too.",
        "exp or log of large numbers or 0, pixels up to 255 instead of 1, or a learning rate that is too high.",
        "Divide pixels by 255, let the cost take logits, use a smaller rate; then restart with fresh weights.",
    ),
)
