"""What goes with a bundle: one zip that is always the same, and a cohort's mark and numbers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course_utils.authoring import handout, variant
from course_utils.authoring.handout import Extras, hand_out, pack
from course_utils.errors import UsageError
from course_utils.exercises.variant import Variant
from course_utils.notebooks.file import read_code

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of a cohort with a zip; only the seeds of zero_pad are drawn, the others take a minute."""
    seen = list[tuple[str, int]]()

    def draw(cohort: str, seed: int) -> Variant:
        seen.append((cohort, seed))
        return Variant(cohort, {"zero_pad": {1: 101, 2: 102, 3: 103}})

    target = tmp_path_factory.mktemp("cohort") / "spring"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(variant, "draw_with_progress", draw)
        lines = list(hand_out(target, Extras(zip=True, cohort=" 2027  spring ", seed=7), ROOT))
    assert seen == [("2027 spring", 7)]
    assert lines[0] == f"The student bundle of '2027 spring', seed 7, is in {target}."
    assert lines[1].startswith(f"{target}.zip: ")
    return target


@pytest.mark.slow
def test_every_notebook_of_a_cohorts_bundle_carries_its_mark(spring: Path) -> None:
    notebooks = sorted((spring / "workbook").rglob("*.ipynb"))
    assert len(notebooks) >= 12
    assert {read_code(path.read_bytes()).cohort for path in notebooks} == {"2027 spring"}


@pytest.mark.slow
def test_what_reset_gives_back_carries_the_mark_too(spring: Path) -> None:
    originals = spring / "workbook" / ".originals"
    assert {read_code(path.read_bytes()).cohort for path in originals.rglob("*.ipynb")} == {"2027 spring"}


@pytest.mark.slow
def test_the_bundles_own_checks_draw_the_cohorts_numbers(spring: Path) -> None:
    look = "from course_utils.exercises import registry\nprint([one.seed for one in registry.find('zero_pad')[1].cases])"
    environment = {**os.environ, "PYTHONPATH": str(spring), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", look], env=environment, cwd=spring, capture_output=True, text=True, check=False)
    assert done.stdout == "[101, 102, 103]\n", done.stderr


@pytest.mark.slow
def test_the_zip_holds_the_bundle_under_its_name(spring: Path) -> None:
    with zipfile.ZipFile(spring.with_name("spring.zip")) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert archive.read("spring/README.md") == (spring / "README.md").read_bytes()
    files = [path for path in spring.rglob("*") if path.is_file()]
    assert sorted(names) == sorted(f"spring/{path.relative_to(spring).as_posix()}" for path in files)
    assert "spring/course_utils/start.py" in names, "the first cell of a notebook on Colab looks for it"


def test_the_same_files_give_the_same_zip_whatever_their_times_and_rights(tmp_path: Path) -> None:
    archives = []
    for number in (1, 2):
        folder = tmp_path / str(number) / "bundle"
        (folder / "b").mkdir(parents=True)
        for name in ("z.txt", "b/a.txt", "é.txt") if number == 1 else ("é.txt", "b/a.txt", "z.txt"):
            (folder / name).write_text(name)
            (folder / name).chmod(0o600 if number == 1 else 0o755)
            os.utime(folder / name, (number * 10**9, number * 10**9))
        pack(folder, tmp_path / f"{number}.zip")
        archives.append((tmp_path / f"{number}.zip").read_bytes())
    assert archives[0] == archives[1]


def test_a_zip_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "bundle").mkdir()
    (tmp_path / "a file").touch()
    with pytest.raises(UsageError, match=r"out\.zip cannot be written"):
        pack(tmp_path / "bundle", tmp_path / "a file" / "out.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a file", "bundle"]


def test_a_zip_that_is_there_is_not_overwritten_and_nothing_else_is_written(tmp_path: Path) -> None:
    (tmp_path / "new.zip").write_text("mine")
    with pytest.raises(UsageError, match=r"new.zip exists. Name a new folder: nothing is overwritten."):
        list(hand_out(tmp_path / "new", Extras(zip=True), ROOT))
    assert [path.name for path in tmp_path.iterdir()] == ["new.zip"]


@pytest.mark.parametrize(
    ("extras", "said"),
    [(Extras(seed=7), "--seed draws a cohort's own inputs"), (Extras(cohort="  "), "A cohort's name has 1 to 100 letters"),
     (Extras(cohort="x" * 101), "A cohort's name has 1 to 100 letters")],
)  # fmt: skip
def test_a_seed_without_a_cohort_and_a_name_of_nothing_are_refused(extras: Extras, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=said):
        list(hand_out(tmp_path / "new", extras, ROOT))
    assert list(tmp_path.iterdir()) == []


def test_a_bundle_for_no_cohort_is_free_of_marks_and_seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = list[object]()
    monkeypatch.setattr(handout, "release", lambda *arguments, names: seen.append((*arguments, names)))
    assert list(hand_out(tmp_path / "new", Extras(), ROOT)) == [f"The student bundle is in {tmp_path / 'new'}."]
    assert seen == [(tmp_path / "new", ROOT, None)]
    assert not (ROOT / "course_utils" / "exercises" / "variant.json").exists()
    built = json.loads((ROOT / "workbook/week1/2_step_by_step.ipynb").read_text())
    assert "cohort" not in built["metadata"]["course"]
