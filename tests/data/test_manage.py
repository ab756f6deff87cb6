"""Listing, verifying and mending data sets."""

import json
import shutil
from pathlib import Path

import pytest

from course_utils.data.make.generators import GENERATORS
from course_utils.data.manage import list_sets, make, record, require_ok, verify
from course_utils.data.manifest import read_manifest
from course_utils.data.paths import course_root, restoring
from course_utils.data.sets.images import load_image
from course_utils.data.store import read_arrays, write_part
from course_utils.errors import DataError, UsageError

SHIPPED = course_root() / "datasets"
SHIPPED_SETS = [entry.name for entry in read_manifest().values() if not entry.fetched]
FOLDERS = sorted({Path(file.path).parts[0] for entry in read_manifest().values() for file in entry.files})


@pytest.fixture
def whole(course: Path) -> Path:
    """A course folder with every shipped data set."""
    for name in FOLDERS:
        shutil.copytree(SHIPPED / name, course / name)
    return course


def test_every_shipped_file_is_whole() -> None:
    assert SHIPPED_SETS[:4] == ["images", "signs", "faces", "identities"]
    require_ok([state for name in SHIPPED_SETS for state in verify(name)])


def test_every_shipped_file_is_in_the_manifest_and_credited() -> None:
    listed = {file.path for entry in read_manifest().values() for file in entry.files}
    there = {
        path.relative_to(SHIPPED).as_posix() for folder in FOLDERS for path in (SHIPPED / folder).iterdir()
    }
    assert listed == there
    notice = (SHIPPED.parent / "NOTICE").read_text("utf-8")
    assert [path for path in sorted(listed) if Path(path).name not in notice] == []
    assert all(file.licence for entry in read_manifest().values() for file in entry.files)


def test_the_manifest_s_shapes_are_the_files_shapes() -> None:
    sets = read_manifest()
    for file in sets["images"].files:
        assert file.shapes == {"image": load_image(Path(file.path).stem).shape}
        assert (SHIPPED / file.path).stat().st_size == file.bytes
    for name in ("faces", "identities", "signs"):
        for file in sets[name].files:
            arrays = read_arrays(SHIPPED / file.path, tuple(file.shapes), "")
            assert [array.shape for array in arrays] == list(file.shapes.values())


def test_the_rendered_set_stays_small() -> None:
    assert sum(file.bytes for file in read_manifest()["signs"].files) < 10_000_000


def test_the_list_has_a_line_per_set(whole: Path) -> None:
    rows = {row.name: row for row in list_sets()}
    assert list(rows) == list(read_manifest())
    assert rows["images"].shapes == "14 × (height ≤ 600, width ≤ 768, 3)"
    assert rows["signs"].shapes.startswith("train_set_x (1080, 64, 64, 3)")
    assert {name for name, row in rows.items() if row.state != "ok"} == {"signs_photos"}
    assert rows["signs_photos"].state == "not fetched"
    assert rows["signs"].licence == "MIT"
    assert rows["signs_photos"].licence == "Apache-2.0"


def test_missing_and_changed_files_are_named_with_what_mends_them(whole: Path) -> None:
    (whole / "images" / "dog.jpg").unlink()
    with (whole / "signs" / "train_signs.h5").open("r+b") as file:
        file.seek(50_000)
        file.write(b"\0\0\0\0")
    with pytest.raises(DataError) as caught:
        require_ok(verify())
    assert caught.value.message == (
        "datasets/images/dog.jpg is missing; "
        "datasets/signs/train_signs.h5 is not the file that was shipped (other checksum)."
    )
    assert caught.value.help == f"Mend with: {restoring('images')}; {restoring('signs')}"
    assert {row.name: row.state for row in list_sets()}["images"] == "missing"


def test_the_same_pictures_packed_otherwise_are_accepted(whole: Path) -> None:
    path = whole / "signs" / "test_signs.h5"
    pictures, labels = read_arrays(path, ("test_set_x", "test_set_y"), "")
    conditions = ("tone", "left", "photograph")
    values = read_arrays(path, tuple(f"test_set_{name}" for name in conditions), "")
    before = path.read_bytes()
    write_part(path, "test", pictures, labels, conditions=dict(zip(conditions, values, strict=True)))
    path.write_bytes(path.read_bytes() + b"\0")
    assert path.read_bytes() != before
    assert {state.state for state in verify("signs")} == {"ok"}


def test_verify_can_look_at_one_set(whole: Path) -> None:
    assert [state.path for state in verify("signs")] == ["signs/train_signs.h5", "signs/test_signs.h5"]
    with pytest.raises(UsageError, match="no data set called 'sings'") as caught:
        verify("sings")
    assert caught.value.help == f"Known sets: {', '.join(read_manifest())}."


def test_a_damaged_manifest_is_told(course: Path) -> None:
    (course / "manifest.json").write_text("{")
    with pytest.raises(DataError, match=r"manifest\.json is damaged"):
        list_sets()
    (course / "manifest.json").unlink()
    with pytest.raises(DataError, match=r"manifest\.json is missing"):
        verify()


def test_authors_record_a_change(whole: Path) -> None:
    (whole / "images" / "dog.jpg").write_bytes(b"another picture")
    assert "changed" in {state.state for state in verify("images")}
    record("images")
    assert {state.state for state in verify("images")} == {"ok"}
    kept = json.loads((whole / "manifest.json").read_text("utf-8"))
    assert [entry["name"] for entry in kept["sets"]] == list(read_manifest())


def test_nothing_else_can_be_made() -> None:
    with pytest.raises(UsageError, match="no generator for 'cats'") as caught:
        make("cats", GENERATORS)
    assert caught.value.help == "Can be made: signs, faces, identities, streets."


def test_an_edition_without_generators_says_so_and_what_to_do() -> None:
    with pytest.raises(UsageError, match="students' edition: it has the data sets, but not the generators") as caught:
        make("signs", {})
    assert "unpack the course bundle again" in caught.value.help


def test_what_mends_a_shipped_set_works_in_every_edition() -> None:
    for entry in read_manifest().values():
        folders = {Path(file.path).parts[0] for file in entry.files}
        assert entry.mend == (restoring(*folders) if folders else "course data fetch signs")


def test_every_set_that_can_be_made_is_in_the_manifest_and_made_by_its_generator() -> None:
    assert set(GENERATORS) <= set(SHIPPED_SETS)
    assert make("x", {"x": lambda progress: [Path("made")]}) == [Path("made")]
