"""Wrong answers to week4/2_style_transfer: written before any list or message of them was read; nobody has answered them."""

from wrong import Wrong

ROWS = [
    Wrong(
        "train_step",
        '''
def train_step(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    with tf.GradientTape() as tape:
        out = model(generated_image)
        J_style = compute_style_cost(style_image_output, out, STYLE_LAYERS)
        J_content = compute_content_cost(content_output, out)
        J = total_cost(J_style, J_content, alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 1.0))
    return J
''',
        ("costs swapped",),
        (8,),
    ),
    Wrong(
        "train_step",
        '''
def train_step(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    with tf.GradientTape() as tape:
        out = model(generated_image)
        J_style = compute_style_cost(style_image_output, out, STYLE_LAYERS)
        J_content = compute_content_cost(content_output, out)
        J = total_cost(J_content, J_style, alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    return J
''',
        ("not clipped",),
        (10, 11),
    ),
    Wrong(
        "train_step",
        '''
def train_step(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    with tf.GradientTape() as tape:
        out = model(generated_image)
        J_style = compute_style_cost(style_image_output, out, STYLE_LAYERS)
        J_content = compute_content_cost(content_output, out)
        J = total_cost(J_content, J_style, alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 255.0))
    return J
''',
        ("clipped to 255",),
        (11,),
    ),
    Wrong(
        "train_step",
        '''
def train_step(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    with tf.GradientTape() as tape:
        out = model(generated_image)
        J_style = compute_style_cost(style_image_output, out, STYLE_LAYERS)
        J_content = compute_content_cost(style_image_output, out)
        J = total_cost(J_content, J_style, alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 1.0))
    return J
''',
        ("style's activations for the content",),
        (7,),
    ),
    Wrong(
        "train_step",
        '''
def train_step(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    with tf.GradientTape() as tape:
        out = model(generated_image)
        J_style = compute_style_cost(style_image_output, out, STYLE_LAYERS)
        J_content = compute_content_cost(content_output, out)
        J = total_cost(J_content, J_style, alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    generated_image = tf.clip_by_value(generated_image, 0.0, 1.0)
    return J
''',
        ("bound anew, not assigned",),
        (11, 12),
    ),
    Wrong(
        "train_step",
        '''
def train_step(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    with tf.GradientTape() as tape:
        out = model(generated_image)
        J_style = compute_style_cost(style_image_output, out, STYLE_LAYERS)
        J_content = compute_content_cost(content_output, out)
        J = total_cost(J_content, J_style, alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients((grad, generated_image))
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 1.0))
    return J
''',
        ("a pair for a list of pairs",),
        (10,),
        "raises",
    ),
    Wrong(
        "train_step",
        '''
def train_step(
    generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40
):
    with tf.GradientTape() as tape:
        out = model(generated_image)
        J_style = compute_style_cost(style_image_output, out, STYLE_LAYERS)
        J_content = compute_content_cost(content_output, out)
        J = total_cost(J_content, J_style)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 1.0))
    return J
''',
        ("alpha and beta not handed on",),
        (8,),
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
        J_style = weight[1] * J_style_layer
    return J_style
''',
        ("not summed",),
        (7,),
    ),
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    J_style = 0
    a_S = style_image_output[:-1]
    a_G = generated_image_output[1:]
    for i, weight in zip(range(len(a_S)), STYLE_LAYERS):
        J_style_layer = compute_layer_style_cost(a_S[i], a_G[i])
        J_style += weight[1] * J_style_layer
    return J_style
''',
        ("shifted by one layer",),
        (4,),
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
        ("weights left out",),
        (7,),
    ),
]
