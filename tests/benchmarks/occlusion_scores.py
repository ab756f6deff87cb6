"""Work out what Lite0 says of three photographs with a square of them covered, and store it: about ten minutes.

`python tests/benchmarks/occlusion_scores.py` writes `datasets/occlusion/occlusion.npz`, which OcclusionExplorer shows.
"""

from __future__ import annotations

import numpy as np

from course_utils.data.files import drafted
from course_utils.data.paths import dataset_path
from course_utils.data.sets.images import load_image
from course_utils.data.sets.occlusion import PHOTOGRAPHS, SIDE, SIZES, STRIDE
from course_utils.layers.interpretation.attribution import classes_that_matter, occlusion_scores
from course_utils.layers.networks.efficientnet import load_backbone

CLASSES = 6


def main() -> None:
    """Write the scores of the six classes that matter most for each photograph, rounded to half precision."""
    network = load_backbone(include_top=True)
    arrays = {}
    for name in PHOTOGRAPHS:
        image = load_image(name, SIDE).astype(np.float32)
        scores = [occlusion_scores(network, image, size, STRIDE) for size in SIZES]
        whole = np.asarray(network(image[None]))[0]
        classes = classes_that_matter([whole, *scores], CLASSES)
        arrays[f"{name}_classes"] = np.array(classes)
        arrays[f"{name}_whole"] = whole[classes].astype(np.float16)
        for size, part in zip(SIZES, scores):
            arrays[f"{name}_{size}"] = part[..., classes].astype(np.float16)
        print(name, classes, flush=True)
    with drafted(dataset_path("occlusion/occlusion.npz")) as draft, draft.open("wb") as file:
        np.savez_compressed(file, **arrays)


if __name__ == "__main__":
    main()
