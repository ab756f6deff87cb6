"""Wrong answers to week4/4_what_networks_see: how students go wrong, written before any list of mistakes was read.

Each is one of two ways to write a function, with one slip in it.
"""

from wrong import Wrong

PATCHES = '''
def top_patches(images, maps, unit, size, n=9):
    m, n_H, n_W, _ = images.shape
    h, w = maps.shape[1], maps.shape[2]
    acts = maps[:, :, :, unit]
    best = acts.reshape(m, -1).max(axis=1)
    order = np.argsort(-best, kind="stable")[:n]
    step_h = n_H // h
    step_w = n_W // w
    patches = []
    for k in order:
        idx = np.argmax(acts[k])
        i, j = np.unravel_index(idx, (h, w))
        top = i * step_h + step_h // 2 - size // 2
        left = j * step_w + step_w // 2 - size // 2
        top = np.clip(top, 0, n_H - size)
        left = np.clip(left, 0, n_W - size)
        patches.append(images[k, top:top + size, left:left + size])
    return np.array(patches), best[order]
'''

OCCLUSION = '''
def occlusion_map(model, image, c, size, stride, fill=127.0):
    n_H, n_W, n_C = image.shape
    base = model(image[None])[0, c].numpy()
    out_h = (n_H - size) // stride + 1
    out_w = (n_W - size) // stride + 1
    heat = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            occ = image.copy()
            occ[i * stride:i * stride + size, j * stride:j * stride + size] = fill
            heat[i, j] = base - model(occ[None])[0, c].numpy()
    return heat
'''

SALIENCY = '''
def saliency(model, image, c):
    x = tf.Variable(image[None], dtype=tf.float32)
    with tf.GradientTape() as tape:
        out = model(x)
        score = out[0, c]
    grads = tape.gradient(score, x)
    grads = tf.abs(grads)
    result = tf.reduce_max(grads, axis=-1)
    return result[0].numpy()
'''

CAM = '''
def grad_cam(model, image, c, layer):
    grad_model = keras.Model(model.inputs, [model.get_layer(layer).output, model.output])
    x = tf.constant(image[None], dtype=tf.float32)
    with tf.GradientTape() as tape:
        conv_out, preds = grad_model(x)
        score = preds[:, c]
    grads = tape.gradient(score, conv_out)
    pooled = tf.reduce_mean(grads, axis=(0, 1, 2))
    heatmap = tf.reduce_sum(conv_out[0] * pooled, axis=-1)
    heatmap = tf.nn.relu(heatmap)
    return heatmap.numpy()
'''

FGSM = '''
def fgsm(model, image, label, epsilon):
    x = tf.convert_to_tensor(image[None], dtype=tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        probs = model(x)
        loss = keras.losses.sparse_categorical_crossentropy(tf.constant([label]), probs)
    grad = tape.gradient(loss, x)
    adv = x + epsilon * tf.sign(grad)
    adv = tf.clip_by_value(adv, 0.0, 255.0)
    return adv[0].numpy()
'''

ERROR = '''
def expected_calibration_error(probabilities, labels, bins=10):
    conf = np.max(probabilities, axis=1)
    pred = np.argmax(probabilities, axis=1)
    correct = pred == labels
    ece = 0.0
    for b in range(bins):
        lo = b / bins
        hi = (b + 1) / bins
        mask = (conf > lo) & (conf <= hi)
        if mask.sum() > 0:
            acc = correct[mask].mean()
            avg = conf[mask].mean()
            ece += mask.mean() * np.abs(acc - avg)
    return ece
'''


def slip(text, old, new):
    """A way with one text in it, which stands there once, replaced."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


ROWS = [
    Wrong("top_patches", slip(PATCHES, "argsort(-best,", "argsort(best,"), ("the weakest pictures first",), (6,)),
    Wrong("top_patches", slip(PATCHES, "np.unravel_index(idx, (h, w))", "np.unravel_index(idx, (w, h))"),
          ("rows and columns of the map swapped in unravel_index",), (12,)),
    Wrong("top_patches", slip(PATCHES, "top = i * step_h + step_h // 2 - size // 2", "top = i * step_h - size // 2"),
          ("half a step is missing: rows are centred at the place's edge",), (13,)),
    Wrong("top_patches", slip(slip(PATCHES, "        top = np.clip(top, 0, n_H - size)\n", ""),
                              "        left = np.clip(left, 0, n_W - size)\n", ""),
          ("patches are not moved inside the picture",), (13, 14, 15), "raises"),
    Wrong("top_patches", slip(PATCHES, "images[k, top:top + size, left:left + size]",
                              "images[k, left:left + size, top:top + size]"),
          ("rows and columns of the picture swapped",), (17,)),
    Wrong("top_patches", slip(PATCHES, "np.argmax(acts[k])", "np.argmax(maps[k])"),
          ("the strongest place of all units",), (11, 12), "raises"),
    Wrong("top_patches", slip(PATCHES, "max(axis=1)", "mean(axis=1)"), ("pictures ranked by their mean",), (5,)),
    Wrong("top_patches", slip(PATCHES, "return np.array(patches), best[order]", "return np.array(patches), best"),
          ("activations of all pictures, in their own order",), (18,)),
    Wrong("occlusion_map", slip(OCCLUSION, "occ = image.copy()", "occ = image"),
          ("the image itself is covered, so squares pile up",), (9,)),
    Wrong("occlusion_map", slip(OCCLUSION, "base - model(occ[None])[0, c].numpy()", "model(occ[None])[0, c].numpy()"),
          ("the score, not how much it falls",), (11,)),
    Wrong("occlusion_map", slip(OCCLUSION, "base - model(occ[None])[0, c].numpy()",
                                "base - np.max(model(occ[None])[0])"),
          ("the highest class of the covered image in place of class c",), (11,)),
    Wrong("occlusion_map", slip(OCCLUSION, "occ[i * stride:i * stride + size, j * stride:j * stride + size] = fill",
                                "occ[i:i + size, j:j + size] = fill"), ("the stride is ignored in the walk",), (10,)),
    Wrong("occlusion_map", slip(OCCLUSION, "= fill\n", "= 0\n"), ("covered with black, fill ignored",), (10,)),
    Wrong("occlusion_map", slip(OCCLUSION, "out_w = (n_W - size) // stride + 1", "out_w = (n_W - size) // stride"),
          ("a column too few",), (5,)),
    Wrong("occlusion_map", slip(OCCLUSION, "i * stride:i * stride + size, j * stride:j * stride + size",
                                "j * stride:j * stride + size, i * stride:i * stride + size"),
          ("rows and columns swapped",), (10,)),
    Wrong("saliency", slip(SALIENCY, "    grads = tf.abs(grads)\n", ""), ("no absolute value",), (6, 7)),
    Wrong("saliency", slip(SALIENCY, "reduce_max(grads", "reduce_mean(grads"), ("mean over the colours",), (8,)),
    Wrong("saliency", slip(SALIENCY, "score = out[0, c]", "score = tf.reduce_max(out)"),
          ("the highest score in place of class c",), (5,)),
    Wrong("saliency", slip(SALIENCY, "score = out[0, c]", "score = out"), ("the gradient of all scores together",), (5,)),
    Wrong("saliency", slip(SALIENCY, "score = out[0, c]", "score = tf.nn.softmax(out)[0, c]"),
          ("a softmax over the scores",), (5,)),
    Wrong("saliency", slip(SALIENCY, "grads = tf.abs(grads)", "grads = tf.abs(grads * x)"),
          ("gradient times input",), (7,)),
    Wrong("saliency", slip(SALIENCY, "image[None],", "image[None] / 255,"), ("the image is scaled before the network",), (2,)),
    Wrong("grad_cam", slip(CAM, "    heatmap = tf.nn.relu(heatmap)\n", ""), ("no ReLU",), (9, 10)),
    Wrong("grad_cam", slip(CAM, "heatmap = tf.nn.relu(heatmap)", "heatmap = tf.nn.relu(heatmap) / tf.reduce_max(heatmap)"),
          ("divided by its largest number",), (10,)),
    Wrong("grad_cam", slip(CAM, "conv_out[0] * pooled,", "conv_out[0] * grads[0],"),
          ("gradients are not averaged: each place by its own",), (9,)),
    Wrong("grad_cam", slip(CAM, "pooled = tf.reduce_mean(", "pooled = tf.reduce_sum("),
          ("sum of the gradients in place of their mean",), (8,)),
    Wrong("grad_cam", slip(CAM, "tf.reduce_sum(conv_out[0] * pooled, axis=-1)",
                           "tf.reduce_mean(conv_out[0] * pooled, axis=-1)"),
          ("mean over the maps in place of their sum",), (9,)),
    Wrong("grad_cam", slip(CAM, "score = preds[:, c]", "score = tf.reduce_max(preds, axis=1)"),
          ("the highest class in place of class c",), (6,)),
    Wrong("grad_cam", slip(CAM, "pooled = tf.reduce_mean(grads, axis=(0, 1, 2))",
                           "pooled = tf.nn.relu(tf.reduce_mean(grads, axis=(0, 1, 2)))"),
          ("negative weights cut off",), (8,)),
    Wrong("fgsm", slip(FGSM, "x + epsilon", "x - epsilon"), ("the loss falls: minus in place of plus",), (8,)),
    Wrong("fgsm", slip(FGSM, "tf.sign(grad)", "grad"), ("no sign",), (8,)),
    Wrong("fgsm", slip(FGSM, "    adv = tf.clip_by_value(adv, 0.0, 255.0)\n", ""), ("not clipped",), (8, 9)),
    Wrong("fgsm", slip(FGSM, "clip_by_value(adv, 0.0, 255.0)", "clip_by_value(adv, 0.0, 1.0)"),
          ("clipped to 0 … 1",), (9,)),
    Wrong("fgsm", slip(FGSM, "x + epsilon", "x + epsilon * 255"), ("epsilon times 255",), (8,)),
    Wrong("fgsm", slip(FGSM, "loss = keras.losses.sparse_categorical_crossentropy(tf.constant([label]), probs)",
                       "loss = probs[0, label]"), ("the probability in place of the loss",), (6,)),
    Wrong("fgsm", slip(FGSM, "tf.constant([label]), probs", "tf.constant([label]), tf.nn.softmax(probs)"),
          ("a softmax over probabilities",), (6,)),
    Wrong("expected_calibration_error", slip(ERROR, "ece += mask.mean() * np.abs(acc - avg)", "ece += np.abs(acc - avg) / bins"),
          ("bins are not weighted by their pictures",), (13,)),
    Wrong("expected_calibration_error", slip(ERROR, "np.abs(acc - avg)", "(acc - avg)"), ("no absolute value",), (13,)),
    Wrong("expected_calibration_error", slip(ERROR, "np.max(probabilities, axis=1)", "probabilities[np.arange(len(labels)), labels]"),
          ("the probability of the true class in place of the highest",), (2,)),
    Wrong("expected_calibration_error", slip(ERROR, "np.abs(acc - avg)", "(acc - avg) ** 2"), ("squared gaps",), (13,)),
    Wrong("expected_calibration_error", slip(ERROR, "avg = conf[mask].mean()", "avg = (lo + hi) / 2"),
          ("the middle of the bin in place of the mean confidence",), (12,)),
    Wrong("expected_calibration_error", slip(ERROR, "ece += mask.mean()", "ece += mask.sum()"),
          ("counts in place of shares",), (13,)),
    Wrong("expected_calibration_error", slip(ERROR, "mask = (conf > lo) & (conf <= hi)", "mask = (conf >= lo) & (conf < hi)"),
          ("the lower edge is included in place of the upper one",), (9,)),
]
