"""Wrong answers to week4/2_style_transfer: written before any list was read, the exercises that joined later among them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    a_C = content_output[0]
    a_G = generated_output[0]
    m, n_H, n_W, n_C = a_G.shape
    return tf.reduce_sum(tf.square(a_C - a_G)) / (4.0 * n_H * n_W * n_C)
''',
        ("the first layer in place of the last",),
        (2, 3),
    ),
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    a_C = content_output[-1]
    a_G = generated_output[-1]
    m, n_H, n_W, n_C = a_G.get_shape().as_list()
    J_content = 1 / (4 * n_H * n_W * n_C) * tf.reduce_mean(tf.square(tf.subtract(a_C, a_G)))
    return J_content
''',
        ("a mean with the factor besides",),
        (5,),
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    GA = tf.matmul(A, A)
    return GA
''',
        ("the product of the wrong shapes",),
        (2,),
        "raises",
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    return tf.matmul(tf.transpose(A), A)
''',
        ("the other side transposed",),
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
    return tf.reduce_sum(tf.square(GS - GG)) / (4 * n_C**2 * (n_H * n_W) ** 2)
''',
        ("not transposed: rows are places",),
        (3, 4),
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    m, n_H, n_W, n_C = a_G.shape
    a_S = tf.transpose(tf.reshape(a_S, shape=[-1, n_C]))
    a_G = tf.transpose(tf.reshape(a_G, shape=[-1, n_C]))
    GS = gram_matrix(a_S)
    GG = gram_matrix(a_S)
    J = tf.reduce_sum(tf.square(tf.subtract(GS, GG))) / (4 * n_C * (n_H * n_W) ** 2)
    return J
''',
        ("n_C is not squared", "the generated Gram twice"),
        (6, 7),
        "pair",
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
        ("the weight is left out",),
        (7,),
    ),
    Wrong(
        "total_cost",
        '''
def total_cost(J_content, J_style, alpha=10, beta=40):
    return beta * J_content + alpha * J_style
''',
        ("alpha and beta exchanged",),
        (2,),
    ),
    Wrong(
        "train_step",
        '''
def train_step(generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40):
    with tf.GradientTape() as tape:
        outputs = model(generated_image)
        J_style = compute_style_cost(style_image_output, outputs, STYLE_LAYERS)
        J_content = compute_content_cost(content_output, outputs)
        J = total_cost(J_content, J_style, alpha, beta)
    grad = tape.gradient(J, generated_image)
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 1.0))
    optimizer.apply_gradients([(grad, generated_image)])
    return J
''',
        ("clips before the step",),
        (8, 9),
    ),
    Wrong(
        "train_step",
        '''
def train_step(generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40):
    generated_output = model(generated_image)
    with tf.GradientTape() as tape:
        J_style = compute_style_cost(style_image_output, generated_output, STYLE_LAYERS)
        J_content = compute_content_cost(content_output, generated_output)
        J = total_cost(J_content, J_style, alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 1.0))
    return J
''',
        ("the gradient outside the tape's view",),
        (2,),
        "raises",
    ),
]
