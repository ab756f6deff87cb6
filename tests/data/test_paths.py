"""The course root, and where its data sets are."""

from pathlib import Path

import pytest

from course_utils.data.paths import course_root, dataset_path
from course_utils.errors import DataError


def test_the_root_holds_workbook_and_datasets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_ROOT", raising=False)
    assert (course_root() / "workbook").is_dir()
    assert dataset_path("manifest.json").is_file()


def test_the_environment_variable_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COURSE_ROOT", str(tmp_path))
    assert course_root() == tmp_path.resolve()
    assert dataset_path("signs/x.h5") == tmp_path.resolve() / "datasets" / "signs" / "x.h5"


def test_a_variable_naming_no_folder_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COURSE_ROOT", str(tmp_path / "gone"))
    with pytest.raises(DataError, match=r"COURSE_ROOT names .*gone, which is no folder"):
        course_root()


def test_an_installed_package_finds_the_course_above_the_current_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "site-packages" / "course_utils" / "data" / "paths.py"
    monkeypatch.setattr("course_utils.data.paths.__file__", str(elsewhere))
    monkeypatch.delenv("COURSE_ROOT", raising=False)
    for folder in ("workbook/week1", "datasets"):
        (tmp_path / "course" / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "course" / "workbook" / "week1")
    assert course_root() == tmp_path / "course"
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match="No course folder"):
        course_root()
