"""Wrong answers to week4/2_style_transfer: what students hand in, single faults and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    a_C = content_output[-1]
    a_G = generated_output[-1]
    m, n_H, n_W, n_C = a_G.shape
    J_content = tf.reduce_sum(tf.square(tf.subtract(a_C, a_G))) / 4 * n_H * n_W * n_C
    return J_content
''',
        ("operator order: times the sizes",),
        (5,),
    ),
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    a_C = content_output[0]
    a_G = generated_output[0]
    _, n_H, n_W, n_C = a_G.shape
    return 1 / (4 * n_H * n_W * n_C) * tf.reduce_sum(tf.square(a_C - a_G))
''',
        ("the first layer for the last",),
        (2, 3),
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    GA = tf.matmul(A, A, transpose_a=True)
    return GA
''',
        ("positions, not channels",),
        (2,),
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    m, n_H, n_W, n_C = a_G.shape
    a_S = tf.reshape(a_S, [n_C, n_H * n_W])
    a_G = tf.reshape(a_G, [n_C, n_H * n_W])
    GS = gram_matrix(a_S)
    GG = gram_matrix(a_G)
    J_style_layer = tf.reduce_sum(tf.square(GS - GG)) / (4 * n_C ** 2 * (n_W * n_H) ** 2)
    return J_style_layer
''',
        ("reshaped to (n_C, n_H·n_W) without a transpose",),
        (3, 4),
    ),
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    J_style = 0
    a_S = style_image_output[:-1]
    a_G = generated_image_output[:-1]
    for i, weight in zip(range(len(a_S)), STYLE_LAYERS):
        J_style_layer = compute_layer_style_cost(a_S[i], a_G[i])
        J_style += J_style_layer
    return J_style
''',
        ("the weights are not used",),
        (7,),
    ),
    Wrong(
        "total_cost",
        '''
def total_cost(J_content, J_style, alpha=10, beta=40):
    return beta * J_content + alpha * J_style
''',
        ("alpha and beta swapped",),
        (2,),
    ),
    Wrong(
        "train_step",
        '''
def train_step(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    with tf.GradientTape() as tape:
        outputs = model(generated_image)
        J_style = compute_style_cost(style_image_output, outputs, STYLE_LAYERS)
        J_content = compute_content_cost(content_output, outputs)
        J = total_cost(J_content, J_style, alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    tf.clip_by_value(generated_image, 0.0, 1.0)
    return J
''',
        ("not clipped",),
        (11,),
    ),
    Wrong(
        "train_step",
        '''
def train_step(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    with tf.GradientTape() as tape:
        outputs = model(generated_image)
    J_style = compute_style_cost(style_image_output, outputs, STYLE_LAYERS)
    J_content = compute_content_cost(content_output, outputs)
    J = total_cost(J_content, J_style, alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 1.0))
    return J
''',
        ("the cost is worked out outside of the tape",),
        (6, 7, 8, 10),
        "raises",
    ),
]
