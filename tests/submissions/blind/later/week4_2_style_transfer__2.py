"""Wrong answers to week4/2_style_transfer: forgotten statements, wrong names and pairs, written before any were run."""

from wrong import Wrong

ROWS = [
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    a_C = content_output[0]
    a_G = generated_output[0]
    m, n_H, n_W, n_C = a_G.shape
    diff = tf.reduce_sum(tf.square(tf.subtract(a_C, a_G)))
    return diff / (4 * n_H * n_W * n_C)
''',
        ("first layer",),
        (2, 3),
    ),
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    a_C = content_output[-1]
    a_G = generated_output[-1]
    m, n_H, n_W, n_C = a_G.shape
    diff = tf.reduce_sum(tf.square(tf.subtract(a_C, a_G)))
    return diff / 4 * n_H * n_W * n_C
''',
        ("operator order",),
        (6,),
    ),
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    a_C = content_output[-1]
    a_G = generated_output[-1]
    m, n_H, n_W, n_C = a_G.shape
    diff = tf.reduce_sum(tf.abs(tf.subtract(a_C, a_G)))
    return diff / (4 * n_H * n_W * n_C)
''',
        ("not squared",),
        (5,),
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    At = tf.transpose(A)
    GA = tf.matmul(At, A)
    return GA
''',
        ("the other order",),
        (3,),
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    At = tf.transpose(A)
    GA = tf.reduce_sum(A * A)
    return GA
''',
        ("elementwise",),
        (3,),
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
    total = tf.reduce_sum(tf.square(GS - GG))
    return total / (4 * n_C ** 2 * (n_H * n_W) ** 2)
''',
        ("reshaped to [n_C, ...] without transposing",),
        (3, 4),
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    m, n_H, n_W, n_C = a_G.shape
    a_S = tf.transpose(tf.reshape(a_S, [n_H * n_W, n_C]))
    a_G = tf.transpose(tf.reshape(a_G, [n_H * n_W, n_C]))
    GS = gram_matrix(a_S)
    GG = gram_matrix(a_S)
    total = tf.reduce_sum(tf.square(GS - GG))
    return total / (4 * n_C ** 2 * (n_H * n_W) ** 2)
''',
        ("GG of the style",),
        (6,),
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    m, n_H, n_W, n_C = a_G.shape
    a_S = tf.transpose(tf.reshape(a_S, [n_H * n_W, n_C]))
    a_G = tf.transpose(tf.reshape(a_G, [n_H * n_W, n_C]))
    GS = gram_matrix(a_S)
    GG = gram_matrix(a_G)
    total = tf.reduce_sum(tf.square(GS - GG))
    return total / (4 * n_C ** 2 * (n_H * n_W))
''',
        ("n_H n_W not squared",),
        (8,),
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    m, n_H, n_W, n_C = a_G.shape
    a_S = tf.reshape(a_S, [n_H * n_W, n_C])
    a_G = tf.reshape(a_G, [n_H * n_W, n_C])
    GS = gram_matrix(a_S)
    GG = gram_matrix(a_G)
    total = tf.reduce_sum(tf.square(GS - GG))
    return total / (4 * n_C ** 2 * (n_H * n_W) ** 2)
''',
        ("not transposed",),
        (3, 4),
    ),
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    J_style = 0
    a_S = style_image_output[:-1]
    a_G = generated_image_output[:-1]
    for i, (name, weight) in enumerate(STYLE_LAYERS):
        J = compute_layer_style_cost(a_S[i], a_G[i])
        J_style = weight * J
    return J_style
''',
        ("= for +=",),
        (7,),
    ),
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    J_style = 0
    a_S = style_image_output[:-1]
    a_G = generated_image_output[:-1]
    for i, (name, weight) in enumerate(STYLE_LAYERS):
        J = compute_layer_style_cost(a_S[i], a_G[i])
        J_style += J
    return J_style
''',
        ("weights not used",),
        (7,),
    ),
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    J_style = 0
    a_S = style_image_output[:-1]
    a_G = generated_image_output[:-1]
    for i, (name, weight) in enumerate(STYLE_LAYERS):
        J = compute_layer_style_cost(a_S[i], a_G[i])
        J_style += weight * J
    return J_style / len(STYLE_LAYERS)
''',
        ("mean over the layers",),
        (8,),
    ),
    Wrong(
        "total_cost",
        '''
def total_cost(J_content, J_style, alpha=10, beta=40):
    J = alpha * J_content
    J = beta * J_style
    return J
''',
        ("the content part lost",),
        (3,),
    ),
    Wrong(
        "total_cost",
        '''
def total_cost(J_content, J_style, alpha=10, beta=40):
    J = beta * J_content
    J = J + alpha * J_style
    return J
''',
        ("alpha and beta exchanged",),
        (2, 3),
    ),
]
