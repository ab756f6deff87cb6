"""Wrong answers to week4/2_style_transfer: how students go wrong, further ones, written when the first set had been answered."""

from wrong import Wrong

ROWS = [
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    c, g = content_output[-1], generated_output[-1]
    return tf.reduce_mean(tf.square(c - g)) / 2
''',
        ("divided by 2 instead of 4",),
        (3,),
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    G = tf.matmul(A, A, transpose_b=True)
    return G - tf.linalg.diag(tf.linalg.diag_part(G))
''',
        ("diagonal set to zero",),
        (3,),
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    _, n_H, n_W, n_C = a_G.shape
    S = gram_matrix(tf.transpose(tf.reshape(a_S, [-1, n_C])))
    G = gram_matrix(tf.transpose(tf.reshape(a_G, [-1, n_C])))
    return tf.reduce_sum(tf.abs(S - G)) / (4.0 * (n_C * n_H * n_W) ** 2)
''',
        ("absolute difference of the Gram matrices",),
        (5,),
    ),
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    J = 0.0
    for (name, w), s, g in zip(STYLE_LAYERS, style_image_output, generated_image_output):
        J += w * w * compute_layer_style_cost(s, g)
    return J
''',
        ("weights squared",),
        (4,),
    ),
    Wrong(
        "total_cost",
        '''
def total_cost(J_content, J_style, alpha=10, beta=40):
    return alpha * J_content * beta * J_style
''',
        ("product instead of sum",),
        (2,),
    ),
]
