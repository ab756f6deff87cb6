"""Errors of Keras and TensorFlow, of files, and of a machine that is too small."""

from __future__ import annotations

from course_utils.checks.explain.known import Known

_LAYER = r"(?:Input \d+ .*?of layer|Layer) \"?'?([\w/]+)'?\"?"

KERAS: tuple[Known, ...] = (
    Known(
        rf"{_LAYER} is incompatible with the layer: expected min_ndim=(\d+), found ndim=(\d+).*?received: (\([^)]*\))",
        "Layer {0} needs {1} axes and got {2}: shape {3}.",
        "One picture was handed in without a batch axis, or Flatten came too early.",
        "For one picture write image[np.newaxis]. A convolution needs (m, n_H, n_W, n_C).",
    ),
    Known(
        rf"{_LAYER} is incompatible with the layer: expected shape=(\([^)]*\)), found shape=(\([^)]*\))",
        "Layer {0} expects the shape {1} and got {2}. None means any number.",
        "A picture without batch axis, of another size, or with another number of channels.",
        "Compare both shapes number by number; resize the picture, or write image[np.newaxis] for one.",
    ),
    Known(
        rf"{_LAYER} is incompatible with the layer: expected axis (-?\d+) .* (?:to )?have value (\d+), .*?(\([^)]*\))",
        "Layer {0} expects {2} at axis {1}, and got the shape {3}.",
        "The layer was made for another number of channels or features.",
        "Compare with the summary: what does the layer before give?",
    ),
    Known(
        r"output size would be (?:zero or )?negative.*?shape=([(\[][^)\]]*[)\]])|[Nn]egative dimension size (.*)",
        "The window is larger than what is left of the picture: {0}{1}.",
        "Too many poolings or strides, padding='valid' where 'same' was meant, or a picture that is too small.",
        "Follow the sizes layer by layer with model.summary(); use padding='same', or one pooling less.",
    ),
    Known(
        r"Graph disconnected|is not connected to `inputs`",
        "The model's output was not computed from its input.",
        "X_input was made twice, or a layer was called on a name from another cell or model.",
        "Run the whole function anew, and call each layer on what the layer before gave, from X_input on.",
    ),
    Known(
        r"Only input tensors may be passed as positional arguments|All `outputs` values must be KerasTensors"
        r"|data_format=<kerastensor",
        "A layer stands where a tensor is needed: it was made, and not called.",
        "X = ReLU() or Flatten(X) instead of ReLU()(X) and Flatten()(X).",
        "Call the layer on the tensor before it: X = Flatten()(X).",
    ),
    Known(
        r"TypeError: too many positional arguments",
        "A layer was called with several tensors side by side.",
        "Add()(X, X_shortcut) instead of Add()([X, X_shortcut]).",
        "Put them into one list: Add()([X, X_shortcut]).",
    ),
    Known(
        r"'KerasTensor' object is not callable",
        "A tensor was called like a layer.",
        "The layer's own brackets are missing: X(Flatten()) instead of Flatten()(X).",
        "Make the layer, then call it on the tensor: X = Flatten()(X).",
    ),
    Known(
        r"The `padding` argument must be .*Received: (\S+)",
        "Keras knows no padding called {0}.",
        "The name is misspelled.",
        "Write padding='same' or padding='valid'.",
    ),
    Known(
        r"Cannot convert '(\d+)' to a shape",
        "{0} alone is no shape.",
        "(n) is a number in brackets, not a tuple.",
        "Write a comma: shape=({0},).",
    ),
    Known(
        r"Expected `trainable` to be a boolean",
        "The second layer was taken for a setting of the first argument.",
        "keras.Sequential(A, B) instead of keras.Sequential([A, B]).",
        "Put the layers into one list: keras.Sequential([A, B]).",
    ),
    Known(
        r"Only instances of `keras\.Layer` can be added to a Sequential model",
        "The list of a Sequential model holds something that is no layer.",
        "A tensor, or a layer that was called already, stands in the list.",
        "Put layers only into the list, made but not called: [Flatten(), Dense(6)].",
    ),
    Known(
        r"failure dim has value (\d+), which cannot be broadcasted to (\d+)",
        "Two tensors should be combined number by number, but one axis has {0} and the other {1} places.",
        "The shortcut was not brought to the new size, or a batch axis is missing.",
        "Print both shapes: axes must be equal or 1, counted from the right.",
    ),
    Known(
        r"labels\.shape\.rank` must equal `logits\.shape\.rank - 1",
        "The sparse loss takes whole numbers as labels, and these are columns with a single 1.",
        "sparse_softmax_cross_entropy_with_logits instead of softmax_cross_entropy_with_logits.",
        "Take softmax_cross_entropy_with_logits(labels=Y, logits=Z3).",
    ),
    Known(
        r"Can't convert Python sequence with mixed types to Tensor",
        "A list of texts and numbers cannot become a tensor.",
        "A pair (name, weight) of STYLE_LAYERS was used as the weight.",
        "Take the pair apart: for name, weight in STYLE_LAYERS.",
    ),
    Known(
        r"Cannot convert ([\d.]+) to EagerTensor of dtype int32",
        "{0} was taken for an axis, which is a whole number.",
        "tf.reduce_sum(a, b) sums a along axis b.",
        "Add two numbers with +.",
    ),
    Known(
        r"The `factor` argument should be a number .*Received: factor=(\S+)",
        "A random turn or zoom of {0} is too large.",
        "It is a share of a full circle, not degrees.",
        "Write a share between −1 and 1: RandomRotation(0.2).",
    ),
    Known(
        r"merge layer should be called on a list",
        "Add and Concatenate join several tensors and want them in one list.",
        "Add()(X, X_shortcut) instead of Add()([X, X_shortcut]).",
        "Put both into square brackets.",
    ),
    Known(
        r"Inputs have incompatible shapes\. Received shapes (\([^)]*\)) and (\([^)]*\))",
        "Two tensors cannot be added: one is {0}, the other {1} (without the batch axis).",
        "A stride, a padding or the number of filters on one of the two ways makes another size than on the other.",
        "Compare the two sizes: add only where they are equal, or give both ways the same strides and as many filters.",
    ),
    Known(
        r"`Concatenate` layer requires inputs with matching shapes.*?input_shape=(\[.*\])",
        "Branches can be stacked only if rows and columns agree. They have {0}.",
        "A padding or a stride on one of the ways makes another size, or a map of another stage was handed on.",
        "Compare rows and columns of both: which layer makes the first ones that differ?",
    ),
    Known(
        r"`target` and `output` must have the same shape.*?target\.shape=(\([^)]*\)), output\.shape=(\([^)]*\))",
        "The labels have the shape {0} and the answers {1}.",
        "Labels are class numbers where columns with a single 1 are needed, or the last layer has other units.",
        "Bring the labels to one-hot (m, classes), or take the loss sparse_categorical_crossentropy.",
    ),
    Known(
        r"Received a label value of (-?\d+) which is outside the valid range of \[0, (\d+)\)",
        "The label {0} does not exist: {1} classes are counted from 0.",
        "The last layer has fewer units than there are classes, or classes are counted from 1.",
        "Give the last layer as many units as classes; if the labels begin at 1, subtract 1.",
    ),
    Known(
        r"Dimensions must be equal, but are (\d+) and (\d+)",
        "Two tensors that should fit have {0} and {1} at one axis.",
        "The last layer has another number of units than the labels have columns.",
        "Compare model.output.shape with the shape of the labels.",
    ),
    Known(
        r"Data cardinality is ambiguous",
        "There are not as many labels as pictures.",
        "Labels are stored as columns, (classes, m), or training and test sets were mixed up.",
        "Print X.shape and Y.shape: the first numbers must be equal. Y.T turns columns into rows.",
    ),
    Known(
        r"depth must be evenly divisible by filter depth: (\d+) vs (\d+)",
        "The input has {0} channels and the filters are {1} deep.",
        "W has its axes in another order, or belongs to another layer.",
        "W is (f, f, n_C_prev, n_C); its third number is the number of channels that come in.",
    ),
    Known(
        r"No gradients provided for any variable|[Gg]radients? (?:are|is) None",
        "The cost does not depend on the variables, as far as the tape has seen.",
        "The cost was computed outside the `with tf.GradientTape()` block, or with numpy, or from a plain number.",
        "Move the forward pass and the cost into the block, and use functions of tf or keras.ops in it.",
    ),
    Known(
        r"non-persistent GradientTape",
        "A tape gives its gradients once.",
        "tape.gradient is called twice, once for each variable.",
        "Ask for all at once: tape.gradient(cost, [W1, W2]).",
    ),
    Known(
        r"Attempt to convert a value \(None\)",
        "None stands where a tensor is needed.",
        "A gradient is None because the cost does not use that variable; or a function has no return.",
        "Print what goes in; look for the missing return, or compute the cost inside the tape.",
    ),
    Known(
        r"KerasTensor is symbolic|Iterating over a symbolic KerasTensor|KerasTensor cannot be used as a boolean"
        r"|object of type 'KerasTensor'",
        "Keras builds a model here, and there are no numbers in X yet.",
        "numpy, print, if or for was used on X inside a model.",
        "Use layers and keras.ops only; shapes are known, X.shape.",
    ),
    Known(
        r"symbolic `?tf\.Tensor`?|OperatorNotAllowedInGraphError",
        "Inside @tf.function tensors have no numbers yet: if, for, float and numpy do not work on them.",
        "A plain Python condition or loop over a tensor.",
        "Use tf.where, tf.reduce_sum and so on, or take @tf.function away while you look for the fault.",
    ),
    Known(
        r"tf\.function only supports singleton tf\.Variables|create variables on (?:the )?non-first call",
        "A function under @tf.function makes new variables each time it is called.",
        "A layer, an optimizer or tf.Variable is created inside it.",
        "Create it once, outside, and run that cell again.",
    ),
    Known(
        r"You must call `compile\(\)`|must compile your model",
        "The model does not know yet how to learn.",
        "The cell with compile did not run, or the model was made anew after it.",
        "Run model.compile(optimizer=..., loss=..., metrics=[...]) first.",
    ),
    Known(
        r"(?:layer|model)(?: '?[\w/]+'?,? (?:but the layer )?| )(?:isn't|has not yet been) built|has never been called",
        "The layer has no weights yet: it does not know what comes in.",
        "A Sequential model without keras.Input.",
        "Put keras.Input(shape) first, or call the model on data once.",
    ),
    Known(
        r"Layer \"?([\w/]+)\"? expects (\d+) (?:named )?input\(s\).*? received (\d+) input",
        "Layer or model {0} takes {1} input and was given {2}.",
        "Several pictures stand in a Python list, which Keras reads as several inputs.",
        "Make one array of them: np.array(pictures), shape (m, n_H, n_W, n_C).",
    ),
    Known(
        r"invalid value for `(\w+)`, expected a positive integer\. Received: \w+=(\S+)",
        "{0} must be a whole number from 1 on, and is {1}.",
        "The arguments stand in another order, or a size was computed with /.",
        "Name them: Conv2D(filters=8, kernel_size=3, strides=1).",
    ),
    Known(
        r"No such layer: (\w+)\. Existing layers are: (.*)",
        "There is no layer {0} here.",
        "Keras counts names on: conv2d, conv2d_1, … and again in each new model.",
        "Take one of these names, or give names yourself with name=: {1}",
    ),
    Known(
        r"Could not interpret (\w+) .*?identifier: (\S+)",
        "Keras knows no {0} called {1}.",
        "The name is misspelled.",
        "Usual names: 'relu', 'tanh', 'sigmoid', 'softmax'; 'adam'; 'categorical_crossentropy'.",
    ),
    Known(
        r"Unable to allocate (.*?) for an array with shape (\([\d, ]*\))",
        "An array of {1} would take {0} of memory.",
        "A size has a factor too much, or all pictures are turned into large floats at once.",
        "Check the shape; work in batches, or with float32.",
    ),
    Known(
        r"MemoryError|ResourceExhausted|OOM when allocating",
        "The machine has not enough memory for this step.",
        "A batch is too large, a dense layer sits on a large map, or other notebooks still hold their memory.",
        "Shut down other kernels, restart this one, and use a smaller batch_size or smaller pictures.",
    ),
    Known(
        r"[Kk]ernel (?:appears to have )?died|[Kk]ernel Restarting|DeadKernelError",
        "The process behind the notebook has ended, and all names in it are gone.",
        "It took more memory than there is, or a library crashed.",
        "Restart it, Run > Run All Above Selected Cell, with a smaller batch; `course doctor` checks the installation.",
    ),
    Known(
        r"KeyboardInterrupt",
        "The cell was stopped by hand.",
        "The stop button, or the keys I, I.",
        "Run it again when you like; names keep what they had.",
    ),
    Known(
        r"file signature not found|truncated file|bad (?:object|local heap) header|Unable to read",
        "The file is no HDF5 file, or was not copied completely.",
        "A web page was saved instead of the file, or the download broke off.",
        "Delete it and fetch it again; `course data verify` finds damaged files.",
    ),
    Known(
        r"No such file or directory: '(.*?)'|name = '(.*?)', errno = 2|File not found: (\S+)",
        "There is no file {0}{1}{2}.",
        "The name is misspelled, or the file lies in another folder: paths count from the notebook's folder.",
        "Put the file beside the notebook and write its name with its ending.",
    ),
    Known(
        r"PermissionError|Permission denied",
        "This file or folder may not be read or written.",
        "It is open in another program, or belongs to another user.",
        "Close it there, or choose a folder of your own.",
    ),
    Known(
        r"cannot identify image file",
        "The file is no picture that can be read.",
        "A web page or a phone's own format (HEIC) carries the name of a picture.",
        "Save it as PNG or JPEG and try again.",
    ),
    Known(
        r"URLError|Name or service not known|name resolution|getaddrinfo failed|ConnectionError|URL fetch failure",
        "Nothing could be downloaded.",
        "There is no internet connection, or a firewall stands between.",
        "The course works without the internet: leave this cell out, or take the data that lie in datasets/.",
    ),
    Known(
        r"x and y must have same first dimension, but have shapes (\([\d,]*\)) and (\([\d,]*\))",
        "A curve needs as many x as y values; here they are {0} and {1}.",
        "The x values were made for another number of epochs or places.",
        "Write np.arange(len(y)) for x, or leave x out.",
    ),
    Known(
        r"Invalid shape (\([\d, ]*\)) for image data",
        "imshow draws (rows, columns) or (rows, columns, 3), and got {0}.",
        "The batch axis is still there, or a feature map has many channels.",
        "Take one picture, X[0], or one channel, A[0, :, :, 0].",
    ),
)
