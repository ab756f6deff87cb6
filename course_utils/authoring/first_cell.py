"""The cell that `course build` puts under every notebook's title: it installs on Colab and shows the progress.

It is folded away in Lab and Notebook; nbval passes over its output, which differs from student to student.
"""

from __future__ import annotations

ID = "get-ready"
METADATA = {"jupyter": {"source_hidden": True}, "tags": ["nbval-ignore-output"]}

# Colab starts an empty machine. TensorFlow and the rest are there; only the widgets' package is not.
_TEXT = '''\
# Shows your progress, and brings predict(), example(), compare() and explain(); on Colab it unpacks the course first.
import sys

if "google.colab" in sys.modules:
    import os
    import subprocess
    import zipfile
    from pathlib import Path

    for path in Path.cwd().glob("*.zip"):
        if any(name.endswith("course_utils/start.py") for name in zipfile.ZipFile(path).namelist()):
            zipfile.ZipFile(path).extractall()
    course = next(Path.cwd().glob("*/course_utils"), None)
    if course is None:
        raise SystemExit("Upload the course's zip file (Files, on the left), then run this cell again.")
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "anywidget"], check=True)
    os.environ["COURSE_ROOT"] = str(course.parent)
    sys.path.insert(0, str(course.parent))

from course_utils.start import compare, example, explain, predict, show_progress

show_progress("{notebook}")'''


def text(notebook: str) -> str:
    return _TEXT.replace("{notebook}", notebook)
