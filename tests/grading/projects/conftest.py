import pytest

from course_utils.exercises.hidden import week1_4_project_small_network as hidden


@pytest.fixture(scope="session", autouse=True)
def few_hands():
    """Two people in place of forty: what is drawn is no matter here, and drawing takes a tenth of a second each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hidden, "HANDS", 2)
        yield
