"""Right answers to receptive_field of week1/1_edges_padding_strides, as students write them."""

import math
from itertools import accumulate

import numpy as np


def receptive_field_by_two_names(layers):
    r, j, answer = 1, 1, []
    for layer in layers:
        r = r + (layer["f"] - 1) * j
        j = j * layer["stride"]
        answer.append(r)
    return answer


def receptive_field_from_the_back(layers):
    answer = []
    for end in range(len(layers)):
        side = 1
        for layer in layers[end::-1]:
            side = layer["stride"] * (side - 1) + layer["f"]
        answer.append(side)
    return tuple(answer)


def receptive_field_by_cumulation(layers):
    windows = np.array([layer["f"] for layer in layers])
    strides = np.array([1] + [layer["stride"] for layer in layers[:-1]])
    return 1 + np.cumsum((windows - 1) * np.cumprod(strides))


def receptive_field_by_products(layers):
    def step(number):
        return math.prod(layer["stride"] for layer in layers[:number])

    return [1 + sum((layers[k]["f"] - 1) * step(k) for k in range(n + 1)) for n in range(len(layers))]


def receptive_field_by_accumulate(layers):
    pairs = accumulate(layers, lambda state, layer: (state[0] + (layer["f"] - 1) * state[1], state[1] * layer["stride"]), initial=(1, 1))
    return [seen for seen, _ in list(pairs)[1:]]


def receptive_field_by_recursion(layers, seen=1, step=1):
    if not layers:
        return []
    first, *others = layers
    seen += step * (first["f"] - 1)
    return [seen, *receptive_field_by_recursion(others, seen, step * first["stride"])]


def receptive_field_by_first_and_last_pixel(layers):
    """The ends of what the first value sees."""
    fields, last, gap = [], 0, 1
    for layer in layers:
        last = last + gap * layer["f"] - gap
        gap = gap * layer["stride"]
        fields += [last + 1]
    return np.asarray(fields)
