"""`course release`: the bundle with what goes with it: a cohort's variant, wheels, a trial, one file to hand out."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course_utils.authoring import trial, wheelhouse
from course_utils.authoring.release import release
from course_utils.data.files import drafted
from course_utils.errors import UsageError

_LONGEST_NAME = 100
_PACKED = (".whl", ".jpg", ".png", ".npz", ".h5")  # to deflate them again takes seconds and saves a hundredth


@dataclass(frozen=True)
class Extras:
    """What goes with a bundle; `seed` without `cohort` means nothing and is refused.

    `notebooks` are those of the class, in its order; None is all.
    """

    check: bool = False
    wheels: bool = False
    zip: bool = False
    cohort: str | None = None
    seed: int | None = None
    notebooks: tuple[str, ...] | None = None


def hand_out(target: Path, extras: Extras, root: Path | None = None) -> Iterator[str]:
    """Write the bundle and its extras; yields a line for each thing done.

    Raises:
        UsageError: the arguments do not fit together, or a file is in the way.
        BuildError: a source breaks a convention, a package cannot be had, or the trial fails.
    """
    archive = target.with_name(f"{target.name}.zip")
    if extras.zip and archive.exists():
        raise UsageError(f"{archive} exists.", "Name a new folder: nothing is overwritten.")
    yield from _write(target, extras, root)
    if extras.wheels:
        yield f"{target / wheelhouse.FOLDER}: {wheelhouse.fill(target)}."
    if extras.check:
        try:
            yield from (f"✓ {line}" for line in _try(target))
        except OSError as error:
            raise UsageError(f"The trial cannot be made: {error}.", "It needs 4 GB in the temporary folder.") from None
    if extras.zip:
        pack(target, archive)
        yield f"{archive}: {archive.stat().st_size / 1e6:.1f} MB."


def _write(target: Path, extras: Extras, root: Path | None) -> Iterator[str]:
    if extras.cohort is None:
        if extras.seed is not None:
            raise UsageError("--seed draws a cohort's own inputs.", 'Pass --cohort too, as --cohort "2027 spring".')
        release(target, root, names=extras.notebooks)
        yield f"The student bundle is in {target}."
        return
    from course_utils.authoring import variant  # its judges are heavy; a bundle without a cohort needs none

    name = " ".join(extras.cohort.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise UsageError(f"A cohort's name has 1 to {_LONGEST_NAME} letters; received {extras.cohort!r}.")
    seed = variant.default_seed(name) if extras.seed is None else extras.seed
    release(target, root, variant.draw_with_progress(name, seed), extras.notebooks)
    yield f"The student bundle of {name!r}, seed {seed}, is in {target}."


def _try(target: Path) -> Iterator[str]:
    """The trial on the bundle's own wheels, or on wheels fetched for it alone."""
    own = target / wheelhouse.FOLDER
    if own.is_dir():
        yield from trial.try_bundle(target, own)
        return
    with tempfile.TemporaryDirectory(prefix="wheels-") as folder:
        wheels = Path(folder) / wheelhouse.FOLDER
        yield f"fetched {wheelhouse.fill(target, wheels)}"
        yield from trial.try_bundle(target, wheels)


def pack(folder: Path, archive: Path) -> None:
    """Write `folder` as a zip that depends on its files' names and bytes only: sorted, and of one fixed time."""
    try:
        with drafted(archive) as part, zipfile.ZipFile(part, "w") as file:
            for path in sorted(filter(Path.is_file, folder.rglob("*"))):
                entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}")  # dated 1980
                entry.create_system, entry.external_attr = 3, 0o644 << 16  # the same from every system
                packed = path.suffix in _PACKED
                entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                file.writestr(entry, path.read_bytes())
    except OSError as error:
        raise UsageError(f"{archive} cannot be written: {error.strerror}.", "Choose another place.") from None
