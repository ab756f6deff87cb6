"""Wrong answers to week4/2_style_transfer: how students go wrong, written before any list of mistakes was read (part 1 of 2)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    a_C, a_G = content_output[0], generated_output[0]
    m, n_H, n_W, n_C = a_G.shape
    return tf.reduce_sum(tf.square(a_C - a_G)) / (4 * n_H * n_W * n_C)
''',
        ("first layer instead of the last",),
        (2,),
    ),
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    a_C = content_output[-1]
    a_G = generated_output[-1]
    J_content = tf.reduce_mean(tf.square(a_C - a_G))
    return J_content
''',
        ("4 missing in the denominator", "mean"),
        (4,),
    ),
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    a_C, a_G = content_output[-1], generated_output[-1]
    m, n_H, n_W, n_C = a_G.get_shape().as_list()
    return tf.reduce_sum(a_C - a_G) / (4 * n_H * n_W * n_C)
''',
        ("not squared", "difference only"),
        (4,),
    ),
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    a_C, a_G = content_output[-1], generated_output[-1]
    _, n_H, n_W, n_C = a_G.shape
    J_content = tf.reduce_sum((a_C - a_G) ** 2) / (4 * n_H * n_W)
    return J_content
''',
        ("n_C left out of the denominator",),
        (4,),
    ),
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    a_C, a_G = content_output[-1], generated_output[-1]
    _, n_H, n_W, n_C = a_G.shape
    return tf.square(tf.reduce_sum(a_C - a_G)) / (4 * n_H * n_W * n_C)
''',
        ("sum of the difference squared", "square after the sum"),
        (4,),
    ),
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    return tf.reduce_mean(tf.square(content_output[0] - generated_output[0]))
''',
        ("first layer", "4 missing"),
        (2,), "pair",
    ),
    Wrong(
        "compute_content_cost",
        '''
def compute_content_cost(content_output, generated_output):
    _, n_H, n_W, n_C = generated_output[-1].shape
    return tf.reduce_sum((content_output - generated_output) ** 2) / (4 * n_H * n_W * n_C)
''',
        ("lists subtracted, not tensors", "last layer not chosen"),
        (3,), "raises",
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    GA = tf.matmul(tf.transpose(A), A)
    return GA
''',
        ("Aᵀ A instead of A Aᵀ",),
        (2,),
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    GA = tf.reduce_sum(A * A, axis=1)
    return GA
''',
        ("only the diagonal: A * A summed over the places",),
        (2,),
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    GA = tf.matmul(A, A, transpose_b=True) / A.shape[1]
    return GA
''',
        ("divided by the number of places", "normalised"),
        (2,),
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    n = A.shape[0]
    rows = []
    for i in range(n):
        rows.append([tf.reduce_mean(A[i] * A[j]) for j in range(n)])
    return tf.stack([tf.stack(r) for r in rows])
''',
        ("mean instead of sum over the places",),
        (5,),
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    GA = A * tf.transpose(A)
    return GA
''',
        ("A * tf.transpose(A): elementwise product, shapes do not broadcast",),
        (2,), "raises",
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    GA = tf.matmul(A, A.T)
    return GA
''',
        ("A.T on a tensor", "AttributeError"),
        (2,), "raises",
    ),
    Wrong(
        "gram_matrix",
        '''
def gram_matrix(A):
    return tf.linalg.matmul(A, A)
''',
        ("matmul of A with A: inner sizes differ", "transpose missing"),
        (2,), "raises",
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    _, n_H, n_W, n_C = a_G.shape
    S = tf.reshape(a_S, (n_C, n_H * n_W))
    G = tf.reshape(a_G, (n_C, n_H * n_W))
    return tf.reduce_sum(tf.square(gram_matrix(S) - gram_matrix(G))) / (4 * n_C ** 2 * (n_H * n_W) ** 2)
''',
        ("reshaped to (n_C, -1) without transpose", "channels mixed"),
        (3, 4),
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    _, n_H, n_W, n_C = a_G.shape
    S = tf.transpose(tf.reshape(a_S, (n_H * n_W, n_C)))
    G = tf.transpose(tf.reshape(a_G, (n_H * n_W, n_C)))
    return tf.reduce_sum(tf.square(gram_matrix(S) - gram_matrix(G))) / (4 * n_C * (n_H * n_W) ** 2)
''',
        ("n_C not squared in the denominator",),
        (5,),
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    _, n_H, n_W, n_C = a_G.shape
    GS = gram_matrix(tf.transpose(tf.reshape(a_S, [-1, n_C])))
    GG = gram_matrix(tf.transpose(tf.reshape(a_G, [-1, n_C])))
    J = tf.reduce_sum((GS - GG) ** 2) / (4.0 * n_C ** 2 * n_H * n_W)
    return J
''',
        ("n_H n_W not squared",),
        (5,),
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    _, n_H, n_W, n_C = a_G.shape
    GS = gram_matrix(tf.transpose(tf.reshape(a_S, [-1, n_C])))
    GG = gram_matrix(tf.transpose(tf.reshape(a_G, [-1, n_C])))
    return tf.reduce_sum((GS - GG) ** 2) / (n_C * n_H * n_W) ** 2
''',
        ("4 missing",),
        (5,),
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    _, n_H, n_W, n_C = a_G.shape
    GS = gram_matrix(tf.reshape(a_S, [-1, n_C]))
    GG = gram_matrix(tf.reshape(a_G, [-1, n_C]))
    return tf.reduce_sum((GS - GG) ** 2) / (4.0 * (n_C * n_H * n_W) ** 2)
''',
        ("not transposed: Gram matrix of places (n_H n_W)²",),
        (3, 4),
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    _, n_H, n_W, n_C = a_G.shape
    return tf.reduce_sum(tf.square(a_S - a_G)) / (4 * n_C ** 2 * (n_H * n_W) ** 2)
''',
        ("without Gram matrices: activations compared",),
        (3,),
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    _, n_H, n_W, n_C = a_G.shape
    S = tf.reshape(a_S, (n_C, n_H * n_W))
    G = tf.reshape(a_G, (n_C, n_H * n_W))
    return tf.reduce_sum(tf.square(gram_matrix(S) - gram_matrix(G))) / (n_C ** 2 * (n_H * n_W) ** 2)
''',
        ("4 missing", "reshaped without transpose"),
        (3, 4, 5), "pair",
    ),
    Wrong(
        "compute_layer_style_cost",
        '''
def compute_layer_style_cost(a_S, a_G):
    _, n_H, n_W, n_C = a_G.shape
    GS = gram_matrix(a_S)
    GG = gram_matrix(a_G)
    return tf.reduce_sum((GS - GG) ** 2) / (4.0 * (n_C * n_H * n_W) ** 2)
''',
        ("batch axis not dropped: gram of four axes", "reshape forgotten"),
        (3, 4), "raises",
    ),
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    J_style = 0.0
    for i, (name, weight) in enumerate(STYLE_LAYERS):
        J_style += compute_layer_style_cost(style_image_output[i], generated_image_output[i])
    return J_style
''',
        ("weights ignored",),
        (4,),
    ),
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    J_style = 0.0
    for i, (name, weight) in enumerate(STYLE_LAYERS):
        J_style = weight * compute_layer_style_cost(style_image_output[i], generated_image_output[i])
    return J_style
''',
        ("= for += : only the last layer",),
        (4,),
    ),
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    J_style = 0.0
    for s, g, layer in zip(style_image_output[1:], generated_image_output[1:], STYLE_LAYERS):
        J_style += layer[1] * compute_layer_style_cost(s, g)
    return J_style
''',
        ("layers shifted by one: [1:] instead of [:-1]", "content layer counted"),
        (3,),
    ),
]
