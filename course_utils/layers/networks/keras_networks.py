"""Networks of `keras.applications` by name, with one scale of input for all."""

from __future__ import annotations

import sys

from course_utils.errors import ArgumentError, DataError
from course_utils.types import Model, Shape

# Keras downloads the weights of these without comparing any checksum.
UNCHECKED = ("MobileNet", "MobileNetV2")
_OFFLINE = (
    'Connect to the internet and run it again, or use the shipped network: load_backbone("efficientnet_lite0").'
)


def keras_network(name: str, include_top: bool, input_shape: Shape, weights: str | None) -> Model:
    """Return a network of keras.applications that takes plain images, red green blue 0…255.

    Args:
        weights: "imagenet" (downloaded once, then kept by Keras) or None for fresh ones.

    Raises:
        ArgumentError: there is no such network, or it takes no images of this shape.
        DataError: the weights cannot be downloaded, or what arrives could not be checked.

    >>> keras_network("MobileNetV2", include_top=False, input_shape=(64, 64, 3), weights=None).output_shape
    (None, 2, 2, 1280)
    """
    import keras

    build = getattr(keras.applications, name, None)
    if not callable(build):
        known = [entry for entry in dir(keras.applications) if entry[0].isupper()]
        raise ArgumentError(
            f"There is no network called {name!r}.",
            f"Known: efficientnet_lite0 (shipped), {', '.join(known)} (downloaded).",
        )
    if weights is not None and name in UNCHECKED:
        raise DataError(
            f"Keras knows no checksum of {name}'s weights: nobody could tell whether they arrive as they were made.",
            'Take another trained network, such as "EfficientNetB0", or weights=None for a fresh one.',
        )
    images = keras.Input(input_shape, name="images")
    # Each family wants its own scale; its module says which.
    scaled = sys.modules[build.__module__].preprocess_input(images)
    try:
        return build(include_top=include_top, weights=weights, input_tensor=scaled, input_shape=input_shape)
    except ValueError as error:
        if "corrupted" in str(error):
            raise DataError(f"The download of {name}'s weights was damaged.", _OFFLINE) from None
        raise ArgumentError(f"{name} cannot be built for images {input_shape}: {error}") from None
    except Exception as error:
        # Keras raises a plain Exception where a download fails.
        if isinstance(error, OSError) or "fetch failure" in str(error):
            message = f"The weights of {name} are not on this computer and cannot be downloaded: no connection."
            raise DataError(message, _OFFLINE) from None
        raise
