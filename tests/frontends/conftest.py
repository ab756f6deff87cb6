"""The page of JupyterLab that all tests share, and other pages of its server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.lab import OPEN, load


@pytest.fixture
def open_page(course: Any, lab_page: Any) -> Iterator[Callable[[str], Any]]:
    """A function: a page of the course's server, with patience for a machine that does other things too.

    What stands below `lab` is opened in the one page of JupyterLab; loading it again takes longer than most tests.
    """
    lab_page.set_viewport_size({"width": 1300, "height": 900})

    def show(path: str) -> Any:
        if path == "":
            load(course, lab_page, path)
        elif path.startswith("lab"):
            course.tidy(lab_page)
            if notebook := path.removeprefix("lab").removeprefix("/tree/"):
                lab_page.evaluate(OPEN, notebook)
        else:
            page = lab_page.context.new_page()
            page.goto(course.address(path))
            return page
        return lab_page

    yield show
    for page in lab_page.context.pages:
        if page is not lab_page:
            page.close()
    course.tidy(lab_page)
