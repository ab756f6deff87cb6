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

EQUIVALENT: dict[str, dict[str, str]] = {
    # week1/1_edges_padding_strides
    "same_padding": {
        "return ⟦(f - 1) // 2 → -(-(f - 1) // 2)⟧": "f is odd: f - 1 halves without a rest",
        "return (f - ⟦1 → 0⟧) // 2": "f is odd: // drops the half of the 1",
        "return ⟦(f - 1) → f⟧ // 2": "f is odd: // drops the half of the 1",
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
        "draw = keras.initializers.GlorotUniform(seed⟦=0 → =-1⟧)": "any seed gives the same numbers again",
        "draw = keras.initializers.GlorotUniform(seed=⟦0 → 1⟧)": "any seed gives the same numbers again",
    },
    "forward_propagation": {
        "P1 = ops.max_pool(A1, 8, ⟦strides=8,  → ⟧padding='same')": _DEFAULT,
        "A1 = ops.relu(ops.conv(X, parameters['W1'], ⟦strides=1,  → ⟧padding='same'))": _DEFAULT,
    },
    "compute_cost": {
        "return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3)⟦ → , axis=-1⟧)": _ONE_AXIS,
        "return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3)⟦ → , axis=0⟧)": _ONE_AXIS,
    },
    "model": {
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
