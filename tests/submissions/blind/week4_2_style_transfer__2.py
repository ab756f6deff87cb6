"""Wrong answers to week4/2_style_transfer: how students go wrong, written before any list of mistakes was read (part 2 of 2)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    J_style = 0.0
    for i, weight in enumerate(STYLE_LAYERS):
        cost = compute_layer_style_cost(style_image_output[i], generated_image_output[i])
        J_style += weight[1] * cost
        return J_style
''',
        ("return inside the loop", "first layer only"),
        (6,),
    ),
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    costs = [w * compute_layer_style_cost(s, g) for s, g, (_, w) in zip(style_image_output, generated_image_output, STYLE_LAYERS)]
    return tf.add_n(costs) / len(costs)
''',
        ("divided by the number of layers", "mean"),
        (3,),
    ),
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    J_style = 0.0
    for i in range(len(style_image_output)):
        J_style += STYLE_LAYERS[i][1] * compute_layer_style_cost(style_image_output[i], generated_image_output[i])
    return J_style
''',
        ("one more entry than STYLE_LAYERS: index out of range",),
        (3,), "raises",
    ),
    Wrong(
        "compute_style_cost",
        '''
def compute_style_cost(style_image_output, generated_image_output, STYLE_LAYERS):
    J_style = 0.0
    for i, weight in enumerate(STYLE_LAYERS):
        J_style += weight * compute_layer_style_cost(style_image_output[i], generated_image_output[i])
    return J_style
''',
        ("tuple times tensor: weight is (name, weight)",),
        (3, 4), "raises",
    ),
    Wrong(
        "total_cost",
        '''
def total_cost(J_content, J_style, alpha=10, beta=40):
    J = beta * J_content + alpha * J_style
    return J
''',
        ("alpha and beta swapped",),
        (2,),
    ),
    Wrong(
        "total_cost",
        '''
def total_cost(J_content, J_style, alpha=10, beta=40):
    return 10 * J_content + 40 * J_style
''',
        ("constants 10 and 40", "arguments ignored"),
        (2,),
    ),
    Wrong(
        "total_cost",
        '''
def total_cost(J_content, J_style, alpha=10, beta=40):
    return J_content + J_style
''',
        ("plain sum", "weights left out"),
        (2,),
    ),
    Wrong(
        "total_cost",
        '''
def total_cost(J_content, J_style, alpha=10, beta=40):
    return alpha * J_content - beta * J_style
''',
        ("minus instead of plus",),
        (2,),
    ),
    Wrong(
        "total_cost",
        '''
def total_cost(J_content, J_style, alpha=10, beta=40):
    J = (alpha * J_content + beta * J_style) / (alpha + beta)
    return J
''',
        ("normalised by alpha + beta",),
        (2,),
    ),
    Wrong(
        "total_cost",
        '''
def total_cost(J_content, J_style, alpha=10, beta=40):
    return tf.reduce_sum(alpha * J_content, beta * J_style)
''',
        ("reduce_sum of two arguments: second taken as axis",),
        (2,), "raises",
    ),
    Wrong(
        "train_step",
        '''
def train_step(generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40):
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
        (8,),
    ),
    Wrong(
        "train_step",
        '''
def train_step(generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40):
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
        ("alpha and beta not handed on", "defaults"),
        (6,),
    ),
    Wrong(
        "train_step",
        '''
def train_step(generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40):
    with tf.GradientTape() as tape:
        out = model(generated_image)
        J = total_cost(compute_content_cost(content_output, out), compute_style_cost(style_image_output, out, STYLE_LAYERS), alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    generated_image = tf.clip_by_value(generated_image, 0.0, 1.0)
    return J
''',
        ("clipped value not assigned: new tensor is lost",),
        (7,),
    ),
    Wrong(
        "train_step",
        '''
def train_step(generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40):
    with tf.GradientTape() as tape:
        out = model(generated_image)
        J_style = compute_style_cost(content_output, out, STYLE_LAYERS)
        J_content = compute_content_cost(style_image_output, out)
        J = total_cost(J_content, J_style, alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 1.0))
    return J
''',
        ("content and style outputs mixed up",),
        (4, 5),
    ),
    Wrong(
        "train_step",
        '''
def train_step(generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40):
    with tf.GradientTape() as tape:
        out = model(generated_image)
        J_style = compute_style_cost(style_image_output, out, STYLE_LAYERS)
        J_content = compute_content_cost(content_output, out)
        J = total_cost(J_content, J_style, alpha, beta)
    grad = tape.gradient(J_style, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 1.0))
    return J
''',
        ("gradient of the style cost only",),
        (7,),
    ),
    Wrong(
        "train_step",
        '''
def train_step(generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40):
    with tf.GradientTape() as tape:
        out = model(generated_image)
        J_style = compute_style_cost(style_image_output, out, STYLE_LAYERS)
        J_content = compute_content_cost(content_output, out)
        J = total_cost(J_content, J_style, beta, alpha)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients([(grad, generated_image)])
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 255.0))
    return J
''',
        ("clipped to 0 … 255", "alpha and beta swapped"),
        (6, 9), "pair",
    ),
    Wrong(
        "train_step",
        '''
def train_step(generated_image, model, content_output, style_image_output, optimizer, STYLE_LAYERS, alpha=10, beta=40):
    with tf.GradientTape() as tape:
        out = model(generated_image)
        J = total_cost(compute_content_cost(content_output, out), compute_style_cost(style_image_output, out, STYLE_LAYERS), alpha, beta)
    grad = tape.gradient(J, generated_image)
    optimizer.apply_gradients((grad, generated_image))
    generated_image.assign(tf.clip_by_value(generated_image, 0.0, 1.0))
    return J
''',
        ("apply_gradients gets a pair, not a list of pairs",),
        (6,), "raises",
    ),
]
