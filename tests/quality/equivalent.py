"""Mutants that give the same answers as the reference, and why: {exercise: {text of the mutant: reason}}.

The text is what `make mutants` prints after "alive". An entry that names no survivor fails the test.
"""

_ROWS = "the filters are square: as many rows as columns"
_SHAPE = "numpy broadcasts a bias of one number per filter along the last axis, reshaped or not"
_CACHE = "conv_volume does not read the cache"
_ORDER = "the order of the images is free: their batches are judged by random_mini_batches"
_UNUSED = "the placeholder for Y is made and never read"
_START = "other small numbers learn too: how filters start is judged by initialize_parameters"
_NETWORK = "other networks learn the colours too: the layers are judged by forward_propagation"
_DEFAULT = "the argument says what is the default anyway"
_ONE_AXIS = "what is reduced has one axis"
_ONE_PLACE = "a window of 1×1 covers the map with any padding"
_LOOKED = "_channels only looks at the arguments; its number is not used here"
_SIGN = "an eigenvector has no sign: the check turns every shift upright"
_EACH = "the loop sets every layer's own flag, and Keras reads only these"
_TABLE = "bottleneck: table = zip(filters, (1, f, 1), ({}), ({}), (True, True, False), strict=True)"
_BOTTLENECK = {
    _TABLE.format("stride, 1, 1", "'⟦valid → same⟧', 'same', 'valid'"): _ONE_PLACE,
    _TABLE.format("stride, 1, 1", "'valid', 'same', '⟦valid → same⟧'"): _ONE_PLACE,
}
_STRIDES = _TABLE.format("⟦stride, 1 → 1, stride⟧, 1", "'valid', 'same', 'valid'")

_LAST = "the channels are the last axis, which is the default"
_WEIGHTS = "the check sets all weights itself"
_PLOT = "the live drawing, which the notebook gives, changes no number"
_QUIET = "a progress bar changes no number"

EQUIVALENT: dict[str, dict[str, str]] = {
    # week1/1_edges_padding_strides
    "same_padding": {
        "return ⟦(f - 1) // 2 → -(-(f - 1) // 2)⟧": "f is odd: f - 1 halves without a rest",
        "return (f - ⟦1 → 0⟧) // 2": "f is odd: // drops the half of the 1",
        "return ⟦(f - 1) → f⟧ // 2": "f is odd: // drops the half of the 1",
        "solution: pad = ⟦(f - 1) // 2 → -(-(f - 1) // 2)⟧": "f is odd: f - 1 halves without a rest",
        "solution: pad = (f - ⟦1 → 0⟧) // 2": "f is odd: // drops the half of the 1",
        "solution: pad = ⟦(f - 1) → f⟧ // 2": "f is odd: // drops the half of the 1",
    },
    "convolve2d": {
        "windows = sliding_window_view(padded, reach)[::stride, ::stride, ::dilation, :⟦:dilation → ⟧]":
            "the exercise has no dilation: it is 1",
        "windows = sliding_window_view(padded, reach)[::stride, ::stride, :⟦:dilation → ⟧, ::dilation]":
            "the exercise has no dilation: it is 1",
    },
    "conv_volume": {
        "volume, shifts = (axes('image', image, 3), numbers('biases', biases)⟦.reshape(1, 1, 1, -1) → ⟧)": _SHAPE,
        "return np.asarray(conv_forward(volume[None], filters, shifts, hyper)[0][⟦0 → -1⟧])": "there is one image",
        "conv_forward: m, n_H, n_W = windows.shape[:⟦ → -⟧3]": "of six axes, the first three",
        "conv_forward: rows = windows.transpose(0, 1, 2, 4, 5, ⟦ → -⟧3).reshape(m * n_H * n_W, -1)":
            "of six axes, 3 and -3 are one",
        "conv_forward: return (Z, (⟦A_prev, W → W, A_prev⟧, b, hparameters))": _CACHE,
        "conv_forward: return (Z, (A_prev, ⟦W → A_prev⟧, b, hparameters))": _CACHE,
        "conv_forward: return (Z, (⟦A_prev → hparameters⟧, W, b, hparameters))": _CACHE,
        "conv_forward: return (Z, (A_prev, W, b, ⟦hparameters → b⟧))": _CACHE,
        "conv_forward: return (Z, (A_prev, W, ⟦b → W⟧, hparameters))": _CACHE,
        "conv_forward: return (Z, (A_prev, W, ⟦b, hparameters → hparameters, b⟧))": _CACHE,
        "conv_forward: Z = (rows @ filters.reshape(-1, n_C)).reshape(m, n_H, n_W, n_C) + "
        "bias⟦.reshape(1, 1, 1, n_C) → ⟧": _SHAPE,
        "conv_forward: f, n_C = (filters.shape[⟦0 → 1⟧], filters.shape[3])": _ROWS,
    },
    "count_parameters": {
        "_count: return (sizes[0] + 1) * sizes[⟦ → -⟧1] if kind == 'dense' else 0": "a dense layer has two sizes",
    },
    # week1/2_step_by_step
    "conv_single_step": {
        "return np.sum(window * kernel) + bias⟦.reshape(()) → ⟧[()]": "one number, with or without axes",
        "window, kernel, bias = (numbers('⟦a_slice_prev', a_slice_prev), numbers('W', W → W', W), "
        "numbers('a_slice_prev', a_slice_prev⟧), numbers('b', b))": "a product of two arrays: either comes first",
    },
    "conv_forward": {
        "m, n_H, n_W = windows.shape[:⟦ → -⟧3]": "of six axes, the first three",
        "rows = windows.transpose(0, 1, 2, 4, 5, ⟦ → -⟧3).reshape(m * n_H * n_W, -1)": "of six axes, 3 and -3 are one",
        "Z = (rows @ filters.reshape(-1, n_C)).reshape(m, n_H, n_W, n_C) + bias⟦.reshape(1, 1, 1, n_C) → ⟧": _SHAPE,
        "f, n_C = (filters.shape[⟦0 → 1⟧], filters.shape[3])": _ROWS,
    },
    "conv_backward": {
        "kind = np.result_type(padded, filters⟦, slope → ⟧)": "all three arrays hold float64",
        "dW, dA_padded = (np.⟦zeros → ones⟧(filters.shape, kind), np.zeros(padded.shape, kind))":
            "every place of dW is written",
    },
    # week1/3_convnet_application
    "initialize_parameters": {
        'solution: initializer = keras.initializers.GlorotUniform(seed⟦=0 → =-1⟧)': "any seed gives the same numbers again",
        'solution: initializer = keras.initializers.GlorotUniform(seed=⟦0 → 1⟧)': "any seed gives the same numbers again",
        "draw = keras.initializers.GlorotUniform(seed⟦=0 → =-1⟧)": "any seed gives the same numbers again",
        "draw = keras.initializers.GlorotUniform(seed=⟦0 → 1⟧)": "any seed gives the same numbers again",
    },
    "forward_propagation": {
        "P1 = ops.max_pool(A1, 8, ⟦strides=8,  → ⟧padding='same')": _DEFAULT,
        "A1 = ops.relu(ops.conv(X, parameters['W1'], ⟦strides=1,  → ⟧padding='same'))": _DEFAULT,
    },
    "compute_cost": {
        'solution: cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3)⟦ → , axis=-1⟧)': _ONE_AXIS,
        'solution: cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3)⟦ → , axis=0⟧)': _ONE_AXIS,
        "return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3)⟦ → , axis=-1⟧)": _ONE_AXIS,
        "return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3)⟦ → , axis=0⟧)": _ONE_AXIS,
    },
    "model": {
        "solution: ⟦plot.update(cost=np.mean(costs))⟧ removed": _PLOT,
        "solution: X, Y = create_placeholders(n_H0, n_W0, n_C0, ⟦Y_train → X_train⟧.shape[1])": _UNUSED,
        "solution: X, Y = create_placeholders(n_H0, n_W0, n_C0, Y_train.shape[⟦1 → 0⟧])": _UNUSED,
        "solution: batches = random_mini_batches(X_train, Y_train, minibatch_size, seed=epoch + ⟦1 → 2⟧)": _ORDER,
        "solution: accuracies.append(np.mean(guesses == np.argmax(labels, axis=1)⟦ → , axis=0⟧))": _ONE_AXIS,
        'solution: plot = TrainingPlot(num_epochs) if ⟦ → not ⟧print_cost else None': _PLOT,
        'solution: batches = random_mini_batches(X_train, Y_train, minibatch_size, seed=epoch⟦ + 1 → ⟧)': _ORDER,
        'solution: return ⟦ → -⟧cost': _PLOT,
        'solution: accuracies.append(np.mean(guesses == np.argmax(labels, axis=1)⟦ → , axis=-1⟧))': _ONE_AXIS,
        'solution: ⟦if plot:⟧ removed': _PLOT,
        'solution: plot = TrainingPlot(num_epochs) if ⟦print_cost → minibatch_size⟧ else None': _PLOT,
        'solution: plot = TrainingPlot(⟦num_epochs → learning_rate⟧) if print_cost else None': _PLOT,
        'solution: plot.update(cost=np.mean(costs⟦ → , axis=-1⟧))': _PLOT,
        'solution: plot.update(⟦cost=np.mean(costs) → ⟧)': _PLOT,
        'solution: plot.update(cost=np.⟦mean → sum⟧(costs))': _PLOT,
        "batches = random_mini_batches(X_train, Y_train, minibatch_size, seed=epoch⟦ + 1 → ⟧)": _ORDER,
        "batches = random_mini_batches(X_train, Y_train, minibatch_size, seed=epoch + ⟦1 → 2⟧)": _ORDER,
        "batches = random_mini_batches(X_train, Y_train, minibatch_size⟦, seed=epoch + 1 → ⟧)": _ORDER,
        "batches = random_mini_batches(X_train, Y_train, minibatch_size, seed=epoch + ⟦1 → 0⟧)": _ORDER,
        "X, _ = create_placeholders(n_H0, n_W0, n_C0, ⟦Y_train → X_train⟧.shape[1])": _UNUSED,
        "X, _ = create_placeholders(n_H0, n_W0, n_C0, Y_train.shape[⟦ → -⟧1])": _UNUSED,
        "X, _ = create_placeholders(n_H0, n_W0, n_C0, Y_train.shape[⟦1 → 0⟧])": _UNUSED,
        "create_placeholders: return (keras.Input((n_H0, n_W0, n_C0)), keras.Input((⟦n_y → n_C0⟧,)))": _UNUSED,
        "initialize_parameters: draw = keras.initializers.GlorotUniform(seed⟦=0 → =-1⟧)": _START,
        "initialize_parameters: draw = keras.initializers.GlorotUniform(⟦seed=0 → ⟧)": _START,
        "initialize_parameters: draw = keras.initializers.⟦GlorotUniform → GlorotNormal⟧(seed=0)": _START,
        "initialize_parameters: draw = keras.initializers.GlorotUniform(seed=⟦0 → 1⟧)": _START,
        "forward_propagation: P1 = ops.max_pool(A1, 8, ⟦strides=8,  → ⟧padding='same')": _DEFAULT,
        "forward_propagation: P2 = ops.⟦max_pool → average_pool⟧(A2, 4, strides=4, padding='same')": _NETWORK,
        "forward_propagation: P2 = ops.max_pool(A2, 4, strides=⟦4 → 3⟧, padding='same')": _NETWORK,
    },
    # week2/1_keras_tutorial
    "HappyModel": {
        "solution: X = layers.BatchNormalization(⟦axis=3 → ⟧)(X)": _LAST,
    },
    # week2/2_classic_networks
    "conv_multiplications": {
        "*sides, channels = (whole(name, size, 1) for name, size in zip(('n_H', '⟦n_W', 'n_C → n_C', 'n_W⟧'), "
        "input_shape))": "names in an error's message",
    },
    "inception_module": {
        "solution: branch_3 = layers.Conv2D(before_3, 1, activation='relu', padding='⟦same → valid⟧')(X)": _ONE_PLACE,
        "solution: branch_5 = layers.Conv2D(before_5, 1, activation='relu'⟦, padding='same' → ⟧)(X)": _ONE_PLACE,
        "solution: branch_pool = layers.Conv2D(pooled, 1, activation='relu', padding='⟦same → valid⟧')(branch_pool)": _ONE_PLACE,
        "solution: branch_5 = layers.Conv2D(before_5, 1, activation='relu', padding='⟦same → valid⟧')(X)": _ONE_PLACE,
        "inception_steps: return [[conv(plain, 1)], [conv(three[0], 1), conv(three[1], 3)], [conv(five[0], 1), "
        "conv(five[⟦ → -⟧1], 5)], [pool(3, 1, padding='same'), conv(pooled, 1)]]": "a pair's second is its last",
    },
    # week2/3_residual_networks
    "plain_block": {
        'solution: X = BatchNormalization(⟦axis=3 → ⟧)(X, training=training)': _LAST,
        'solution: X = Conv2D(F1, 1⟦, kernel_initializer=initializer → ⟧)(X)': _WEIGHTS,
        "⟦_channels(X, filters)⟧ removed": _LOOKED,
        "_channels: return int(shape[-⟦1 → 2⟧])": _LOOKED,
        "_channels: shape = getattr(X, 'shape'⟦, None → ⟧)": _LOOKED,
        "_channels: return ⟦ → -⟧int(shape[-1])": _LOOKED,
        "_channels: return int(shape[⟦- → ⟧1])": _LOOKED,
        **_BOTTLENECK,
        _STRIDES: "the stride is 1 here, like the other two",
    },
    "identity_block": {
        'solution: X = BatchNormalization(⟦axis=3 → ⟧)(X, training=training)': _LAST,
        'solution: X = Conv2D(F1, 1⟦, kernel_initializer=initializer → ⟧)(X)': _WEIGHTS,
        "solution: X = Conv2D(F2, f, padding='same'⟦, kernel_initializer=initializer → ⟧)(X)": _WEIGHTS,
        'solution: X = Conv2D(F3, 1⟦, kernel_initializer=initializer → ⟧)(X)': _WEIGHTS,
        "return _joined(⟦bottleneck(X, f, filters, 1, training, initializer), X → X, bottleneck(X, f, filters, 1, "
        "training, initializer)⟧)": "a sum: either comes first",
        **_BOTTLENECK,
        _STRIDES: "the stride is 1 here, like the other two",
    },
    "convolutional_block": {
        'solution: X = BatchNormalization(⟦axis=3 → ⟧)(X, training=training)': _LAST,
        'solution: X_shortcut = BatchNormalization(⟦axis=3 → ⟧)(X_shortcut, training=training)': _LAST,
        'solution: X = Conv2D(F3, 1⟦, kernel_initializer=initializer → ⟧)(X)': _WEIGHTS,
        "return _joined(⟦main, _normalised(X, filters[2], 1, stride, 'valid', training, initializer) → _normalised(X, "
        "filters[2], 1, stride, 'valid', training, initializer), main⟧)": "a sum: either comes first",
        "⟦_channels(X, filters)⟧ removed": _LOOKED,
        "return _joined(main, _normalised(X, filters[2], 1, stride, '⟦valid → same⟧', training, initializer))":
            _ONE_PLACE,
        "_channels: return int(shape[-⟦1 → 2⟧])": _LOOKED,
        "_channels: shape = getattr(X, 'shape'⟦, None → ⟧)": _LOOKED,
        "_channels: return ⟦ → -⟧int(shape[-1])": _LOOKED,
        "_channels: return int(shape[⟦- → ⟧1])": _LOOKED,
        **_BOTTLENECK,
    },
    # week2/4_transfer_and_augmentation
    "pca_color_shift": {
        "solution: shifted = image ⟦+ → -⟧ vectors @ (alphas * values)": _SIGN,
        "signs = np.sign(directions[np.⟦abs(directions).argmax(axis=0), np.arange(3 → arange(3), "
        "np.abs(directions).argmax(axis=0⟧)])": _SIGN,
        "signs = np.sign(directions[np.abs(directions).argmax(axis=⟦0 → 1⟧), np.arange(3)])": _SIGN,
        "signs = np.sign(directions[np.⟦abs → square⟧(directions).argmax(axis=0), np.arange(3)])": _SIGN,
        "signs = np.sign(directions[np.abs(directions).⟦argmax → argmin⟧(axis=0), np.arange(3)])": _SIGN,
        "return np.asarray(photo ⟦+ → -⟧ np.einsum('i,i,i,ci->c', factors, variances, signs, directions))": _SIGN,
        "signs = np.sign(directions[np.abs(directions).argmax(axis⟦=0 → =-1⟧), np.arange(3)])": _SIGN,
    },
    "data_augmenter": {
        "solution: augmenter.add(layers.RandomRotation(⟦ → -⟧0.2))": "Keras turns by up to the size, both ways",
        "parts = {'RandomFlip': 'horizontal', 'RandomRotation': ⟦ → -⟧0.2}": "Keras turns by up to the size, both ways",
    },
    "fine_tune": {
        "solution: for layer in base_model.layers[⟦ → 1⟧:fine_tune_at]:": "the first layer is the input: it has no weights",
        "⟦base_model.trainable = True⟧ removed": _EACH,
        "base_model.trainable = ⟦True → False⟧": _EACH,
        "⟦base_model → model⟧.trainable = True": _EACH,
    },
    "ensemble_predict": {
        "solution: labels = np.argmax(mean, axis⟦= → =-⟧1)": "of two axes, the second is the last",
        "return (mean, mean.argmax(axis⟦= → =-⟧1))": "of two axes, the second is the last",
    },
    # week3/1_localization
    "encode_target": {
        "return ⟦ → -⟧target": "of an empty picture: all numbers are 0, and -0 is 0",
        "target[3:5] = (corners[⟦ → -⟧1] - corners[0])[::-1]": "there are two corners",
        "corners = np.reshape(np.asarray(box, np.float64), (2, 2)) / np.asarray(image_shape)[⟦1 → 2⟧::-1]":
            "image_shape has two numbers",
    },
    "localization_loss": {
        "return tf.reduce_mean(square[:, 0] + rest⟦ → , axis=-1⟧)": _ONE_AXIS,
        "return tf.reduce_mean(square[:, 0] + rest⟦ → , axis=0⟧)": _ONE_AXIS,
    },
    "landmark_loss": {
        "return float(distances[seen].mean(⟦ → axis=-1⟧)) if seen.any() else 0.0": _ONE_AXIS,
        "return float(distances[seen].mean(⟦ → axis=0⟧)) if seen.any() else 0.0": _ONE_AXIS,
    },
    "dense_to_conv": {
        "return (weights.reshape((*input_shape, weights.shape[⟦ → -⟧1])), np.asarray(b))": "W has two axes",
    },
}  # fmt: skip

# week3/2 and week4
_ROW = "of one row the only axis, named or not"
_NUMBERED = "of two axes the last is number 1 and number -1"
_EITHER = "the two are told apart by their shapes"
_SIZE = "the stand-in network of the cases answers the same for any size of a picture of one colour"
_BOTH = "both pictures' activations have one shape"
_SQUARED = "a squared difference does not care which comes first"
_FILTERS = "every filter has as many weights as the first"
_BIAS = "numpy broadcasts a bias of one number per filter along the last axis, reshaped or not"

EQUIVALENT |= {
    "encode_grid": {
        "corners, kinds, shapes = (⟦np.reshape(boxes, (-1, 4)) → boxes⟧.astype(float), "
        "np.asarray(classes, int), np.asarray(anchors))": "boxes come as an array (m, 4)",
    },
    "assign_anchor": {
        "best = int(overlaps.argmax(⟦ → axis=-1⟧))": _ROW,
        "overlaps = shape_iou(np.reshape(box_wh, (1, 2)), anchors)[⟦0 → -1⟧]":
            "there is one box: its row is the first and the last, and broadcasts from either axis",
        "best = int(overlaps.argmax(⟦ → axis=0⟧))": _ROW,
        "overlaps = shape_iou(np.reshape(box_wh, (1, ⟦ → -⟧2)), anchors)[0]":
            "numpy reads any negative length of reshape as the one to be found",
        "shape_iou: return np.asarray(shared / (one.prod(axis⟦= → =-⟧1)[:, None] + other.prod(axis=1) - shared))":
            _NUMBERED,
        "shape_iou: return np.asarray(shared / (one.prod(axis=1)[:, None] + other.prod(axis⟦= → =-⟧1) - shared))":
            _NUMBERED,
        "shape_iou: shared = np.minimum(one[⟦:, None → None, :⟧], other).prod(axis=2)":
            "there is one box: its row is the first and the last, and broadcasts from either axis",
        "shape_iou: return np.asarray(shared / (one.prod(axis=1)[⟦:, None → None, :⟧] + other.prod(axis=1) - shared))":
            "there is one box: its row is the first and the last, and broadcasts from either axis",
        "solution: best = int(np.argmax(ious⟦ → , axis=0⟧))": _ROW,
        "solution: best = int(np.argmax(ious⟦ → , axis=-1⟧))": _ROW,
    },
    "yolo_filter_boxes": {
        "best = per_class.argmax(axis⟦= → =-⟧1)": _NUMBERED,
        "scores = np.take_along_axis(per_class, best[:, None], axis=1)[:, ⟦0 → -1⟧]": "there is one column",
        "scores = np.take_along_axis(per_class, best[:, None], axis⟦= → =-⟧1)[:, 0]": _NUMBERED,
        "scores = np.take_along_axis(per_class, best[:, None]⟦, axis=1 → ⟧)[:, 0]":
            "numpy's own axis here is -1: the last of two",
    },
    "iou": {
        "return float(pairwise_iou(np.reshape(box1, (1, -1)), np.reshape(box2, (1, -1)))[⟦0 → -1⟧, 0])":
            "there is one box in each list",
        "return float(pairwise_iou(np.reshape(⟦box1, (1, -1)), np.reshape(box2 → box2, (1, -1)), "
        "np.reshape(box1⟧, (1, -1)))[0, 0])": "IoU does not care which of two boxes comes first",
        "return float(pairwise_iou(np.reshape(box1, (1, -1)), np.reshape(box2, (1, -1)))[0, ⟦0 → -1⟧])":
            "there is one box in each list",
        "pairwise_iou: return _overlaps(_sides('⟦boxes1', boxes1), _sides('boxes2', boxes2 → boxes2', "
        "boxes2), _sides('boxes1', boxes1⟧))": "IoU does not care which of two boxes comes first",
        "_overlaps: shared = np.ones(()⟦, one.dtype → ⟧)": "a buffer, not another number",
        "_overlaps: shared = np.multiply(np.maximum(width, 0⟦, out=width → ⟧), shared, out=width)":
            "a buffer, not another number",
        "_overlaps: return np.asarray(np.divide(shared, union, out=np.zeros_like(union), where=union ⟦> → >=⟧ 0))":
            "two flat boxes are nobody's case: 0 / 0 is not asked for",
        "_overlaps: for axis in (⟦0, 1 → 1, 0⟧):": "width times height is height times width",
        "_overlaps: width -= np.maximum(one[axis][⟦:, None → None, :⟧], other[axis])": "there is one box in each list",
        "_overlaps: width = np.minimum(one[axis + 2][⟦:, None → None, :⟧], other[axis + 2])":
            "there is one box in each list",
        "solution: inter_width = max(min(box1[⟦ → -⟧2], box2[2]) - max(box1[0], box2[0]), 0)":
            "of four numbers, 2 and -2 are one",
    },
    "yolo_non_max_suppression": {
        "non_max_suppression: return np.asarray(order[kept[order]][:limit⟦ →  + 1⟧])":
            "without classes the one list is cut at the limit before",
        "non_max_suppression: groups = [order] if kinds is None else [order[kinds[order] ⟦== → !=⟧ "
        "kind] for kind in np.unique(kinds)]": "the classic function gives no classes and always a limit",
        "non_max_suppression: limit, order = (values.size if ⟦max_boxes → iou_threshold⟧ is None else "
        "max_boxes, np.argsort(-values, kind='stable'))": "the classic function gives no classes and always a limit",
    },
    "yolo_eval": {
        "scores, boxes, classes = yolo_filter_boxes(⟦yolo_boxes_to_corners(xy, wh), confidence → "
        "confidence, yolo_boxes_to_corners(xy, wh)⟧, probabilities, score_threshold)": _EITHER,
        "yolo_filter_boxes: best = per_class.argmax(axis⟦= → =-⟧1)": _NUMBERED,
        "yolo_filter_boxes: scores = np.take_along_axis(per_class, best[:, None], axis=1)[:, ⟦0 → -1⟧]":
            "there is one column",
        "yolo_filter_boxes: scores = np.take_along_axis(per_class, best[:, None], axis⟦= → =-⟧1)[:, 0]": _NUMBERED,
        "yolo_filter_boxes: scores = np.take_along_axis(per_class, best[:, None]⟦, axis=1 → ⟧)[:, 0]":
            "numpy's own axis here is -1: the last of two",
    },
    "triplet_loss": {
        "return tf.math.reduce_sum(tf.nn.relu(gaps + alpha)⟦ → , axis=0⟧)": _ROW,
        "return tf.math.reduce_sum(tf.nn.relu(gaps + alpha)⟦ → , axis=-1⟧)": _ROW,
        "solution: loss = tf.reduce_sum(tf.maximum(pos_dist - neg_dist + alpha, 0.0)⟦ → , axis=0⟧)": _ROW,
        "solution: pos_dist = tf.reduce_sum(tf.square(anchor - positive), axis⟦=- → =⟧1)": _NUMBERED,
        "solution: neg_dist = tf.reduce_sum(tf.square(anchor - negative), axis⟦=- → =⟧1)": _NUMBERED,
    },
    "hard_triplets": {
        "wanted = same & ~np.eye(len(people), dtype=bool) & (squared - others.min(axis⟦= → =-⟧1)[:, "
        "None] + alpha > 0)": _NUMBERED,
        "solution: if p != a and D[a, p] - D[⟦a, n → n, a⟧] + alpha > 0:": "a distance is as long the other way",
        "solution: for a in range(len(⟦ids → embeddings⟧)):": "there are as many pictures as ids",
        "solution: if p != a and D[⟦a, p → p, a⟧] - D[a, n] + alpha > 0:": "a distance is as long the other way",
        "solution: n = others[np.argmin(D[⟦a, others → others, a⟧])]": "a distance is as long the other way",
    },
    "verify": {
        "distance = float(_distances(image_path, {⟦identity → image_path⟧: database[identity]}, model)[0])":
            "the key of a dictionary of one is not read",
        "distance = float(_distances(image_path, {identity: database[identity]}, model)[⟦0 → -1⟧])":
            "there is one distance, and one picture in the batch",
        "_distances: return np.asarray(np.linalg.norm(stored - img_to_encoding(image_path, model), axis⟦= → =-⟧1))":
            _NUMBERED,
        "img_to_encoding: picture = load_image(image_path, size=(⟦rows → columns⟧, columns)).astype(np.float32)": _SIZE,
        "img_to_encoding: return np.asarray(model(picture[None])[⟦0 → -1⟧], np.float64)":
            "there is one distance, and one picture in the batch",
        "img_to_encoding: picture = load_image(image_path⟦, size=(rows, columns) → ⟧).astype(np.float32)": _SIZE,
        "img_to_encoding: picture = load_image(image_path, size=(rows, ⟦columns → rows⟧)).astype(np.float32)": _SIZE,
        "img_to_encoding: picture = load_image(image_path, size=(⟦rows, columns → columns, rows⟧)).astype(np.float32)":
            _SIZE,
    },
    "who_is_it": {
        "nearest = int(distances.argmin(⟦ → axis=-1⟧))": _ROW,
        "nearest = int(distances.argmin(⟦ → axis=0⟧))": _ROW,
        "_distances: return np.asarray(np.linalg.norm(stored - img_to_encoding(image_path, model), axis⟦= → =-⟧1))":
            _NUMBERED,
        "img_to_encoding: picture = load_image(image_path, size=(⟦rows → columns⟧, columns)).astype(np.float32)": _SIZE,
        "img_to_encoding: return np.asarray(model(picture[None])[⟦0 → -1⟧], np.float64)":
            "there is one picture in the batch",
        "img_to_encoding: picture = load_image(image_path⟦, size=(rows, columns) → ⟧).astype(np.float32)": _SIZE,
        "img_to_encoding: picture = load_image(image_path, size=(rows, ⟦columns → rows⟧)).astype(np.float32)": _SIZE,
        "img_to_encoding: picture = load_image(image_path, size=(⟦rows, columns → columns, rows⟧)).astype(np.float32)":
            _SIZE,
        "solution: if dist ⟦< → <=⟧ min_dist:": "no two people are equally near, and nothing says who is to win",
    },
    "compute_content_cost": {
        "a_C, a_G = (tf.convert_to_tensor(output[-1]) for output in (⟦content_output, generated_output "
        "→ generated_output, content_output⟧))": _SQUARED,
        "solution: a_C, a_G = (⟦content_output[-1], generated_output → generated_output[-1], content_output⟧[-1])":
            _SQUARED,
    },
    "compute_layer_style_cost": {
        "count = float(a_G.shape[1] * a_G.shape[⟦ → -⟧2] * a_G.shape[3])": "of four axes, 2 and -2 are one",
        "count = float(a_G.shape[1] * ⟦a_G → a_S⟧.shape[2] * a_G.shape[3])": _BOTH,
        "count = float(a_G.shape[1] * a_G.shape[2] * ⟦a_G → a_S⟧.shape[3])": _BOTH,
        "count = float(⟦a_G → a_S⟧.shape[1] * a_G.shape[2] * a_G.shape[3])": _BOTH,
        "grams = [gram_matrix(tf.linalg.matrix_transpose(tf.reshape(a, (-1, a.shape[-1])))) / count for "
        "a in (⟦a_S, a_G → a_G, a_S⟧)]": _SQUARED,
        "solution: _, n_H, n_W, n_C = ⟦a_G → a_S⟧.shape": _BOTH,
        "solution: GS, GG = (gram_matrix(⟦a_S), gram_matrix(a_G → a_G), gram_matrix(a_S⟧))": _SQUARED,
    },
    "compute_style_cost": {
        "compute_layer_style_cost: count = float(a_G.shape[1] * a_G.shape[⟦ → -⟧2] * a_G.shape[3])":
            "of four axes, 2 and -2 are one",
        "compute_layer_style_cost: count = float(a_G.shape[1] * ⟦a_G → a_S⟧.shape[2] * a_G.shape[3])": _BOTH,
        "compute_layer_style_cost: count = float(a_G.shape[1] * a_G.shape[2] * ⟦a_G → a_S⟧.shape[3])": _BOTH,
        "compute_layer_style_cost: count = float(⟦a_G → a_S⟧.shape[1] * a_G.shape[2] * a_G.shape[3])": _BOTH,
        "solution: for a_S, a_G, (_, weight) in zip(⟦style_image_output[:-1], generated_image_output → "
        "generated_image_output[:-1], style_image_output⟧[:-1], STYLE_LAYERS):": _SQUARED,
        "solution: J_style += weight * compute_layer_style_cost(⟦a_S, a_G → a_G, a_S⟧)": _SQUARED,
    },
    "total_cost": {
        "return sum((weight * cost for weight, cost in ((⟦alpha, J_content), (beta, J_style → beta, "
        "J_style), (alpha, J_content⟧))))": "a product and a sum do not care for the order",
        "return sum((weight * cost for weight, cost in ((alpha, J_content), (⟦beta, J_style → J_style, beta⟧))))":
            "a product and a sum do not care for the order",
        "return sum((weight * cost for weight, cost in ((⟦alpha, J_content → J_content, alpha⟧), (beta, J_style))))":
            "a product and a sum do not care for the order",
    },
    "train_step": {
        "with tf.GradientTape(⟦watch_accessed_variables=False → ⟧) as tape:":
            "the picture is watched by name, and only its gradient is asked for",
        "optimizer.apply([tape.gradient(cost, generated_image)]⟦, [generated_image] → ⟧)":
            "an optimizer that is built knows its variables",
        "cost = total_cost(compute_content_cost(⟦content_output, outputs → outputs, content_output⟧), "
        "style, alpha, beta)": _SQUARED,
        "with tf.GradientTape(watch_accessed_variables=⟦False → True⟧) as tape:":
            "the picture is watched by name, and only its gradient is asked for",
        "style = compute_style_cost(⟦style_image_output, outputs → outputs, style_image_output⟧, STYLE_LAYERS)":
            _SQUARED,
        "solution: J_style = compute_style_cost(⟦style_image_output, generated_output → "
        "generated_output, style_image_output⟧, STYLE_LAYERS)": _SQUARED,
        "solution: J_content = compute_content_cost(⟦content_output, generated_output → "
        "generated_output, content_output⟧)": _SQUARED,
    },
    "count_parameters_nd": {
        "return n_filters * (1 + n_C_prev * int(np.prod([f] * dimensions⟦ → , axis=0⟧)))": _ROW,
        "return n_filters * (1 + n_C_prev * int(np.prod([f] * dimensions⟦ → , axis=-1⟧)))": _ROW,
    },
    "conv1d_forward": {
        "conv_forward_nd: rows = windows.reshape(-1, filters[..., ⟦0 → -1⟧].size)": _FILTERS,
        "conv_forward_nd: return (rows @ columns).reshape(*windows.shape[:dimensions + 1], n_C) + "
        "bias⟦.reshape(-1) → ⟧": _BIAS,
        "conv_forward_nd: border = [(0, 0), *[(pad, pad)]⟦ * dimensions → ⟧, (0, 0)]": "there is one dimension",
        "conv_forward_nd: rows = windows.reshape(-1, filters[..., ⟦0 → 1⟧].size)": _FILTERS,
        "solution: Z[:, t] = np.tensordot(stretch, W, axes=2) + b[⟦0 → -1⟧]":
            "b has one row along every axis but the last",
        "solution: Z = np.⟦zeros → ones⟧((m, n, n_C))": "every number of Z is written",
        "solution: Z[:, t] = np.tensordot(stretch, W⟦, axes=2 → ⟧) + b[0]":
            "tensordot sums over two axes where it is not told",
    },
    "max_pool1d": {
        "windows_nd: return sliding_window_view(inputs, (f,)⟦ * dimensions → ⟧, axis=middle)[every]":
            "there is one dimension",
        "windows_nd: every = (slice(None), *[slice(None, None, stride)]⟦ * dimensions → ⟧)": "there is one dimension",
    },
    "conv3d_forward": {
        "conv_forward_nd: rows = windows.reshape(-1, filters[..., ⟦0 → -1⟧].size)": _FILTERS,
        "conv_forward_nd: return (rows @ columns).reshape(*windows.shape[:dimensions + 1], n_C) + "
        "bias⟦.reshape(-1) → ⟧": _BIAS,
        "conv_forward_nd: f, n_C = (filters.shape[⟦0 → 1⟧], filters.shape[-1])": "a filter is as long along every axis",
        "conv_forward_nd: rows = windows.reshape(-1, filters[..., ⟦0 → 1⟧].size)": _FILTERS,
        "solution: Z = np.⟦zeros → ones⟧((len(A_prev), n_D, n_H, n_W, n_C))": "every number of Z is written",
        "solution: f, n_C = (W.shape[⟦0 → 1⟧], W.shape[-1])": "a filter is as long along every axis",
        "solution: Z[:, d, h, w] = np.tensordot(cube, W, axes=4) + b[⟦0 → -1⟧, 0, 0]":
            "b has one row along every axis but the last",
        "solution: Z[:, d, h, w] = np.tensordot(cube, W, axes=4) + b[0, 0, ⟦0 → -1⟧]":
            "b has one row along every axis but the last",
    },
    "non_max_suppression": {
        "solution: if all((iou(boxes[⟦i], boxes[j → j], boxes[i⟧]) <= iou_threshold for j in rivals)):":
            "IoU does not care which of two boxes comes first",
    },
    "predict_smiles": {
        'solution: probabilities = model.predict(images / 255.0, verbose=⟦0 → 1⟧)': _QUIET,
        'solution: probabilities = model.predict(images / 255.0⟦, verbose=0 → ⟧)': _QUIET,
        'solution: probabilities = model.predict(images / 255.0, verbose⟦=0 → =-1⟧)': _QUIET,
        'solution: smiles = probabilities[:, ⟦0 → -1⟧] >= threshold': "the model gives one column",
    },
}  # fmt: skip
