# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Cheat sheet: shapes and formulas
#
# One page to print and to keep beside the keyboard. Words are explained in the [glossary](GLOSSARY.ipynb).
#
# | letter | meaning | letter | meaning |
# |---|---|---|---|
# | `m` | examples in a batch | `f` | side of a filter or window |
# | `n_H`, `n_W` | rows, columns | `pad`, `stride` | width of the zero border, step of the window |
# | `n_C` | channels, one for each filter | `_prev` | what comes into the layer |

# %% [markdown] id="axes"
# ## Axes: who stands where
#
# | thing | shape | order to remember |
# |---|---|---|
# | images, activations `A`, `Z` | `(m, n_H, n_W, n_C)` | channels last |
# | filters `W` | `(f, f, n_C_prev, n_C)` | each filter is as deep as its input |
# | windows as rows (im2col) | `(m · n_H · n_W, f · f · n_C_prev)` | times `W.reshape(-1, n_C)` is the convolution |
# | biases `b` | `(1, 1, 1, n_C)`, in Keras `(n_C,)` | one for each filter |
# | dense `W`, `b` | `(inputs, units)`, `(units,)` | |
# | labels, one-hot by columns (week 1) | `(classes, m)` | a picture is a column |
# | labels, one-hot in Keras | `(m, classes)` | a picture is a row: `Y.T` |
# | signals, and their filters | `(m, n, n_C)`, `(f, n_C_prev, n_C)` | channels last |
# | volumes, and their filters | `(m, n_D, n_H, n_W, n_C)`, `(f, f, f, n_C_prev, n_C)` | channels last |

# %% [markdown] id="sizes"
# ## Sizes
#
# | layer | rows that come out (columns likewise) | channels |
# |---|---|---|
# | convolution | $\lfloor (n + 2\,pad - f) / stride \rfloor + 1$ | filters |
# | transposed convolution, `W` is `(f, f, n_C, n_C_prev)` | $(n - 1) · stride + f - 2\,pad$ | filters |
# | pooling | $\lfloor (n - f) / stride \rfloor + 1$ | as before |
# | `padding="valid"` | the same with $pad = 0$ | |
# | `padding="same"` | $\lceil n / stride \rceil$; at stride 1 $pad = (f - 1) / 2$, f odd | |
# | flatten | | $n_H · n_W · n_C$ numbers |
# | receptive field | begins at 1; each layer adds $(f - 1)$ · the product of the strides before it | |

# %% id="sizes-computed"
from course_utils.layers.convolution.geometry import conv_output_size, same_padding

for n, f, pad, stride in [(6, 3, 0, 1), (6, 3, 1, 1), (7, 3, 0, 2), (64, 5, same_padding(5), 1), (227, 11, 0, 4)]:
    print(f"n = {n:3}, f = {f:2}, pad = {pad}, stride = {stride}  →  {conv_output_size(n, f, pad, stride):2}")

# %% [markdown] id="costs"
# ## What a layer learns, and what it costs
#
# | layer | parameters | multiplications for one example |
# |---|---|---|
# | convolution | $(f · f · n_{C,prev} + 1) · n_C$ | $n_H · n_W · n_C · f · f · n_{C,prev}$ |
# | depthwise convolution | $(f · f + 1) · n_C$ | $n_H · n_W · n_C · f · f$ |
# | depthwise separable, of a convolution | | $1/n_C + 1/f^2$ of it |
# | squeeze and excitation through r | $(n_C + 1) · r + (r + 1) · n_C$ | $2 · n_C · r$ |
# | dense | $(inputs + 1) · units$ | $inputs · units$ |
# | batch normalisation | $4 · n_C$, half of them not trainable | |
# | pooling, flatten, ReLU, dropout | none | |
#
# A weight of $bits$ bits: $W \approx q · scale$, $scale = \max|W| / (2^{bits - 1} - 1)$, one for each filter.

# %% id="costs-computed"
from course_utils.layers.convolution.counting import count_parameters
from course_utils.layers.efficient.mobile import separable_cost
from course_utils.layers.networks.classic import conv_multiplications

convolution = {"kind": "conv", "f": 5, "channels": 3, "filters": 6}
dense = {"kind": "dense", "inputs": 400, "units": 120}
print("parameters of a 5×5 convolution, 3 → 6 channels, and of a dense layer, 400 → 120:")
print(count_parameters([convolution, dense]))

direct = conv_multiplications((28, 28, 192), filters=32, f=5)
squeezed = conv_multiplications((28, 28, 192), filters=32, f=5, bottleneck=16)
print(f"5×5 on 28×28×192, 32 filters: {direct:,} multiplications; through a bottleneck of 16: {squeezed:,}")
print(f"the same, depthwise separable: {separable_cost((28, 28, 192), 5, 32)[1]:,}")

# %% [markdown] id="gradients"
# ## Gradients
#
# **A gradient has the shape of what it belongs to**: `dZ` that of `Z`, `dW` that of `W`, `db` that of `b`, `dA_prev`
# that of `A_prev`. What was used several times gets the sum.
#
# | output `Z[i, h, w, c]` sends back | to |
# |---|---|
# | `W[..., c] * dZ[i, h, w, c]` | its window of `dA_prev_pad[i]` |
# | `window * dZ[i, h, w, c]` | `dW[..., c]` |
# | `dZ[i, h, w, c]` | `db[..., c]` |
# | max pooling: `mask * dA[i, h, w, c]`; average pooling: `dA[i, h, w, c] / (f * f)` | its window |
# | ReLU: `dA * (Z > 0)` | `dZ` |
# | softmax with cross-entropy: `(p - one_hot) / m` | the scores |

# %% id="gradients-computed"
import numpy as np

from course_utils.layers.convolution.conv import conv_backward, conv_forward

A_prev, W, b = np.ones((10, 5, 7, 4)), np.ones((3, 3, 4, 8)), np.zeros((1, 1, 1, 8))
Z, cache = conv_forward(A_prev, W, b, {"pad": 1, "stride": 2})
dA_prev, dW, db = conv_backward(np.ones_like(Z), cache)
for name, value, gradient in [("A_prev", A_prev, dA_prev), ("W", W, dW), ("b", b, db)]:
    print(f"{name:6} {value.shape!s:15} d{name:6} {gradient.shape}")
print(f"Z      {Z.shape}")

# %% [markdown] id="answers"
# ## Answers and their losses
#
# | question | last layer | shape | loss |
# |---|---|---|---|
# | one of n classes | dense n, softmax | `(m, n)` | cross-entropy $-\ln p_{right}$; guessing costs $\ln n$ |
# | yes or no | dense 1, sigmoid | `(m, 1)` | binary cross-entropy |
# | what and where, one object | $(p_c, b_x, b_y, b_h, b_w, c_1, c_2, c_3)$ | `(m, 8)` | squares; don't cares left out |
# | a mask, n classes for each pixel | 1×1 convolution n, sigmoid (n = 1) or softmax | `(m, n_H, n_W, n)` | cross-entropy, mean over pixels; 1 − Dice |
# | landmarks | x and y of k points | `(m, k, 2)` | squared distance, over those that are seen |
# | an encoding | d numbers | `(m, d)` | triplet loss, distances `(m,)` |

# %% [markdown] id="seeing"
# ## What a network looks at, and how sure it is
#
# | method | formula | shape |
# |---|---|---|
# | occlusion | score of the whole picture − score with a square covered | $⌊(n - size) / stride⌋ + 1$ along each axis |
# | saliency | $\max_{colours} |\partial S_c / \partial x|$ | `(n_H, n_W)` |
# | class activation map | $\sum_k w_{k,c} A_k$; its mean and $b_c$ give $S_c$ | that of the last maps |
# | Grad-CAM | $\text{ReLU}(\sum_k \alpha_k A_k)$, $\alpha_k$ the mean of $\partial S_c / \partial A_k$ | that of the layer's maps |
# | fast gradient sign method | $\text{clip}(x + \varepsilon · \text{sign}(\partial L / \partial x), 0, 255)$ | that of the picture |
# | expected calibration error | $\sum_k |B_k| / m · |acc(B_k) - conf(B_k)|$ | a number |
# | temperature | softmax(scores / T) | the order stays |

# %% [markdown] id="boxes"
# ## Boxes
#
# | where | order | unit |
# |---|---|---|
# | target vector, grid target | $b_x, b_y, b_h, b_w$: mid-point, **height before width** | picture; in a grid: the cell |
# | YOLO's output | `(m, 19, 19, 5, 85)`: $t_x, t_y, t_w, t_h$, confidence, 80 classes | free numbers |
# | `iou`, `non_max_suppression` | $(x_1, y_1, x_2, y_2)$ | any, the same for both |
# | classic YOLO code, `tf.image` | $(y_1, x_1, y_2, x_2)$ | shares of the picture, then pixels |
# | `image_shape`, arrays | `(height, width)`, `[row, column]` | pixels |
# | PIL's `image.size` | `(width, height)` | pixels |
#
# $x = (\sigma(t_x) + column) / S$, $y = (\sigma(t_y) + row) / S$, $w = w_{anchor}\, e^{t_w}$, $h = h_{anchor}\, e^{t_h}$.
# Score = confidence · probability. IoU = area in both / area in at least one.

# %% id="boxes-computed"
from course_utils.layers.detection.boxes import iou
from course_utils.layers.detection.yolo import yolo_boxes_to_corners

middle, size = np.array([[0.5, 0.25]]), np.array([[0.25, 0.5]])  # x, y and width, height
print("mid-point (0.5, 0.25), size (0.25, 0.5) → y1, x1, y2, x2:", yolo_boxes_to_corners(middle, size)[0].tolist())
print("IoU of two 2×2 boxes, one moved by (1, 1):", f"{iou((0, 0, 2, 2), (1, 1, 3, 3)):.4f}", "= 1 / 7")

# %% [markdown] id="faces-and-style"
# ## Faces and style
#
# | thing | formula | shape |
# |---|---|---|
# | distance | $\lVert f(A) - f(B) \rVert^2$, a sum over the encoding | `(m, d)` → `(m,)` |
# | triplet loss | $\max(d(A, P) - d(A, N) + \alpha, 0)$, then the sum over the triplets | one number |
# | FAR, FRR | false accepts / pairs of two people, false rejects / pairs of one | between 0 and 1 |
# | unrolled activations | `reshape` to `(n_H·n_W, n_C)`, *then* transpose | `(n_C, n_H·n_W)` |
# | Gram matrix | $A A^T$ | `(n_C, n_C)` |
# | content cost | $\sum (a^{(C)} - a^{(G)})^2 / (4\, n_H n_W n_C)$ | one number |
# | style cost of a layer | $\sum (G^{(S)} - G^{(G)})^2 / (4\, n_C^2 (n_H n_W)^2)$ | one number |
# | its gradient | for the picture | `(1, n_H, n_W, 3)` |

# %% id="gram-computed"
a = np.arange(24.0).reshape(1, 2, 3, 4)  # one picture, 2×3 places, 4 channels
A = a.reshape(-1, 4).T
gram = A @ A.T
print(a.shape, "→", A.shape, "→", gram.shape, " the sum of channel 0's squares:", gram[0, 0], "=", (a[..., 0] ** 2).sum())

# %% [markdown] id="dimensions"
# ## One, two and three dimensions
#
# One formula for each axis; channels are no axis to walk along.

# %% id="dimensions-computed"
from course_utils.layers.convolution.conv_nd import count_parameters_nd, output_shape_nd

for dimensions in (1, 2, 3):
    shape = (14,) * dimensions + (1,)
    output, learned = output_shape_nd(shape, f=5, n_filters=16), count_parameters_nd(dimensions, 5, 1, 16)
    print(f"Conv{dimensions}D, 16 filters of 5: {shape!s:15} → {output!s:16} {learned:5,} parameters")

# %% [markdown] id="keras"
# ## Your functions and Keras' layers
#
# | yours | Keras | mind |
# |---|---|---|
# | `zero_pad(X, p)` | `ZeroPadding2D(p)` | |
# | `conv_forward`, W, b | `Conv2D(filters, f, strides=1, padding="valid")` | default: no padding |
# | `pool_forward(…, mode="max")` | `MaxPooling2D(f, strides=…)` | default: strides = f |
# | `pool_forward(…, mode="average")` | `AveragePooling2D(f, strides=…)` | default: strides = f |
# | `np.maximum(Z, 0)` | `ReLU()`, `Activation("relu")` | |
# | `X.reshape(m, -1)` | `Flatten()` | |
# | `X @ W + b` | `Dense(units)` | on a volume: flatten first |
# | `A.mean(axis=(1, 2))` | `GlobalAveragePooling2D()` | |
# | `X + X_shortcut` | `Add()([X, X_shortcut])` | one list; equal shapes |
# | `np.concatenate([…], axis=-1)` | `Concatenate(axis=-1)([…])` | equal rows and columns |
# | `conv1d_forward`, `conv3d_forward` | `Conv1D`, `Conv3D` | |
# | `max_pool1d` | `MaxPooling1D` | |
# | `convert_to_one_hot(Y, C)` | `keras.utils.to_categorical(Y, C)` | columns here, rows there |
# | `dense_to_conv` | `Dense` → `Conv2D` with f = the map's side | no padding |
#
# One picture for a model: `image[np.newaxis]`. Bytes to numbers: `image / 255`. In a model: `training=False` for use.

# %% [markdown] id="words"
# ## The words of papers
#
# | plain words | what papers say |
# |---|---|
# | a number that you choose and training does not | hyperparameter: learning rate, batch size, number of filters |
# | a few pictures of one step; once through all | mini-batch; epoch |
# | scores before the softmax | logits |
# | pictures to tune by, pictures to judge by | validation set, test set |
# | what is really there | ground truth; for boxes and classes also label, annotation |
# | to do as well on new pictures; learning by heart | to generalise; overfitting |
# | what makes learning by heart harder | regularisation: L2 or weight decay, dropout, augmentation, early stopping |
# | in use, no longer in training | inference |
# | moves along with the picture; stays when it moves | translation equivariance; invariance |
# | the trained front part, the new end | backbone, head |
# | to train the last layers a little further | fine-tuning |
# | windows as rows of a matrix | im2col |
# | a box that hits, one that does not, an object missed | true positive, false positive, false negative |

# %% [markdown] id="eras"
# ## TensorFlow 1 and Keras 1 → today
#
# | you read | write |
# |---|---|
# | `tf.placeholder(tf.float32, [None, 64, 64, 3])` | `keras.Input(shape=(64, 64, 3))` |
# | `tf.Session()`, `sess.run(…, feed_dict=…)` | nothing: code runs at once |
# | `tf.get_variable("W1", shape, initializer=…)` | `tf.Variable(initializer(shape))` |
# | `tf.contrib.layers.xavier_initializer(seed=0)` | `keras.initializers.GlorotUniform(seed=0)` |
# | `tf.contrib.layers.flatten(P)`, `fully_connected` | `keras.layers.Flatten()(P)`, `keras.layers.Dense(6)` |
# | `tf.train.AdamOptimizer(0.01).minimize(cost)` | `tape.gradient(cost, W)`, `optimizer.apply_gradients(…)` |
# | `tf.global_variables_initializer()` | nothing |
# | `tf.set_random_seed(1)` | `tf.random.set_seed(1)` |
# | `tf.log(x)`, `tf.to_float(x)`, `tf.div(x, y)` | `tf.math.log(x)`, `tf.cast(x, tf.float32)`, `x / y` |
# | `reduction_indices=`, `keep_dims=` | `axis=`, `keepdims=` |
# | `K.gather(x, i)`, `K.max(x)` | `keras.ops.take(x, i, axis=0)`, `keras.ops.max(x)` |
# | `Conv2D(8, 3, 3, border_mode="same", subsample=(2, 2))` | `Conv2D(8, (3, 3), padding="same", strides=(2, 2))` |
# | `Model(input=X, output=Y)`, `nb_epoch=`, `lr=` | `keras.Model(inputs=X, outputs=Y)`, `epochs=`, `learning_rate=` |
# | `np.float`, `float(b)` of an array | `np.float64`, `b.item()` |
#
# For any other old call, and for every error message: `course explain "the message"`.
