"""All pictures of two commits side by side where they differ: figures, plots, and the explorers as a browser shows them.

    python tests/quality/pictures.py BASE [OUT.html]

Figures and plots are those that the solved notebooks and the pages store. The gallery's widgets and drawings are made
anew by the code of both commits, on this machine; what the older code cannot make counts as new. Fonts and browsers
drift: the page is for eyes, not for the gate.
"""

from __future__ import annotations

import base64
import html
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from course_utils.notebooks.file import read_notebook

ROOT = Path(__file__).parents[2]
FOLDER, WIDGETS = "workbook", "in a browser"
STYLE = (
    "body{font:14px system-ui,sans-serif;margin:1rem}.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;"
    "border-top:1px solid #999;padding:.6rem 0}.pair>div{overflow-x:auto}.whole{max-width:100%}h2{font-size:1rem;grid-column:1/-1;margin:0}"
)


def files_at(commit: str) -> Iterator[tuple[str, bytes]]:
    """The solved notebooks and the pages of a commit, by their paths; of the working tree where `commit` is empty."""
    listed = ["git", "ls-files", FOLDER] if not commit else ["git", "ls-tree", "-r", "--name-only", commit, FOLDER]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    for name in names:
        solved = name.startswith(f"{FOLDER}/solutions/") or name.count("/") == 1
        if not name.endswith(".ipynb") or not solved:
            continue
        if not commit:
            yield name, (ROOT / name).read_bytes()
            continue
        show = ["git", "show", f"{commit}:{name}"]
        yield name, subprocess.run(show, cwd=ROOT, capture_output=True, check=True).stdout


def pictures(commit: str = "") -> dict[tuple[str, str, int], str]:
    """HTML of every stored picture by notebook, cell and its number among the pictures of the cell."""
    drawn = {}
    for name, data in files_at(commit):
        for cell in read_notebook(data).cells:
            stored = ["".join(output.get("data", {}).get("text/html", "")) for output in cell.fields.get("outputs", [])]
            for number, shown in enumerate((text for text in stored if "<img" in text), start=1):
                drawn[name, str(cell.id), number] = shown
    return drawn


def made(root: Path, folder: Path) -> dict[tuple[str, str, int], str]:
    """The gallery as the code in `root` makes it: each picture, and each widget in a browser of 1400 and 1024 pixels."""
    program = ROOT / "tests" / "pictures" / "photographs.py"
    settings = os.environ | {"PYTHONPATH": str(root), "COURSE_ROOT": str(ROOT)}
    subprocess.run([sys.executable, str(program), str(folder)], cwd=root, env=settings, check=True)
    drawn = {}
    for title, shown in json.loads((folder / "rows.json").read_text("utf-8")):
        drawn["gallery", title, 1] = shown
    for file in sorted(folder.glob("*.png")):
        address = base64.b64encode(file.read_bytes()).decode()
        drawn[WIDGETS, file.stem, 1] = f'<img class="whole" alt="{file.stem}" src="data:image/png;base64,{address}">'
    return drawn


def made_by(commit: str) -> dict[tuple[str, str, int], str]:
    """The gallery by the code of a commit, or of the working tree where `commit` is empty."""
    with tempfile.TemporaryDirectory() as place:
        root, folder = Path(place) / "code", Path(place) / "made"
        folder.mkdir()
        if not commit:
            return made(ROOT, folder)
        packed = subprocess.run(["git", "archive", commit, "course_utils"], cwd=ROOT, capture_output=True, check=True)
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(root, filter="data")
        return made(root, folder)


def page(before: dict[tuple[str, str, int], str], after: dict[tuple[str, str, int], str], scheme: str) -> str:
    """Pairs of what differs, what is new, and what is gone, by their names; widgets in this colour scheme only."""
    places = [place for place in sorted({*before, *after}) if place[0] != WIDGETS or f" {scheme} " in place[1]]
    changed = [place for place in places if before.get(place) != after.get(place)]
    pairs = "".join(
        f'<section class="pair"><h2>{html.escape(" · ".join(map(str, place)))}</h2>'
        f"<div>{before.get(place, '<p>new</p>')}</div><div>{after.get(place, '<p>gone</p>')}</div></section>"
        for place in changed
    )
    words = f"{len(changed)} of {len(places)} pictures differ: before on the left, after on the right."
    return (
        f'<!doctype html><html lang="en" style="color-scheme:{scheme}"><meta charset="utf-8"><title>Pictures</title>'
        f"<style>{STYLE}</style><h1>{words}</h1>{pairs}</html>"
    )


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit("Say with which commit to compare: make pictures BASE=main~1")
    out = Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "build" / "pictures.html")
    before, after = pictures(sys.argv[1]) | made_by(sys.argv[1]), pictures() | made_by("")
    out.parent.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        file = out.with_stem(f"{out.stem}-{scheme}")
        file.write_text(page(before, after, scheme), encoding="utf-8")
        print(f"{file}: open it in a browser.")


if __name__ == "__main__":
    main()
