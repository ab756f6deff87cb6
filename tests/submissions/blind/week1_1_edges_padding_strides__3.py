"""Wrong answers to week1/1_edges_padding_strides: how students go wrong, written before any list of mistakes was read (part 3 of 3)."""

from wrong import Wrong

ROWS = [
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    counts = []
    for l in layers:
        if l["kind"] == "conv":
            counts.append((l["f"] * l["f"] + 1) * l["filters"])
        elif l["kind"] == "dense":
            counts.append((l["inputs"] + 1) * l["units"])
        else:
            counts.append(0)
    return counts
''',
        ("the channels are left out of a conv layer", "one channel assumed"),
        (5,),
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    counts = []
    for layer in layers:
        n = 0
        if layer["kind"] == "conv":
            n = layer["filters"] * (layer["f"] ** 2 * layer["channels"] + 1)
        elif layer["kind"] == "dense":
            n = layer["inputs"] * layer["units"]
        counts.append(n)
    return counts
''',
        ("biases of dense layers left out",),
        (8,),
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    counts = []
    for layer in layers:
        if layer["kind"] == "conv":
            counts.append((layer["f"] ** 2 * layer["channels"] + 1) * layer["filters"])
        if layer["kind"] == "dense":
            counts.append((layer["inputs"] + 1) * layer["units"])
    return counts
''',
        ("layers without weights are skipped: no zeros in the list",),
        (7,),
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    total = 0
    for d in layers:
        if d["kind"] == "conv":
            total += d["f"] * d["f"] * d["channels"] * d["filters"] + d["filters"]
        elif d["kind"] == "dense":
            total += d["inputs"] * d["units"] + d["units"]
    return total
''',
        ("returns the total, not a list",),
        (8,),
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    def conv(d):
        return (d["f"] * d["f"] + 1) * d["channels"] * d["filters"]
    def dense(d):
        return (d["inputs"] + 1) * d["units"]
    return [conv(d) if d["kind"] == "conv" else dense(d) if d["kind"] == "dense" else 0 for d in layers]
''',
        ("one bias per channel and filter: +1 inside the channels' product",),
        (3,),
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    res = []
    for d in layers:
        kind = d["kind"]
        if kind == "conv":
            res += [d["filters"] * (d["f"] * d["channels"] + 1)]
        elif kind == "dense":
            res += [d["units"] * (d["inputs"] + 1)]
        else:
            res += [0]
    return res
''',
        ("f instead of f·f",),
        (6,),
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    counts = []
    for d in layers:
        if d["kind"] == "conv":
            counts.append(d["f"] ** 2 * d["channels"] * d["filters"])
        elif d["kind"] == "dense":
            counts.append(d["inputs"] * d["units"])
        else:
            counts.append(0)
    return counts
''',
        ("bias missing in conv", "bias missing in dense"),
        (5, 7), "pair",
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    counts = []
    for d in layers:
        if d["kind"] == "conv":
            counts.append((d["f"] ** 2 * d["channels"] + 1) * d["filters"])
        else:
            counts.append((d["inputs"] + 1) * d["units"])
    return counts
''',
        ("pool and flatten have no such key", "KeyError 'units'"),
        (6, 7), "raises",
    ),
    Wrong(
        "count_parameters",
        '''
def count_parameters(layers):
    counts = []
    for layer in layers:
        if layer.kind == "conv":
            counts.append((layer.f ** 2 * layer.channels + 1) * layer.filters)
        elif layer.kind == "dense":
            counts.append((layer.inputs + 1) * layer.units)
        else:
            counts.append(0)
    return counts
''',
        ("dictionary read with a dot", "AttributeError"),
        (4,), "raises",
    ),
]
