"""The class secret: long, kept for its owner only, the same cases from the same word, the old ones from an old number."""

import stat

import numpy as np
import pytest

from course_utils.errors import UsageError
from course_utils.grading import secret as module
from course_utils.grading.oracle import Oracle
from course_utils.grading.secret import Secret, draw, kept_secret

NOTEBOOK = "week1/2_step_by_step"


def test_a_new_secret_has_256_random_bits(monkeypatch):
    drawn = [draw() for _ in range(50)]
    assert len(set(drawn)) == 50
    assert all(len(bytes.fromhex(each)) == 32 for each in drawn)
    assert not any(Secret(each).is_short for each in drawn)


def test_every_case_of_every_exercise_starts_from_bits_of_its_own():
    own = Secret("b" * 64)
    places = [(notebook, name, case) for notebook in ("week1/1", "week1/2") for name in ("f", "g") for case in range(4)]
    seeds = [own.seed(*place) for place in places]
    assert len({tuple(seed) for seed in seeds}) == len(places)
    assert all(len(seed) == 8 and all(0 <= word < 2**32 for word in seed) for seed in seeds)
    assert [Secret("b" * 64).seed(*place) for place in places] == seeds
    assert Secret("b" * 63 + "c").seed(*places[0]) != seeds[0]
    for seed in seeds:
        np.random.RandomState(seed)


def test_a_seed_is_hmac_sha256_of_the_place():
    assert Secret("key").seed("n", "e", 3)[0] == int.from_bytes(
        bytes.fromhex("ad3bbdbd"), "little"
    )


def test_an_old_number_draws_the_inputs_that_it_always_drew():
    """Figures of the version before secrets were long."""
    oracle = Oracle(NOTEBOOK, "1")
    first = oracle._hidden(oracle.group["zero_pad"])
    assert [question.inputs["X"].flat[0] for question in first] == pytest.approx([-0.26704954124897345, 1.2192873446791301, 0.8329020957888018], rel=1e-12)


@pytest.mark.parametrize("text", ["0", "7", "-5", "2147483647", "007"])
def test_an_old_number_stands_for_itself_in_the_gradebook(text):
    assert Secret(text).fingerprint == int(text)


@pytest.mark.parametrize("text", ["12345678901", "word", "b" * 64, "٣"])
def test_of_a_word_the_gradebook_keeps_a_number_that_gives_nothing_away(text):
    number = Secret(text).fingerprint
    assert 0 <= number < 2**63
    assert number == Secret(f" {text}\n").fingerprint
    assert str(number) not in text
    assert number not in {Secret(text).seed(NOTEBOOK, "zero_pad", case)[0] for case in range(9)}


def test_the_secret_is_kept_for_its_owner_only_and_used_again(tmp_path, capsys):
    first = kept_secret(tmp_path)
    path = tmp_path / "seed.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert kept_secret(tmp_path) == first
    assert first not in capsys.readouterr().out
    assert kept_secret(tmp_path, "another word") == "another word" == path.read_text().strip()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_short_one_of_an_earlier_run_is_said_with_how_to_renew_it(tmp_path, capsys):
    (tmp_path / "seed.txt").write_text("1234567890\n")
    assert kept_secret(tmp_path) == "1234567890"
    (line,) = capsys.readouterr().out.splitlines()
    assert "is short" in line
    assert "Remove seed.txt and run again" in line
    assert "1234567890" not in line


@pytest.mark.parametrize("given", [None, "", "  "])
def test_an_empty_secret_is_refused(tmp_path, given):
    (tmp_path / "seed.txt").write_text("\n")
    with pytest.raises(UsageError, match="is empty"):
        kept_secret(tmp_path, given)


def test_no_text_shows_a_secret():
    assert "word" not in repr(Secret("word")) + str(Secret("word"))
    assert module.FILE in module.RENEW
