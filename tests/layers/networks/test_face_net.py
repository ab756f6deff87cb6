"""The face network: encodings of one person lie together, those of two people apart."""

import numpy as np
import pytest
from PIL import Image

from course_utils.data.sets.images import load_image
from course_utils.layers.networks.face_net import face_network, load_face_network

pytestmark = pytest.mark.tf

# A square around each face: top, left, side in pixels of the shipped photograph.
FACES = {"astronaut": (45, 147, 155), "grace_hopper": (60, 150, 250)}


def crop(name: str, down: int = 0, right: int = 0) -> np.ndarray:
    top, left, side = FACES[name]
    corner = top + down, left + right
    cut = load_image(name)[corner[0] : corner[0] + side, corner[1] : corner[1] + side]
    return np.asarray(Image.fromarray(cut).resize((150, 150)), np.float32)


@pytest.fixture(scope="module")
def network():
    return load_face_network()


def test_two_crops_of_one_person_lie_closer_than_two_people(network):
    faces = []
    for name in FACES:
        plain = crop(name)
        # Mirrored, shifted, darker: what a second photograph might change.
        faces += [plain, plain[:, ::-1], crop(name, 4, -4), 0.8 * plain]
    codes = network.predict(np.stack(faces), verbose=0)
    assert codes.shape == (8, 128)
    distances = np.linalg.norm(codes[:, None] - codes, axis=-1)
    same = max(distances[:4, :4].max(), distances[4:, 4:].max())
    different = distances[:4, 4:].min()
    assert same < 0.45
    assert different > 0.57


def test_encodings_are_not_brought_to_one_length(network):
    lengths = np.linalg.norm(network.predict(np.stack([crop(name) for name in FACES]), verbose=0), axis=1)
    assert np.ptp(lengths) > 0.01


def test_twenty_nine_convolutions_and_a_dense_layer_have_weights(network):
    layers = [layer for layer in network.layers if layer.weights]
    assert len(layers) == 30  # the first, two in each of fourteen blocks, and the dense layer
    assert network.count_params() == face_network().count_params() == 5_607_488
