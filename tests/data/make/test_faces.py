"""The generator of drawn faces: deterministic, nobody in both parts, and clear about what it needs."""

import sys
import tomllib
from collections.abc import Callable

import numpy as np
import pytest

from course_utils.data.make import face_scene
from course_utils.data.make.face_parts import STYLES, TONES, Person, draw_people
from course_utils.data.make.faces import identities, make_pictures, people, photographs
from course_utils.data.paths import course_root
from course_utils.errors import CourseError


@pytest.fixture
def drawn() -> None:
    """Skip where faces cannot be drawn, with the generator's own words."""
    try:
        face_scene._libraries()
    except CourseError as error:
        pytest.skip(str(error))


@pytest.mark.slow
@pytest.mark.usefixtures("drawn")
def test_the_same_seed_gives_the_same_pictures() -> None:
    plan = [(number, person, number == 1) for person in draw_people(4, np.random.default_rng(2)) for number in (0, 1)]
    first, again, other = (make_pictures(plan, "test", seed) for seed in (4, 4, 5))
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])
    assert sorted(first[1]) == [0, 0, 0, 0, 1, 1, 1, 1]
    assert (first[0] != other[0]).any()


@pytest.mark.slow
@pytest.mark.usefixtures("drawn")
def test_every_part_of_every_style_can_be_drawn() -> None:
    for style in STYLES:
        person = next(candidate for candidate in draw_people(4, np.random.default_rng(0)) if candidate.style is style)
        drawings = {face: np.asarray(face_scene.draw_face(person, face, False)) for face in style.smiling + style.serious}
        assert len({drawing.tobytes() for drawing in drawings.values()}) == len(drawings)
        assert all(drawing.shape == (face_scene.DRAWN, face_scene.DRAWN, 4) for drawing in drawings.values())


@pytest.mark.slow
@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("name", ["lorelei", "open-peeps", "micah"])
def test_glasses_can_be_taken_off(name: str) -> None:
    person = next(candidate for candidate in draw_people(4, np.random.default_rng(0)) if candidate.style.name == name)
    on, off = (np.asarray(face_scene.draw_face(person, person.style.smiling[0], worn)) for worn in (True, False))
    assert (on != off).any()


@pytest.mark.parametrize("choose", [people, identities])
def test_nobody_is_in_both_parts_and_no_two_look_alike(choose: Callable[[str], list[Person]]) -> None:
    train, test = ({person.key for person in choose(part)} for part in ("train", "test"))
    assert len(train) == len(choose("train"))
    assert len(test) == len(choose("test"))
    assert train.isdisjoint(test)
    assert set(photographs("train")).isdisjoint(photographs("test"))


def test_styles_and_skin_tones_are_spread_evenly() -> None:
    everybody = people("train")
    styles = np.unique([person.style.name for person in everybody], return_counts=True)[1]
    tones = np.bincount([person.tone for person in everybody])
    assert styles.tolist() == [75] * 4
    assert tones.max() - tones.min() <= 4
    assert len({person.tone for person in identities("test")}) >= 7
    assert len(TONES) == 10


def test_a_smile_and_a_serious_face_are_never_the_same_part() -> None:
    for style in STYLES:
        assert set(style.smiling).isdisjoint(style.serious)
        assert len(style.smiling + style.serious) >= 3


def test_a_person_s_drawing_leaves_nothing_to_chance() -> None:
    person: Person = draw_people(1, np.random.default_rng(0))[0]
    options = person.options("happy01", glasses=False)
    assert options["mouthVariant"] == "happy01"
    assert options["skinColor"] == TONES[person.tone]
    assert options["glassesProbability"] == 0
    assert {value for name, value in options.items() if name.endswith("Probability")} <= {0, 100}


def test_a_missing_library_is_told_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    face_scene._libraries.cache_clear()
    monkeypatch.setitem(sys.modules, "dicebear", None)
    with pytest.raises(CourseError, match=r"drawn with dicebear-core, dicebear-styles and cairosvg; .* is not inst") as caught:
        face_scene._libraries()
    face_scene._libraries.cache_clear()
    assert "pip install dicebear-core==" in caught.value.help


def test_the_packages_named_are_those_of_the_extra_make() -> None:
    project = tomllib.loads((course_root() / "pyproject.toml").read_text("utf-8"))["project"]
    assert tuple(project["optional-dependencies"]["make"]) == face_scene.PACKAGES
