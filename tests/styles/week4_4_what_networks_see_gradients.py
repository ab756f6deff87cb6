"""Right answers to saliency, Grad-CAM and adversarial pictures as good students write them; all must pass every case."""

import keras
import numpy as np
import tensorflow as tf
from tensorflow.keras.models import Model


def saliency_by_watching(model, image, c):
    x = tf.convert_to_tensor(image[None], dtype=tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        score = model(x)[:, c]
    grads = tape.gradient(score, x)
    return tf.reduce_max(tf.abs(grads), axis=-1)[0]


def saliency_by_a_variable(model, image, c):
    X = tf.Variable(np.expand_dims(image, axis=0).astype("float32"))
    with tf.GradientTape() as t:
        out = model(X, training=False)
        loss = out[0][c]
    g = t.gradient(loss, X)
    return np.max(np.abs(g.numpy()), axis=-1).squeeze()


def saliency_by_one_hot(model, image, c):
    x = tf.constant(image, tf.float32)[tf.newaxis]
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(x)
        scores = model(x)
        chosen = tf.reduce_sum(scores * tf.one_hot([c], scores.shape[-1]))
    g = tf.squeeze(tape.gradient(chosen, x), 0)
    return tf.math.reduce_max(tf.math.abs(g), 2).numpy()


def saliency_by_largest_and_smallest(model, image, c):
    """The larger of the largest gradient and minus the smallest."""
    x = tf.Variable(image[None])
    with tf.GradientTape() as tape:
        score = tf.gather(model(x), c, axis=1)
    g = np.asarray(tape.gradient(score, x))[0]
    return np.maximum(g.max(axis=-1), -g.min(axis=-1))


def saliency_by_jacobian(model, image, c):
    x = tf.convert_to_tensor(image[None], tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        scores = model(x)
    J = tape.jacobian(scores, x)
    return np.abs(J.numpy()[0, c, 0]).max(-1)


def saliency_by_output_gradients(model, image, c):
    x = tf.convert_to_tensor(np.array([image]), tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        scores = model(x, training=False)
    seed = np.zeros(scores.shape, "float32")
    seed[0, c] = 1
    grads = tape.gradient(scores, x, output_gradients=tf.constant(seed))
    per_colour = [tf.abs(grads[0, :, :, k]) for k in range(grads.shape[-1])]
    result = per_colour[0]
    for other in per_colour[1:]:
        result = tf.maximum(result, other)
    return result


def grad_cam_by_pooled_gradients(model, image, c, layer):
    grad_model = keras.models.Model(model.inputs, [model.get_layer(layer).output, model.output])
    with tf.GradientTape() as tape:
        conv_output, preds = grad_model(image[None].astype("float32"))
        class_channel = preds[:, c]
    grads = tape.gradient(class_channel, conv_output)
    pooled = tf.reduce_mean(grads, axis=(0, 1, 2))
    heatmap = conv_output[0] @ pooled[..., tf.newaxis]
    return tf.maximum(tf.squeeze(heatmap, -1), 0)


def grad_cam_by_einsum(model, image, c, layer):
    net = Model(inputs=model.input, outputs=[model.get_layer(layer).output, model.output])
    with tf.GradientTape() as tape:
        A, scores = net(tf.constant(image[np.newaxis], dtype=tf.float32))
        y = scores[0, c]
    alpha = tape.gradient(y, A).numpy().mean((1, 2))
    return np.einsum("hwk,k->hw", A.numpy()[0], alpha[0]).clip(min=0)


def grad_cam_by_loop(model, image, c, layer):
    sub = keras.Model(model.input, [model.get_layer(name=layer).output, model.outputs[0]])
    with tf.GradientTape() as tape:
        maps, out = sub(tf.expand_dims(tf.cast(image, tf.float32), 0), training=False)
        loss = out[0, c]
    grads = tape.gradient(loss, maps)[0]
    cam = np.zeros(maps.shape[1:3], "float32")
    for k in range(maps.shape[-1]):
        cam = cam + float(tf.reduce_mean(grads[:, :, k])) * np.asarray(maps)[0, :, :, k]
    cam[cam < 0] = 0
    return cam


def grad_cam_by_two_models(model, image, c, layer):
    """The network cut in two at the layer, so that the maps can be watched as an input."""
    lower = keras.Model(model.inputs, model.get_layer(layer).output)
    names = [each.name for each in model.layers]
    A = tf.convert_to_tensor(lower(image[None].astype("float32")))
    with tf.GradientTape() as tape:
        tape.watch(A)
        x = A
        for each in model.layers[names.index(layer) + 1 :]:
            x = each(x)
        score = x[0, c]
    weights = tf.reduce_mean(tape.gradient(score, A), axis=[1, 2], keepdims=True)
    return tf.nn.relu(tf.reduce_sum(weights * A, axis=-1))[0]


def grad_cam_by_keras_ops(model, image, c, layer):
    outputs = {"maps": model.get_layer(layer).output, "scores": model.output}
    both = keras.Model(model.inputs, outputs)
    with tf.GradientTape() as tape:
        out = both(keras.ops.convert_to_tensor(image[None], "float32"))
        score = out["scores"][:, c]
    grads = tape.gradient(score, out["maps"])
    weights = keras.ops.mean(grads, axis=(0, 1, 2))
    return keras.ops.relu(keras.ops.sum(weights * out["maps"][0], axis=-1))


def grad_cam_by_where(model, image, c, layer):
    names = [each.name for each in model.layers]
    both = keras.Model(model.inputs, [model.layers[names.index(layer)].output, *model.outputs])
    with tf.GradientTape(persistent=True) as tape:
        maps, scores = both(np.float32(image)[None])
        score = tf.reduce_sum(scores[:, c])
    grads = np.array(tape.gradient(score, maps))[0]
    h, w, _ = grads.shape
    alpha = grads.sum(axis=0).sum(axis=0) / (h * w)
    cam = np.tensordot(np.array(maps)[0], alpha, axes=1)
    return np.where(cam > 0, cam, 0.0)


def fgsm_by_sparse_cross_entropy(model, image, label, epsilon):
    x = tf.convert_to_tensor(image[None], tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = keras.losses.SparseCategoricalCrossentropy()(np.array([label]), model(x))
    signed = tf.sign(tape.gradient(loss, x))
    return tf.clip_by_value(x + epsilon * signed, 0, 255)[0]


def fgsm_by_one_hot_labels(model, image, label, epsilon):
    X = tf.Variable(np.float32(image)[None])
    with tf.GradientTape() as tape:
        p = model(X, training=False)
        y = tf.one_hot([label], p.shape[1])
        loss = tf.keras.losses.categorical_crossentropy(y, p)
    g = tape.gradient(loss, X).numpy()[0]
    adversarial = image + epsilon * np.sign(g)
    return np.clip(adversarial, 0.0, 255.0)


def fgsm_by_lowering_the_probability(model, image, label, epsilon):
    """The loss grows where the probability falls."""
    x = tf.Variable(image[None].astype("float32"))
    with tf.GradientTape() as tape:
        p = model(x)[0, label]
    step = np.sign(tape.gradient(p, x)[0].numpy())
    out = image - epsilon * step
    return np.minimum(np.maximum(out, 0), 255)


def fgsm_by_log_probabilities(model, image, label, epsilon):
    x = tf.constant(image, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        log_p = tf.math.log(model(x[None]))[0, label]
    g = np.array(tape.gradient(log_p, x))
    moved = np.array(image, dtype=float)
    moved[g > 0] -= epsilon
    moved[g < 0] += epsilon
    moved[moved < 0] = 0
    moved[moved > 255] = 255
    return moved


def fgsm_by_keras_ops(model, image, label, epsilon):
    x = keras.ops.convert_to_tensor(image[None], "float32")
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = keras.ops.mean(keras.losses.sparse_categorical_crossentropy(keras.ops.array([label]), model(x)))
    g = tape.gradient(loss, x)
    return keras.ops.clip(x + epsilon * keras.ops.sign(g), 0.0, 255.0)[0]


def fgsm_by_where(model, image, label, epsilon):
    x = tf.convert_to_tensor(np.expand_dims(image, 0), tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = -tf.math.log(tf.gather(model(x), [label], axis=1))
    g = np.squeeze(tape.gradient(loss, x).numpy(), axis=0)
    change = np.where(g > 0, epsilon, np.where(g < 0, -epsilon, 0.0))
    return (image + change).clip(0, 255).astype(np.float32)
