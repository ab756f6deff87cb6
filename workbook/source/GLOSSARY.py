# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] id="title"
# # Glossary
#
# The words of this course, by theme. Each entry says what the word means, with its shape or formula where one helps,
# where you meet it, and the paper that it comes from. The first place that explains a word in a notebook leads here.
#
# Letters: `m` examples, `n_H` rows, `n_W` columns, `n_C` channels, `f` the side of a filter, `pad` and `stride` as in
# the notebooks; `_prev` is what comes in. All sizes on one page: [cheat sheet](CHEAT_SHEET.ipynb).
#
# A link from a notebook opened this page at its top? JupyterLab finds the place once the page is open: click the link
# again, or use the index.

# %% [markdown] id="index"
# ## Index
#
# **0–9** [1×1 convolution](#1x1-convolution)
#
# **A** [activation](#activation) · [activation maximisation](#activation-maximisation) ·
# [activations](#activation) · [Adam](#Adam) · [adversarial picture](#adversarial-picture) · [AlexNet](#AlexNet) ·
# [anchor](#anchor) · [anchor box](#anchor) · [anchor of a triplet](#triplet) · [AP](#mAP) · [AUC](#ROC-curve) ·
# [augmentation](#augmentation) · [average pooling](#average-pooling) · [average precision](#mAP)
#
# **B** [back-propagation](#back-propagation) · [backbone](#backbone) · [backward pass](#back-propagation) ·
# [batch](#mini-batch) · [batch norm](#batch-normalisation) · [batch normalisation](#batch-normalisation) ·
# [`BatchNormalization`](#batch-normalisation) · [bias](#bias) · [binary cross-entropy](#cross-entropy) ·
# [bottleneck](#bottleneck) · [bounding box](#bounding-box) · [box](#bounding-box)
#
# **C** [calibration](#calibration) · [CAM](#class-activation-map) · [cell](#grid-cell) · [channel](#channel) ·
# [channels last](#channel) · [class activation map](#class-activation-map) · [class-agnostic](#NMS) ·
# [`compute_content_cost`](#content-cost) · [`compute_layer_style_cost`](#style-cost) ·
# [`compute_style_cost`](#style-cost) · [`Concatenate`](#Inception-module) · [concatenation](#Inception-module) ·
# [confidence](#confidence) · [confidence interval](#confidence-interval) · [confusion matrix](#confusion-matrix) ·
# [content cost](#content-cost) · [content layer](#content-cost) · [convolution](#convolution) ·
# [convolutional block](#convolutional-block) · [`convolutional_block`](#convolutional-block) · [corners](#corners) ·
# [cost](#loss) · [`create_placeholders`](#placeholder) · [cross-correlation](#cross-correlation) ·
# [cross-entropy](#cross-entropy)
#
# **D** [data augmentation](#augmentation) · [`Dense`](#dense-layer) · [dense layer](#dense-layer) ·
# [depthwise convolution](#depthwise-convolution) · [Dice](#Dice) · [don't care](#don't-care) · [dropout](#dropout)
#
# **E** [edge filter](#edge-filter) · [EER](#EER) · [embedding](#encoding) · [encoding](#encoding) ·
# [ensemble](#ensemble) · [epoch](#epoch) · [equal-error rate](#EER) · [equivariance](#equivariance) ·
# [equivariant](#equivariance) · [expected calibration error](#calibration) ·
# [exploding gradient](#vanishing-gradient)
#
# **F** [false accept](#FAR) · [false alarm](#hard-negative-mining) · [false reject](#FRR) · [FAR](#FAR) ·
# [fast gradient sign method](#adversarial-picture) · [feature map](#feature-map) · [filter](#filter) ·
# [`fine_tune`](#fine-tuning) · [fine-tuning](#fine-tuning) · [`Flatten`](#flatten) · [flatten](#flatten) ·
# [focal loss](#focal-loss) · [freezing](#freezing) · [frozen](#freezing) · [FRR](#FRR) ·
# [fully connected](#dense-layer) · [Functional](#Functional) · [Functional interface](#Functional)
#
# **G** [generalisation](#generalisation) · [generalises](#generalisation) · [generated picture](#total-cost) ·
# [global average pooling](#global-average-pooling) · [`GlobalAveragePooling2D`](#global-average-pooling) ·
# [Glorot initialisation](#Glorot-initialisation) · [Glorot's rule](#Glorot-initialisation) ·
# [`GlorotUniform`](#Glorot-initialisation) · [Grad-CAM](#Grad-CAM) · [gradient](#gradient) · [gradient tape](#gradient-tape) ·
# [gradient test](#gradient-test) · [Gram matrix](#Gram-matrix) · [`gram_matrix`](#Gram-matrix) ·
# [grid cell](#grid-cell) · [ground truth](#ground-truth)
#
# **H** [hard negative mining](#hard-negative-mining) · [hard triplet](#hard-triplet) ·
# [`hard_triplets`](#hard-triplet) · [HDF5](#HDF5) · [He initialisation](#He-initialisation) ·
# [He's rule](#He-initialisation) · [head](#head) · [Hounsfield unit](#Hounsfield-unit) ·
# [hyperparameter](#hyperparameter)
#
# **I** [identity block](#identity-block) · [`identity_block`](#identity-block) · [im2col](#im2col) ·
# [Inception](#Inception-module) · [Inception module](#Inception-module) · [inference](#inference) ·
# [intersection over union](#IoU) · [invariance](#invariance) · [invariant](#invariance) ·
# [inverted residual block](#inverted-residual-block) · [IoU](#IoU)
#
# **K** [k-means](#k-means) · [`keras.Input`](#placeholder) · [kernel](#filter)
#
# **L** [landmark](#landmark) · [learning curve](#learning-curve) · [learning rate](#learning-rate) · [LeNet-5](#LeNet-5) ·
# [linear bottleneck](#inverted-residual-block) · [localiser](#target-vector) · [logits](#logits) · [loss](#loss)
#
# **M** [mAP](#mAP) · [map](#feature-map) · [margin](#margin) · [mask](#mask) · [max pooling](#max-pooling) ·
# [mean average precision](#mAP) · [metric](#optimizer) · [mini-batch](#mini-batch) · [model card](#model-card) ·
# [momentum](#momentum) · [multi-crop](#ten-crop) · [multiplications](#multiplications)
#
# **N** [negative](#triplet) · [network in network](#1x1-convolution) · [NMS](#NMS) · [non-max suppression](#NMS) ·
# [numeric gradient](#gradient-test)
#
# **O** [occlusion](#occlusion) · [one-hot](#one-hot) · [one-shot learning](#one-shot-learning) · [optimizer](#optimizer) ·
# [overfitting](#overfitting)
#
# **P** [padding](#padding) · [parameter](#parameter) · [patch](#voxel) · [`pca_color_shift`](#PCA-colour-shift) ·
# [PCA colour shift](#PCA-colour-shift) · [placeholder](#placeholder) · [`plain_block`](#plain-network) ·
# [plain network](#plain-network) · [pooling](#pooling) · [positive](#triplet) · [pre-activation](#pre-activation) ·
# [precision](#precision) · [principal components](#PCA-colour-shift) · [pruning](#pruning)
#
# **Q** [quantisation](#quantisation)
#
# **R** [random crop](#augmentation) · [`random_crop`](#augmentation) · [recall](#recall) ·
# [receptive field](#receptive-field) · [recognition](#verification) · [regularisation](#regularisation) ·
# [ReLU](#ReLU) · [residual](#residual) · [residual block](#residual) · [ResNet-50](#ResNet-50) ·
# [ROC curve](#ROC-curve)
#
# **S** [saliency map](#saliency-map) · [same](#same) · [Scharr](#edge-filter) · [score](#confidence) · [scores](#logits) ·
# [segmentation](#semantic-segmentation) · [semantic segmentation](#semantic-segmentation) ·
# [semi-hard](#semi-hard-triplet) · [semi-hard triplet](#semi-hard-triplet) · [separable](#depthwise-convolution) ·
# [Sequential](#Sequential) · [shortcut](#shortcut) · [Siamese network](#Siamese-network) · [sigmoid](#sigmoid) ·
# [skip connection](#skip-connection) · [sliding window](#sliding-window) · [`sliding_windows`](#sliding-window) ·
# [Sobel](#edge-filter) · [softmax](#softmax) · [sparse connections](#sparse-connections) ·
# [squeeze and excitation](#squeeze-and-excitation) · [stride](#stride) · [style cost](#style-cost) ·
# [style layer](#style-cost)
#
# **T** [target vector](#target-vector) · [temperature](#temperature) · [ten-crop](#ten-crop) · [`ten_crop`](#ten-crop) ·
# [test set](#validation-set) · [`tf.GradientTape`](#gradient-tape) · [threshold](#threshold) ·
# [total cost](#total-cost) · [`total_cost`](#total-cost) · [`trainable`](#freezing) ·
# [transfer](#transfer-learning) · [transfer learning](#transfer-learning) ·
# [transposed convolution](#transposed-convolution) · [triplet](#triplet) ·
# [triplet loss](#triplet-loss) · [`triplet_loss`](#triplet-loss)
#
# **U** [U-Net](#U-Net) · [unrolling](#unrolling)
#
# **V** [valid](#valid) · [validation set](#validation-set) · [vanishing gradient](#vanishing-gradient) ·
# [verification](#verification) · [verify](#verification) · [vertical edge](#edge-filter) · [VGG-16](#VGG-16) ·
# [volume](#volume) · [voxel](#voxel)
#
# **W** [weight](#parameter) · [weight decay](#weight-decay) · [weight sharing](#weight-sharing) ·
# [`who_is_it`](#verification) · [width multiplier](#width-multiplier) · [window](#window)
#
# **X** [Xavier](#Glorot-initialisation)
#
# **Y** [YOLO](#YOLO) · [you only look once](#YOLO)
#
# **Z** [`zero_pad`](#padding) · [zero padding](#padding)

# %% [markdown] id="images-and-shapes"
# ## Images and shapes
#
# ### channel
#
# One of the planes of a volume: red, green and blue in a photograph, one for each filter inside a network. Here
# channels are the **last** axis, `(m, n_H, n_W, n_C)`.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb),
# [One and three dimensions](week4/3_one_and_three_dimensions.ipynb).
#
# ### volume
#
# Rows × columns × channels, shape `(n_H, n_W, n_C)`. In the last notebook also slices × rows × columns,
# `(n_D, n_H, n_W)`, with channels behind.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb),
# [One and three dimensions](week4/3_one_and_three_dimensions.ipynb).
#
# ### mini-batch
#
# The few examples that one step of learning looks at, shape `(m, n_H, n_W, n_C)`. The last one of an epoch may be
# smaller.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb). Source: L. Bottou, *Large-scale machine learning with
# stochastic gradient descent*, 2010.
#
# ### one-hot
#
# A class as a vector with a single 1 at its place and zeros elsewhere: class 2 of 6 is `(0, 0, 1, 0, 0, 0)`. Here
# every *column* is one picture, shape `(classes, m)`.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb).
#
# ### flatten
#
# A volume written as one row of numbers, in the order of memory: 2×2×16 becomes 64. The batch stays the first axis.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb), [Keras step by step](week2/1_keras_tutorial.ipynb).
#
# ### unrolling
#
# A layer's activations as a matrix with one row for each channel, `(1, n_H, n_W, n_C)` → `(n_C, n_H·n_W)`. Reshape to
# `(n_H·n_W, n_C)` first, *then* transpose.
#
# Met in [Style transfer](week4/2_style_transfer.ipynb).
#
# ### parameter
#
# A number that is learned: a weight or a bias. A convolutional layer has $(f · f · n_{C,prev} + 1) · n_C$ of them,
# however large the image is.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb),
# [Classic networks](week2/2_classic_networks.ipynb).

# %% [markdown] id="convolutional-layers"
# ## Convolutional layers
#
# ### filter
#
# A small grid of weights that is laid on every window, shape `(f, f, n_C_prev)`. All filters of a layer together are
# `W`, shape `(f, f, n_C_prev, n_C)`. Also called *kernel*.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb).
#
# ### window
#
# The part of the input that a filter, or a pooling, looks at in one place: `f` rows, `f` columns, all channels. That
# of output `(h, w)` begins at row `h · stride`, column `w · stride`.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb), [Step by step](week1/2_step_by_step.ipynb).
#
# ### convolution
#
# One filter on every window: multiply the numbers that lie on each other, add all products and the bias. One filter
# gives one channel of the output, and each side has $\lfloor (n + 2\,pad - f) / stride \rfloor + 1$ places.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb), [Step by step](week1/2_step_by_step.ipynb).
# Source: Y. LeCun and others, *Gradient-based learning applied to document recognition*, 1998.
#
# ### cross-correlation
#
# The strict name of what deep learning calls convolution: the filter slides over the image as it is. In mathematics a
# convolution turns it by 180° first.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb), [Step by step](week1/2_step_by_step.ipynb).
#
# ### edge filter
#
# A filter that answers where light turns to dark: positive weights on one side, negative ones on the other. Sobel and
# Scharr give the middle row more weight.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb).
#
# ### padding
#
# A border of zeros around the image, `pad` pixels wide on each side: `n` becomes $n + 2\,pad$. Without it the image
# shrinks and its edge is seen less often.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb), [Step by step](week1/2_step_by_step.ipynb).
# Source: V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep learning*, 2016.
#
# ### same
#
# So much padding that the output is as large as the input at stride 1: $pad = (f - 1) / 2$. Keras gives
# $\lceil n / stride \rceil$ places.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb).
#
# ### valid
#
# No padding: only windows that lie inside the image, $\lfloor (n - f) / stride \rfloor + 1$ places.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb).
#
# ### stride
#
# How far the window jumps. Stride 2 keeps about half of the rows and columns. A rest that does not fit is dropped.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb), [Step by step](week1/2_step_by_step.ipynb).
#
# ### bias
#
# The number that is added once to every sum of a filter or unit. A layer has one for each filter, shape
# `(1, 1, 1, n_C)`.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb).
#
# ### feature map
#
# What one filter gives: large where the image looks like the filter. It is one channel of the layer's output.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb).
#
# ### receptive field
#
# The part of the picture that can change one value of a layer. Two 3×3 convolutions in a row see 5×5 pixels; strides
# and poolings let it grow faster.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb),
# [One and three dimensions](week4/3_one_and_three_dimensions.ipynb). Source: W. Luo and others, *Understanding the
# effective receptive field*, 2016.
#
# ### weight sharing
#
# One filter serves every place. So it needs few weights, and what it has learned at one place it knows at all.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb). Source: Y. LeCun and others,
# *Gradient-based learning applied to document recognition*, 1998.
#
# ### sparse connections
#
# An output value depends on its own window only, not on the whole image: on 75 of 3,072 inputs for a 5×5 filter on a
# 32×32×3 image.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb).
#
# ### 1x1 convolution
#
# Written 1×1: a weighted sum over the channels, at each pixel alike, shape of `W`: `(1, 1, n_C_prev, n_C)`. It leaves
# rows and columns as they are and chooses how many channels come out.
#
# Met in [Classic networks](week2/2_classic_networks.ipynb). Source: M. Lin and others, *Network in network*, 2013.
#
# ### multiplications
#
# The work of a layer. A convolution needs $n_H' · n_W' · n_C' · f · f · n_C$: one window times one filter for each
# number that comes out.
#
# Met in [Classic networks](week2/2_classic_networks.ipynb).
#
# ### equivariance
#
# A layer is equivariant to a change when its answer changes in the same way: move the picture, and the map of a
# convolution moves with it.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb), [Step by step](week1/2_step_by_step.ipynb).
#
# ### im2col
#
# A convolution as one matrix product: every window becomes a row `f · f · n_C` long, every filter a column.
#
# Met in [Step by step](week1/2_step_by_step.ipynb).

# %% [markdown] id="pooling-and-other-layers"
# ## Pooling and other layers
#
# ### pooling
#
# Every window becomes one number, each channel by itself: `(m, n_H, n_W, n_C)` keeps `m` and `n_C`. There is nothing
# to learn in it.
#
# Met in [Step by step](week1/2_step_by_step.ipynb).
#
# ### max pooling
#
# Pooling that keeps the largest value of a window: was the feature seen anywhere here? Backward, only the largest
# value gets the gradient.
#
# Met in [Step by step](week1/2_step_by_step.ipynb).
#
# ### average pooling
#
# Pooling that keeps the mean of a window. Backward, every value gets an equal share, `dA / (f · f)`.
#
# Met in [Step by step](week1/2_step_by_step.ipynb).
#
# ### global average pooling
#
# The mean of each channel over the whole map: `(m, n_H, n_W, n_C)` → `(m, n_C)`. It replaces a large dense layer and
# needs no weights.
#
# Met in [Classic networks](week2/2_classic_networks.ipynb),
# [Augmentation and transfer](week2/4_transfer_and_augmentation.ipynb). Source: M. Lin and others, *Network in
# network*, 2013.
#
# ### mask
#
# An array of True and False in the shape of another one. In max pooling it marks the largest value of a window; in a
# detector it picks the boxes to keep.
#
# Met in [Step by step](week1/2_step_by_step.ipynb).
#
# ### activation
#
# What a layer gives after its non-linear function, $a = g(z)$, shape `(m, n_H, n_W, n_C)`.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb),
# [Style transfer](week4/2_style_transfer.ipynb).
#
# ### ReLU
#
# The non-linear function $\max(0, z)$: zero where negative, unchanged elsewhere. Its slope is 1 or 0.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb). Source: V. Nair, G. Hinton, *Rectified
# linear units improve restricted Boltzmann machines*, 2010.
#
# ### sigmoid
#
# $\sigma(z) = 1 / (1 + e^{-z})$ makes a number between 0 and 1, a probability for a yes-or-no question.
#
# Met in [Keras step by step](week2/1_keras_tutorial.ipynb).
#
# ### softmax
#
# Turns scores into probabilities that add up to 1: $e^{z_k} / \sum_j e^{z_j}$.
#
# Met in [Step by step](week1/2_step_by_step.ipynb),
# [Hand signs](week1/3_convnet_application.ipynb).
#
# ### logits
#
# The scores before the softmax or the sigmoid, any numbers. A cost that takes logits applies the softmax itself: do
# not apply it twice.
#
# Met in [Step by step](week1/2_step_by_step.ipynb),
# [Hand signs](week1/3_convnet_application.ipynb).
#
# ### dense layer
#
# Every number that comes in times a weight, summed, for each unit: $n_{in} · n_{out}$ weights and $n_{out}$ biases. On
# a volume it is a convolution with filters as large as the volume.
#
# Met in [Edges, padding and strides](week1/1_edges_padding_strides.ipynb), [Where is it?](week3/1_localization.ipynb).
#
# ### dropout
#
# In training, each number is set to 0 with a given probability and the rest is scaled up, so that the layer cannot
# rely on any single one. In use it does nothing.
#
# Met in [A small network](week1/4_project_small_network.ipynb), [Classic networks](week2/2_classic_networks.ipynb),
# [Augmentation and transfer](week2/4_transfer_and_augmentation.ipynb). Source: N. Srivastava and others, *Dropout*,
# 2014.
#
# ### batch normalisation
#
# Brings each channel to mean 0 and spread 1, then scales and shifts it by two learned numbers. In training with the
# batch's own mean and spread, in use with stored averages: $4 \cdot n_C$ parameters, half of them not trainable.
#
# Met in [Keras step by step](week2/1_keras_tutorial.ipynb), [Residual networks](week2/3_residual_networks.ipynb).
# Source: S. Ioffe, C. Szegedy, *Batch normalization*, 2015.
#
# ### invariance
#
# The answer stays the same when the picture changes: the largest answer over a whole map does not tell where the
# cat sits. Pooling gives a little of it.
#
# Met in [Step by step](week1/2_step_by_step.ipynb).

# %% [markdown] id="learning"
# ## Learning
#
# ### loss
#
# One number that says how wrong the network is; training makes it small. Often *loss* is meant for one example and
# *cost* for their mean.
#
# Met in [Keras step by step](week2/1_keras_tutorial.ipynb).
#
# ### cross-entropy
#
# The loss of a classifier: $-\ln$ of the probability that it gave to the right class. Guessing among `n` classes costs
# $\ln n$. For yes or no it is the *binary* cross-entropy $-y \ln p - (1 - y) \ln(1 - p)$.
#
# Met in [Step by step](week1/2_step_by_step.ipynb),
# [Hand signs](week1/3_convnet_application.ipynb), [Keras step by step](week2/1_keras_tutorial.ipynb).
#
# ### gradient
#
# How much the loss changes when each number changes a little. It has the **shape** of what it is taken for: `dW` that
# of `W`, `dZ` that of `Z`. It can be taken for weights, and for pixels.
#
# Met in [Step by step](week1/2_step_by_step.ipynb), [Style transfer](week4/2_style_transfer.ipynb).
#
# ### gradient test
#
# Change one number by $\pm\varepsilon$ and look: $(L(w + \varepsilon) - L(w - \varepsilon)) / 2\varepsilon$ should
# agree with the gradient to many digits.
#
# Met in [Step by step](week1/2_step_by_step.ipynb).
#
# ### back-propagation
#
# The chain rule from the loss back to every weight. Where something was used several times, its gradients add up.
#
# Met in [Step by step](week1/2_step_by_step.ipynb). Source: D. Rumelhart and others, *Learning representations by
# back-propagating errors*, 1986.
#
# ### epoch
#
# One walk through all training examples, in mini-batches.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb).
#
# ### optimizer
#
# What makes the steps from the gradients: plain descent, momentum, Adam. A *metric*, such as accuracy, is only shown
# and moves nothing.
#
# Met in [Keras step by step](week2/1_keras_tutorial.ipynb).
#
# ### Adam
#
# An optimizer that keeps a running mean of each gradient and of its square, and divides one by the root of the other.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb). Source: D. Kingma, J. Ba, *Adam: a method for stochastic
# optimization*, 2015.
#
# ### learning rate
#
# How long the optimizer's steps are. Too high, and the loss jumps or becomes `nan`; too low, and nothing happens.
#
# Met in [Step by step](week1/2_step_by_step.ipynb),
# [Keras step by step](week2/1_keras_tutorial.ipynb).
#
# ### Glorot initialisation
#
# Starts weights evenly between $-r$ and $r$ with $r = \sqrt{6 / (\text{numbers in} + \text{numbers out})}$, so that
# signals neither fade nor grow from layer to layer.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb). Source: X. Glorot, Y. Bengio, *Understanding the difficulty
# of training deep feedforward neural networks*, 2010.
#
# ### overfitting
#
# The network knows its training pictures by heart and is worse on new ones: a gap between training and test accuracy.
# A high *training* error is another illness.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb), [Residual networks](week2/3_residual_networks.ipynb).
#
# ### vanishing gradient
#
# Gradients that shrink from layer to layer on their way back, until the first layers learn nothing. They *explode*
# when they grow instead: one step throws the weights far away.
#
# Met in [Residual networks](week2/3_residual_networks.ipynb).
#
# ### threshold
#
# The value from which a probability, a score or a distance means *yes*. It trades one kind of error for the other, and
# is chosen on data.
#
# Met in [Keras step by step](week2/1_keras_tutorial.ipynb), [Face recognition](week4/1_face_recognition.ipynb).
#
# ### confusion matrix
#
# Counts, for every true class (row), what the network said (column), shape `(classes, classes)`. Right answers stand
# on the diagonal.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb),
# [One and three dimensions](week4/3_one_and_three_dimensions.ipynb).
#
# ### He initialisation
#
# Starts weights with the variance $2 / \text{numbers in}$. The 2 makes up for what a ReLU sets to zero.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb). Source: K. He and others, *Delving deep
# into rectifiers*, 2015.
#
# ### learning curve
#
# Accuracy, or the loss, over the number of training pictures, for those pictures and for new ones. A gap that closes
# slowly asks for more pictures; two lines that met low ask for another network. Over epochs, it says when to stop.
#
# Met in [A small network](week1/4_project_small_network.ipynb).
#
# ### validation set
#
# Examples put aside to choose by: epochs, rates, thresholds. Nothing is learnt from them. The *test set* is asked
# once, at the end.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb), [A small network](week1/4_project_small_network.ipynb),
# [Few pictures](week2/4_transfer_and_augmentation.ipynb).
#
# ### momentum
#
# A step that keeps a share of the step before, as a rolling ball keeps its velocity.
#
# Met in [Keras step by step](week2/1_keras_tutorial.ipynb). Source: B. Polyak, *Some methods of speeding up the
# convergence of iteration methods*, 1964.
#
# ### weight decay
#
# A pull of every weight towards 0, in proportion to its size; L2 regularisation.
#
# Met in [Few pictures](week2/4_transfer_and_augmentation.ipynb).
#
# ### confidence interval
#
# The ends between which a number is known, given how few runs or pictures it rests on.
#
# Met in [Few pictures](week2/4_transfer_and_augmentation.ipynb).
#
# ### model card
#
# A page that says of a network what it is for, how it was measured, and for whom it errs.
#
# Met in [Few pictures](week2/4_transfer_and_augmentation.ipynb). Source: M. Mitchell and others, *Model cards for model
# reporting*, 2019.
#
# ### hyperparameter
#
# A number that you choose and training does not: learning rate, epochs, the size of a filter.
#
# Met in [Step by step](week1/2_step_by_step.ipynb),
# [Keras step by step](week2/1_keras_tutorial.ipynb).
#
# ### regularisation
#
# What makes training harder so that the network generalises better: augmentation, dropout, small weights.
#
# Met in [Few pictures](week2/4_transfer_and_augmentation.ipynb).
#
# ### generalisation
#
# Being right on new examples, not only on those that were learnt from. *Overfitting* is its lack.
#
# Met in [Few pictures](week2/4_transfer_and_augmentation.ipynb).
#
# ### inference
#
# Use of a trained network: no gradients, stored averages in batch normalisation, no dropout.
#
# Met in [Residual networks](week2/3_residual_networks.ipynb).

# %% [markdown] id="keras-and-tensorflow"
# ## Keras and TensorFlow
#
# ### placeholder
#
# In TensorFlow 1 an empty place in a graph. Today a symbolic input, `keras.Input(shape)`, with the shape of *one*
# example; the number of examples stays open (`None`).
#
# Met in [Hand signs](week1/3_convnet_application.ipynb).
#
# ### gradient tape
#
# Watches what is computed inside its block and gives gradients afterwards: `tape.gradient(cost, variables)`.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb), [Style transfer](week4/2_style_transfer.ipynb).
#
# ### Sequential
#
# A Keras model that is a list of layers, one after the other.
#
# Met in [Keras step by step](week2/1_keras_tutorial.ipynb).
#
# ### Functional
#
# A Keras model made by calling each layer on what the last one gave: `X = Dense(6)(X)`. It can branch and join.
#
# Met in [Hand signs](week1/3_convnet_application.ipynb), [Keras step by step](week2/1_keras_tutorial.ipynb).
#
# ### HDF5
#
# A file for named arrays, ending in `.h5`; `h5py` reads and writes it.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb).

# %% [markdown] id="classic-networks"
# ## Classic networks
#
# ### LeNet-5
#
# The digit reader of 1998: two convolutions with poolings, three dense layers. 61,706 parameters in today's form.
#
# Met in [Classic networks](week2/2_classic_networks.ipynb). Source: Y. LeCun and others, *Gradient-based learning
# applied to document recognition*, 1998.
#
# ### AlexNet
#
# Won ImageNet in 2012: five convolutions, three dense layers, ReLU, dropout. 62,378,344 parameters; input 227×227×3.
#
# Met in [Classic networks](week2/2_classic_networks.ipynb). Source: A. Krizhevsky and others, *ImageNet classification
# with deep convolutional neural networks*, 2012.
#
# ### VGG-16
#
# Sixteen layers with weights that all look alike: 3×3 convolutions that keep the size, 2×2 poolings that halve it.
# 138,357,544 parameters.
#
# Met in [Classic networks](week2/2_classic_networks.ipynb). Source: K. Simonyan, A. Zisserman, *Very deep
# convolutional networks for large-scale image recognition*, 2014.
#
# ### Inception module
#
# Four branches side by side (1×1, 3×3, 5×5, pooling) that keep rows and columns. Their channels are stacked
# (*concatenation*): 64 + 128 + 32 + 32 = 256.
#
# Met in [Classic networks](week2/2_classic_networks.ipynb). Source: C. Szegedy and others, *Going deeper with
# convolutions*, 2014.
#
# ### bottleneck
#
# A 1×1 convolution that reduces the channels before an expensive convolution, and makes it cheap: 192 → 16 channels
# saves nine tenths of a 5×5 convolution's work.
#
# Met in [Classic networks](week2/2_classic_networks.ipynb), [Residual networks](week2/3_residual_networks.ipynb).
# Source: C. Szegedy and others, *Going deeper with convolutions*, 2014; K. He and others, *Deep residual learning for
# image recognition*, 2015.

# %% [markdown] id="residual-networks"
# ## Residual networks
#
# ### plain network
#
# A chain of layers without shortcuts. Beyond some depth it gets harder to *train*: the training error grows.
#
# Met in [Residual networks](week2/3_residual_networks.ipynb). Source: K. He and others, *Deep residual learning for
# image recognition*, 2015.
#
# ### shortcut
#
# A way around a block: the input is added to what the block gives, $\text{ReLU}(F(X) + X)$. Both must have one shape.
#
# Met in [Residual networks](week2/3_residual_networks.ipynb). Source: K. He and others, *Deep residual learning for
# image recognition*, 2015.
#
# ### residual
#
# What a block with a shortcut has to learn: the difference $F(X) = \text{wanted} - X$. Zero weights are then the
# identity.
#
# Met in [Residual networks](week2/3_residual_networks.ipynb). Source: K. He and others, *Deep residual learning for
# image recognition*, 2015.
#
# ### identity block
#
# Three convolutions, 1×1, f×f, 1×1, and a shortcut that hands on X unchanged. The shape stays, so $F_3$ is the number
# of channels of X.
#
# Met in [Residual networks](week2/3_residual_networks.ipynb). Source: K. He and others, *Deep residual learning for
# image recognition*, 2015.
#
# ### convolutional block
#
# A residual block that changes the size: a 1×1 convolution with the same stride and $F_3$ filters brings the shortcut
# along.
#
# Met in [Residual networks](week2/3_residual_networks.ipynb). Source: K. He and others, *Deep residual learning for
# image recognition*, 2015.
#
# ### ResNet-50
#
# One convolution, sixteen residual blocks of three convolutions, a mean, one dense layer: 50 layers with weights.
#
# Met in [Residual networks](week2/3_residual_networks.ipynb). Source: K. He and others, *Deep residual learning for
# image recognition*, 2015.
#
# ### pre-activation
#
# A residual block with normalisation and ReLU in front of its convolutions, and nothing after the addition: the
# shortcut stays clean.
#
# Met in [Residual networks](week2/3_residual_networks.ipynb). Source: K. He and others, *Identity
# mappings in deep residual networks*, 2016.

# %% [markdown] id="few-pictures"
# ## Few pictures
#
# ### augmentation
#
# New training pictures from old ones by changes that leave the label true: mirror, random crop, turn, shear, light. In
# use pictures pass unchanged.
#
# Met in [A small network](week1/4_project_small_network.ipynb),
# [Augmentation and transfer](week2/4_transfer_and_augmentation.ipynb). Source: A. Krizhevsky and others, *ImageNet
# classification with deep convolutional neural networks*, 2012.
#
# ### PCA colour shift
#
# Moves all pixels along the directions in which the picture's colours spread most:
# $\alpha_1\lambda_1 p_1 + \alpha_2\lambda_2 p_2 + \alpha_3\lambda_3 p_3$, with the eigenvectors $p$ and eigenvalues
# $\lambda$ of their 3×3 covariance.
#
# Met in [Augmentation and transfer](week2/4_transfer_and_augmentation.ipynb). Source: A. Krizhevsky and others,
# *ImageNet classification with deep convolutional neural networks*, 2012.
#
# ### transfer learning
#
# Starts from a network that was trained on another, larger question, and teaches it the new one.
#
# Met in [Augmentation and transfer](week2/4_transfer_and_augmentation.ipynb). Source: J. Yosinski and others, *How
# transferable are features in deep neural networks?*, 2014.
#
# ### backbone
#
# The trained network without its last layers: it turns a picture into features, here a 5×5 map of 1,280 channels.
#
# Met in [Augmentation and transfer](week2/4_transfer_and_augmentation.ipynb).
#
# ### head
#
# The new last layers behind a backbone, which answer the new question.
#
# Met in [Augmentation and transfer](week2/4_transfer_and_augmentation.ipynb).
#
# ### freezing
#
# Keeps weights as they are while others learn: `layer.trainable = False`, before `compile`.
#
# Met in [Augmentation and transfer](week2/4_transfer_and_augmentation.ipynb),
# [Style transfer](week4/2_style_transfer.ipynb).
#
# ### fine-tuning
#
# Thaws the last layers of a backbone once the head is trained, with a tenth of the learning rate; batch normalisation
# stays frozen.
#
# Met in [Augmentation and transfer](week2/4_transfer_and_augmentation.ipynb). Source: J. Yosinski and others, *How
# transferable are features in deep neural networks?*, 2014.
#
# ### ensemble
#
# Several networks answer, and their *probabilities* are averaged. It costs as many predictions as there are networks.
#
# Met in [Augmentation and transfer](week2/4_transfer_and_augmentation.ipynb).
#
# ### ten-crop
#
# Ten views of one picture, the four corners, the centre and the mirror image of each; their probabilities are
# averaged. Shape `(10, size, size, 3)`.
#
# Met in [Augmentation and transfer](week2/4_transfer_and_augmentation.ipynb). Source: A. Krizhevsky and others,
# *ImageNet classification with deep convolutional neural networks*, 2012.

# %% [markdown] id="efficient-networks"
# ## Efficient networks
#
# ### depthwise convolution
#
# One filter for each channel, (f, f, n_C): it looks around and mixes nothing. With a 1×1 convolution behind it, it is
# *separable*; then $1/n_C + 1/f^2$ of a plain convolution's multiplications are left.
#
# Met in [Efficient networks](week2/5_efficient_networks.ipynb). Source: A. Howard and others, *MobileNets*, 2017.
#
# ### inverted residual block
#
# Widen by 1×1, filter each channel alone, narrow by 1×1 without an activation (a *linear bottleneck*); the shortcut
# joins the narrow ends.
#
# Met in [Efficient networks](week2/5_efficient_networks.ipynb). Source: M. Sandler and others, *MobileNetV2*, 2018.
#
# ### squeeze and excitation
#
# The mean of each channel, two dense layers, and a gate between 0 and 1 by which each channel's map is multiplied.
#
# Met in [Efficient networks](week2/5_efficient_networks.ipynb). Source: J. Hu and others, *Squeeze-and-excitation
# networks*, 2018.
#
# ### width multiplier
#
# A number $\alpha$ by which the channels of all layers are multiplied, rounded to multiples of 8.
#
# Met in [Efficient networks](week2/5_efficient_networks.ipynb). Source: A. Howard and others, *MobileNets*, 2017.
#
# ### pruning
#
# Setting the smallest weights of a trained network to zero.
#
# Met in [Efficient networks](week2/5_efficient_networks.ipynb). Source: S. Han and others, *Learning both weights and
# connections for efficient neural networks*, 2015.
#
# ### quantisation
#
# Weights as whole numbers of few bits with a scale for each filter, $W \approx q \cdot scale$: a quarter of the memory
# with 8 bits.
#
# Met in [Efficient networks](week2/5_efficient_networks.ipynb). Source: B. Jacob and others, *Quantization and training of
# neural networks*, 2018.

# %% [markdown] id="where-is-it"
# ## Where is it?
#
# ### target vector
#
# What a localiser, a network that says *what* and *where*, should answer: $(p_c, b_x, b_y, b_h, b_w, c_1, c_2, c_3)$,
# whether, where, how large and what.
#
# Met in [Where is it?](week3/1_localization.ipynb).
#
# ### don't care
#
# An entry of the target that has no meaning, such as the box where nothing is. The loss leaves it out.
#
# Met in [Where is it?](week3/1_localization.ipynb).
#
# ### landmark
#
# A point to be found, such as the corner of an eye: x and y of each, shape `(m, points, 2)`.
#
# Met in [Where is it?](week3/1_localization.ipynb).
#
# ### sliding window
#
# Cut a window at every place and ask the network about each. As a convolution one pass gives the same answers.
#
# Met in [Where is it?](week3/1_localization.ipynb). Source: P. Sermanet and others, *OverFeat*, 2014.
#
# ### bounding box
#
# A rectangle around an object, as mid-point and size $(b_x, b_y, b_h, b_w)$ or as corners.
#
# Met in [Where is it?](week3/1_localization.ipynb), [YOLO](week3/2_yolo_car_detection.ipynb).
#
# ### corners
#
# A box as two of its corners. Nearly everything writes $(x_1, y_1, x_2, y_2)$; the classic YOLO code and `tf.image`
# write y before x, $(y_1, x_1, y_2, x_2)$.
#
# Met in [YOLO](week3/2_yolo_car_detection.ipynb).
#
# ### grid cell
#
# One of the S × S parts of a picture. An object belongs to the cell that holds its mid-point.
#
# Met in [YOLO](week3/2_yolo_car_detection.ipynb). Source: J. Redmon and others, *You only look once*, 2016.
#
# ### anchor
#
# A typical shape of a box, width and height. Each cell has one place for each anchor; an object takes the anchor whose
# shape is most like its own.
#
# Met in [YOLO](week3/2_yolo_car_detection.ipynb). Source: J. Redmon, A. Farhadi, *YOLO9000: better, faster, stronger*,
# 2017.
#
# ### k-means
#
# Groups points around k centres. On shapes of boxes, with IoU as its measure, the centres are good anchors.
#
# Met in [YOLO](week3/2_yolo_car_detection.ipynb). Source: J. Redmon, A. Farhadi, *YOLO9000: better, faster, stronger*,
# 2017.
#
# ### YOLO
#
# A detector with a single pass: `(m, 19, 19, 5, 85)` for 19 × 19 cells, 5 anchors and 85 = 4 + 1 + 80 numbers each.
#
# Met in [YOLO](week3/2_yolo_car_detection.ipynb). Source: J. Redmon and others, *You only look once*, 2016.
#
# ### confidence
#
# How sure a box is that there is anything at all, between 0 and 1; shape `(19, 19, 5, 1)`. Times the probability of a
# class it is the *score* of that class.
#
# Met in [YOLO](week3/2_yolo_car_detection.ipynb).
#
# ### IoU
#
# Area in both boxes divided by area in at least one: 1 for equal boxes, 0 for boxes that do not touch.
#
# Met in [YOLO](week3/2_yolo_car_detection.ipynb).
#
# ### semantic segmentation
#
# A class for every pixel, `(m, n_H, n_W)`. *Instance segmentation* also tells things of one class apart; *panoptic
# segmentation* does both.
#
# Met in [U-Net](week3/3_segmentation.ipynb). Source: J. Long and others, *Fully convolutional networks for semantic
# segmentation*, 2015.
#
# ### transposed convolution
#
# Makes maps larger: each pixel lays the filter, times its value, on the output, and overlaps add up.
# $n' = (n - 1) · stride + f - 2 · pad$. It is the gradient of a convolution, used forwards.
#
# Met in [U-Net](week3/3_segmentation.ipynb). Source: V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep
# learning*, 2016.
#
# ### U-Net
#
# An encoder that halves the map, a decoder that doubles it again, and skip connections between stages of one size.
#
# Met in [U-Net](week3/3_segmentation.ipynb). Source: O. Ronneberger and others, *U-Net*, 2015.
#
# ### skip connection
#
# Lays a map of the encoder, from before its pooling, beside the decoder's map of the same size. A *shortcut* adds
# instead.
#
# Met in [U-Net](week3/3_segmentation.ipynb). Source: O. Ronneberger and others, *U-Net*, 2015.
#
# ### Dice
#
# Twice the overlap of two masks divided by both areas together: 1 for equal masks. $2 · IoU / (1 + IoU)$.
#
# Met in [U-Net](week3/3_segmentation.ipynb). Source: L. Dice, *Measures of the amount of ecologic association between
# species*, 1945.
#
# ### NMS
#
# Keep the box with the best score, drop those that overlap it too much, go on with the best that is left. *Per class*,
# only boxes of one class drop each other; *class-agnostic*, all do.
#
# Met in [YOLO](week3/2_yolo_car_detection.ipynb), [One and three dimensions](week4/3_one_and_three_dimensions.ipynb).
#
# ### precision
#
# Hits divided by all detections: how many of the boxes are right?
#
# Met in [YOLO](week3/2_yolo_car_detection.ipynb).
#
# ### recall
#
# Hits divided by all objects: how many of the objects were found?
#
# Met in [YOLO](week3/2_yolo_car_detection.ipynb).
#
# ### mAP
#
# The area below the precision-recall curve of one class is its average precision (AP); the mean over the classes is
# the mAP, the number by which detectors are compared.
#
# Met in [YOLO](week3/2_yolo_car_detection.ipynb), [A detector](week3/4_project_detector.ipynb). Source: M. Everingham
# and others, *The Pascal visual object classes challenge*, 2010.
#
# ### focal loss
#
# Cross-entropy times $(1 - p_t)^\gamma$, with $p_t$ the probability of the truth: places that are right already count
# little. It keeps the many empty places of a one-stage detector from drowning its few objects.
#
# Met in [YOLO](week3/2_yolo_car_detection.ipynb), [A detector](week3/4_project_detector.ipynb). Source: T.-Y. Lin and
# others, *Focal loss for dense object detection*, 2017.
#
# ### ground truth
#
# What people wrote down about a picture: the boxes and classes that answers are measured by.
#
# Met in [Where is it?](week3/1_localization.ipynb).

# %% [markdown] id="faces"
# ## Faces
#
# ### verification
#
# 1 : 1, is this the person that is claimed? One comparison. *Recognition* is 1 : K, who of K people is this, or
# nobody? K comparisons, and as many chances to err.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb). Source: Y. Taigman and others, *DeepFace*, 2014.
#
# ### one-shot learning
#
# One picture of each class must be enough. So the network learns to compare, not to name.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb). Source: G. Koch and others, *Siamese neural networks for
# one-shot image recognition*, 2015.
#
# ### encoding
#
# The few numbers that a network makes of a picture, $f(x)$, shape `(m, d)`: near for one person, far for two. Also
# called *embedding*.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb). Source: F. Schroff and others, *FaceNet*, 2015.
#
# ### Siamese network
#
# Two pictures through the *same* network with the same weights, and a comparison of their encodings.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb). Source: J. Bromley and others, *Signature verification
# using a Siamese time delay neural network*, 1993.
#
# ### triplet
#
# An anchor (the picture that the others are compared with), a positive (the same person) and a negative (somebody
# else). This anchor has nothing to do with the anchors of a detector.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb). Source: F. Schroff and others, *FaceNet*, 2015.
#
# ### margin
#
# How much farther the negative must be than the positive: $\alpha$, 0.2 in the paper. Without it, answering 0 for
# every face would be perfect.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb). Source: F. Schroff and others, *FaceNet*, 2015.
#
# ### triplet loss
#
# $\max(\lVert f(A) - f(P) \rVert^2 - \lVert f(A) - f(N) \rVert^2 + \alpha,\; 0)$ for each triplet, then summed.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb). Source: F. Schroff and others, *FaceNet*, 2015.
#
# ### hard triplet
#
# A triplet whose loss is not 0: the negative is about as near as the positive. Only these teach something.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb). Source: F. Schroff and others, *FaceNet*, 2015.
#
# ### FAR
#
# The share of pairs of *two* people that are taken for one: false accepts.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb).
#
# ### FRR
#
# The share of pairs of *one* person that are taken for two: false rejects.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb).
#
# ### ROC curve
#
# True accepts over false accepts, for all thresholds. The area below it is the AUC: 1 is perfect, one half is
# guessing.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb). Source: T. Fawcett, *An introduction to ROC analysis*,
# 2006.
#
# ### EER
#
# The error rate at the threshold where FAR = FRR. Smaller is better; one half is guessing.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb).
#
# ### semi-hard triplet
#
# A triplet whose negative is farther from the anchor than the positive, but by less than the margin.
#
# Met in [Face recognition](week4/1_face_recognition.ipynb). Source: F. Schroff and others, *FaceNet*,
# 2015.

# %% [markdown] id="style-transfer"
# ## Style transfer
#
# ### Gram matrix
#
# $G = A A^T$ for unrolled activations $A$ of shape `(n_C, n_H·n_W)`: how strong two channels are in the same places.
# Shape `(n_C, n_C)`, for any size of picture.
#
# Met in [Style transfer](week4/2_style_transfer.ipynb). Source: L. Gatys and others, *A neural algorithm of artistic
# style*, 2015.
#
# ### content cost
#
# $\frac{1}{4\, n_H n_W n_C} \sum (a^{(C)} - a^{(G)})^2$: activations of one layer, the *content layer*, compared place
# by place.
#
# Met in [Style transfer](week4/2_style_transfer.ipynb). Source: L. Gatys and others, *A neural algorithm of artistic
# style*, 2015.
#
# ### style cost
#
# $\frac{1}{4\, n_C^2 (n_H n_W)^2} \sum (G^{(S)} - G^{(G)})^2$ for one *style layer*, and a weighted sum over several:
# $\sum_l \lambda^{[l]} J^{[l]}$.
#
# Met in [Style transfer](week4/2_style_transfer.ipynb). Source: L. Gatys and others, *A neural algorithm of artistic
# style*, 2015.
#
# ### total cost
#
# Both wishes together: $J = \alpha J_{content} + \beta J_{style}$. Its gradient moves the pixels of the generated
# picture G, shape `(1, n_H, n_W, 3)`; no weight learns.
#
# Met in [Style transfer](week4/2_style_transfer.ipynb). Source: L. Gatys and others, *A neural algorithm of artistic
# style*, 2015.

# %% [markdown] id="one-and-three-dimensions"
# ## One and three dimensions
#
# ### voxel
#
# A pixel with a third side: one small cube of a volume. A *patch* is a larger cube cut out of it to learn from, here
# 14×14×14 voxels.
#
# Met in [One and three dimensions](week4/3_one_and_three_dimensions.ipynb).
#
# ### Hounsfield unit
#
# The unit of computed tomography: air −1000, water 0, bone several hundred.
#
# Met in [One and three dimensions](week4/3_one_and_three_dimensions.ipynb).
#
# ### hard negative mining
#
# Run the network over training data, collect its false alarms (detections where nothing is), and learn again with
# these added.
#
# Met in [One and three dimensions](week4/3_one_and_three_dimensions.ipynb). Source: P. Felzenszwalb and others,
# *Object detection with discriminatively trained part-based models*, 2010.

# %% [markdown] id="what-networks-see"
# ## What networks see
#
# ### occlusion
#
# A part of the picture is covered, and the fall of a score read: an experiment for every place of the square.
# $⌊(n - size) / stride⌋ + 1$ places along an axis.
#
# Met in [What networks see](week4/4_what_networks_see.ipynb). Source: M. Zeiler, R. Fergus, *Visualizing and
# understanding convolutional networks*, 2014.
#
# ### saliency map
#
# The size of the gradient of a score in each pixel, the largest of its colours, `(n_H, n_W)`.
#
# Met in [What networks see](week4/4_what_networks_see.ipynb). Source: K. Simonyan and others, *Deep inside
# convolutional networks*, 2013.
#
# ### class activation map
#
# The maps of the last layer, added up with the weights of a class: what each place adds to its score. Needs global
# average pooling before the last layer.
#
# Met in [What networks see](week4/4_what_networks_see.ipynb). Source: B. Zhou and others, *Learning deep features for
# discriminative localization*, 2016.
#
# ### Grad-CAM
#
# $\text{ReLU}(\sum_k α_k A_k)$, where $α_k$ is the mean gradient of the score in map k: a class activation map for any
# layer of any network.
#
# Met in [What networks see](week4/4_what_networks_see.ipynb). Source: R. Selvaraju and others, *Grad-CAM*, 2017.
#
# ### activation maximisation
#
# Moves the pixels of noise uphill along the gradient of a score, until the network is sure.
#
# Met in [What networks see](week4/4_what_networks_see.ipynb). Source: D. Erhan and others, *Visualizing higher-layer
# features of a deep network*, 2009.
#
# ### adversarial picture
#
# A picture moved so little that nobody sees it, and so that the network errs. The *fast gradient sign method* takes one
# step, $x + ε · \text{sign}(∂L/∂x)$.
#
# Met in [What networks see](week4/4_what_networks_see.ipynb). Source: I. Goodfellow and others, *Explaining and
# harnessing adversarial examples*, 2015.
#
# ### calibration
#
# Being right as often as one says. The *expected calibration error* is the mean gap between confidence and accuracy over
# bins of confidence, each weighted by its share of the pictures.
#
# Met in [What networks see](week4/4_what_networks_see.ipynb). Source: C. Guo and others, *On calibration of modern
# neural networks*, 2017.
#
# ### temperature
#
# The number by which all scores are divided before the softmax: above 1 it makes a network less sure, and changes no
# answer.
#
# Met in [What networks see](week4/4_what_networks_see.ipynb). Source: C. Guo and others, *On calibration of modern
# neural networks*, 2017.
