"""YOLOv3-tiny finds what photographs show, fast enough to play with, and speaks the classic shapes."""


import numpy as np
import pytest

from course_utils.data.sets.coco import COCO_NAMES
from course_utils.data.sets.images import load_image
from course_utils.data.weights import load_weights
from course_utils.errors import ArgumentError
from course_utils.layers.detection.boxes import iou
from course_utils.layers.detection.detector import classic_outputs, decode, letterbox, load_detector
from course_utils.layers.detection.yolo import yolo_eval, yolo_filter_boxes
from course_utils.layers.networks.yolo_tiny import yolov3_tiny

pytestmark = pytest.mark.tf


@pytest.fixture(scope="module")
def detector():
    return load_detector()


def found(detector, image, **settings):
    """The best score and box (y1, x1, y2, x2) per name."""
    best = {}
    for score, box, kind in zip(*detector.detect(image, **settings)):
        best.setdefault(detector.names[kind], (float(score), box.tolist()))
    return best


@pytest.mark.parametrize(("photograph", "there"), [("dog", ["car", "dog", "bicycle"]), ("person", ["person", "horse", "dog"]), ("eagle", ["bird"])])
def test_it_finds_what_a_photograph_shows(detector, photograph, there):
    best = found(detector, load_image(photograph))
    assert {name for name in there if best.get(name, (0,))[0] > 0.5} == set(there)


def test_the_boxes_lie_where_the_things_are(detector):
    best = found(detector, load_image("dog"))
    # y1, x1, y2, x2 in pixels of the 576 × 768 photograph, read off by eye.
    for name, truth in {"dog": (225, 130, 540, 310), "car": (78, 465, 172, 690), "bicycle": (130, 120, 435, 570)}.items():
        assert iou(best[name][1], truth) > 0.6, name


def test_a_tall_picture_is_not_stretched_and_its_boxes_are_its_own(detector):
    wide = load_image("person")
    tall = np.full((760, wide.shape[1], 3), 127, np.uint8)
    tall[300 : 300 + wide.shape[0]] = wide
    _, boxes, classes = detector.detect(tall)
    person = found(detector, wide)["person"][1]
    assert max(iou(box - (300, 0, 300, 0), person) for box in boxes[classes == 0]) > 0.75


def test_the_four_arrays_have_the_classic_shapes(detector):
    xy, wh, confidence, probabilities = detector(load_image("dog"))
    assert xy.shape == wh.shape == (2535, 2)
    assert confidence.shape == (2535, 1)
    assert probabilities.shape == (2535, 80)
    assert {part.dtype for part in (xy, wh, confidence, probabilities)} == {np.dtype(np.float32)}
    assert [part.shape for grid in detector.grids(load_image("dog")) for part in grid] == [
        (S, S, 3, last) for S in (13, 26) for last in (2, 2, 1, 80)
    ]


def test_the_classic_functions_find_the_same(detector):
    image = load_image("dog")
    scores, boxes, classes = yolo_eval(detector(image), image.shape[:2], 20, 0.3, 0.45)
    assert {"dog", "car", "bicycle"} <= {detector.names[kind] for kind in classes}
    own = found(detector, image)
    assert boxes[0] == pytest.approx(own[detector.names[classes[0]]][1], abs=0.1)
    assert scores[0] == pytest.approx(own[detector.names[classes[0]]][0])


def test_boxes_of_one_class_suppress_each_other_and_stay_in_the_picture(detector):
    image = load_image("horses")
    scores, boxes, classes = detector.detect(image, score_threshold=0.05)
    assert (np.diff(scores) <= 0).all()
    assert len(scores) <= 20
    assert boxes.min() >= 0
    assert (boxes <= np.tile(image.shape[:2], 2)).all()
    for kind in set(classes.tolist()):
        same = boxes[classes == kind]
        assert all(iou(same[i], same[j]) <= 0.45 for i in range(len(same)) for j in range(i))


def test_nothing_is_found_on_an_empty_wall(detector):
    scores, boxes, classes = detector.detect(np.full((120, 90, 3), 200, np.uint8))
    assert scores.shape == classes.shape == (0,)
    assert boxes.shape == (0, 4)


def test_fractions_are_taken_like_whole_numbers(detector):
    image = load_image("eagle")
    for one, other in zip(detector(image), detector(image / 255)):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_one_graph_serves_photographs_of_all_sizes(detector):
    for name in ("dog", "coffee", "chelsea"):
        detector.detect(load_image(name))
    assert detector._run.experimental_get_tracing_count() == 1


@pytest.mark.parametrize(("image", "words"), [
    (np.zeros((4, 4)), r"received \(4, 4\)"), (np.zeros((0, 4, 3)), r"received \(0, 4, 3\)"),
    (np.full((4, 4, 3), 300), "from 0 to 255"), (np.full((4, 4, 3), -1.0), "from 0 to 255"),
    (np.full((4, 4, 3), np.nan), "from 0 to 255"),
])  # fmt: skip
def test_what_is_no_picture_is_refused(detector, image, words):
    with pytest.raises(ArgumentError, match=words):
        detector.detect(image)


def test_letterbox_keeps_the_proportions_in_a_grey_square():
    square, shares = letterbox(np.full((100, 200, 3), 255, np.uint8))
    assert square.shape == (416, 416, 3)
    assert shares == (0.5, 1.0)
    assert (square[104:312] == 1).all()
    assert (square[:104] == 0.5).all()
    assert (square[312:] == 0.5).all()


def test_decoding_follows_the_formula_cell_by_cell():
    rng = np.random.default_rng(0)
    answer, anchors = rng.normal(size=(2, 2, 3, 7)), [(10, 20), (30, 40), (104, 208)]
    xy, wh, confidence, probabilities = decode(answer, anchors)
    for row, column, k in np.ndindex(2, 2, 3):
        t = answer[row, column, k]
        s = 1 / (1 + np.exp(-t))
        np.testing.assert_allclose(xy[row, column, k], [(column + s[0]) / 2, (row + s[1]) / 2], rtol=1e-5)
        np.testing.assert_allclose(wh[row, column, k], np.array(anchors[k]) * np.exp(t[2:4]) / 416, rtol=1e-5)
        np.testing.assert_allclose(confidence[row, column, k], s[4:5], rtol=1e-5)
        np.testing.assert_allclose(probabilities[row, column, k], s[5:], rtol=1e-5)


def test_the_classic_outputs_give_the_published_figures():
    scores, boxes, classes = yolo_eval(classic_outputs())
    assert scores[2] == pytest.approx(171.60194)
    assert boxes[2] == pytest.approx([-1240.3483, -3212.5881, -645.78, 2024.3052])
    assert classes[2] == 16
    confidence, boxes, probabilities = classic_outputs(parts=("confidence", "boxes", "probabilities"))
    scores, _, classes = yolo_filter_boxes(boxes, confidence, probabilities, 0.5)
    assert scores.shape == (1789,)
    assert scores[2] == pytest.approx(9.270486)
    assert classes[2] == 8


def test_an_unknown_part_of_the_classic_outputs_is_refused():
    with pytest.raises(ArgumentError, match="no part called 'anchors'"):
        classic_outputs(parts=("xy", "anchors"))


def test_the_network_has_the_published_number_of_weights_and_takes_other_sizes():
    network = yolov3_tiny(320)
    assert network.output_shape == [(None, 10, 10, 3, 85), (None, 20, 20, 3, 85)]
    assert network.count_params() == sum(array.size for arrays in load_weights("yolov3_tiny").values() for array in arrays)
    with pytest.raises(ArgumentError, match="multiple of 32; received size=400"):
        yolov3_tiny(400)


def test_there_are_eighty_names():
    assert len(set(COCO_NAMES)) == len(COCO_NAMES) == 80
    assert [COCO_NAMES[kind] for kind in (0, 2, 16, 17, 79)] == ["person", "car", "dog", "horse", "toothbrush"]
