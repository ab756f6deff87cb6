"""Paint the pictures of datasets/gallery: what beta, the style layer, and the depth of the content layer do.

    python tests/benchmarks/style_gallery.py

The starry night on china, 192 × 192 pixels, seed 1, by the course's own layers; two minutes on two cores that had
other work, measured. Pixels differ a little between processors. Then the manifest is brought up to date.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.data.manage import record
from course_utils.data.paths import dataset_path
from course_utils.data.sets.images import load_image
from course_utils.layers.images import style
from course_utils.layers.networks.style_network import load_style_network
from course_utils.layers.start import start_tensorflow

SIZE, STEPS, RATE, NOISE = 192, 250, 0.02, 0.1
WEIGHTS = {"act0": 1.0, "act1": 2.0, "act2": 5.0, "act3": 30.0, "act4": 150.0}


def recipes() -> Iterator[tuple[str, dict[str, Any]]]:
    """File names with what differs from the notebook's own painting."""
    for beta in ("0.01", "0.1", "1", "40", "4000"):
        yield f"beta_{beta}", {"beta": float(beta)}
    for layer, weight in WEIGHTS.items():
        yield f"style_{layer}", {"layers": [(layer, 2 * weight)]}
    for layer in ("act1", "act2", "act3"):
        yield f"content_{layer}", {"content": layer, "beta": 0.0, "noise": 1.0}


def painted(
    layers: Any = None, content: str = "act4", beta: float = 40.0, noise: float = NOISE
) -> Any:
    """One picture, bytes; `noise` is the share of it in the picture that is started from."""
    import keras
    import tensorflow as tf

    layers = layers or list(WEIGHTS.items())
    network = load_style_network([name for name, _ in layers], content, size=SIZE)
    china, night = (tf.constant(load_image(name, SIZE)[None] / 255, tf.float32) for name in ("china", "starry_night"))
    random = np.random.default_rng(1).random(china.shape, np.float32)
    image = tf.Variable((1 - noise) * china + noise * random)
    optimizer = keras.optimizers.Adam(RATE)
    optimizer.build([image])
    targets = network(china), network(night)
    step = tf.function(lambda: style.train_step(image, network, *targets, optimizer, layers, beta=beta))
    for _ in range(STEPS):
        step()
    return np.uint8(np.round(255 * image.numpy()[0]))


def main() -> None:
    from PIL import Image

    start_tensorflow()
    began = time.monotonic()
    for name, recipe in recipes():
        path = dataset_path(f"gallery/{name}.jpg")
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(painted(**recipe)).save(path, "JPEG", quality=75, optimize=True)
        print(f"{path.name}: {path.stat().st_size / 1000:.1f} kB, {time.monotonic() - began:.0f} s so far", file=sys.stderr)
    record("gallery")


if __name__ == "__main__":
    main()
