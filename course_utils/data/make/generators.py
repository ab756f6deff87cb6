"""What each generator makes, by the names of the data sets."""

from __future__ import annotations

from course_utils.data.make.faces import make_faces, make_identities
from course_utils.data.make.signs import make_signs
from course_utils.data.make.streets import make_streets
from course_utils.data.manage import Generator

GENERATORS: dict[str, Generator] = {
    "signs": make_signs,
    "faces": make_faces,
    "identities": make_identities,
    "streets": make_streets,
}
