"""What people read is spelled right, in British English, without doubled words, and sentences begin with a capital."""

from __future__ import annotations

import re

import pytest
import spelling
from prose import Passage, lesson, passages

MEND = "mend it, or run `python tests/repository/spelling.py --accept` for a name or term of ours"
DOUBLED = re.compile(r"\b([A-Za-z]+)(?:[ \t]+|[ \t]*\n[ \t]*)\1\b(?![-=(\[])", re.IGNORECASE)
# After a sentence's end: a small letter that begins neither code (x, n_H, np.pad, pad=1) nor a list's item (pad: …).
SMALL = re.compile(r"(?<!\betc)(?<=[a-z)]{2})[.!?] +(?![A-Za-z](?:\b|_|[A-Z])|[\w.]+(?:[(=.:\[_]| =)|\w*_)([a-z][\w-]*)")
# They begin a sentence as their makers write them.
SMALL_NAMES = {"anywidget", "dlib", "dlib's", "ipywidgets", "nbgrader's", "numpy", "scikit-image"}


def sentence(text: str, kind: str = "message") -> tuple[Passage, ...]:
    return (Passage("here", 1, kind, text),)


def doubled(texts: tuple[Passage, ...]) -> list[str]:
    return [f"{one.file}:{one.line}: {found.group()!r}" for one in texts for found in DOUBLED.finditer(one.prose)]


def small_beginnings(texts: tuple[Passage, ...]) -> list[str]:
    """Docstrings are left out: there a name of code begins many a line."""
    spoken = (one for one in texts if one.kind != "docstring")
    found = ((one, found) for one in spoken for found in SMALL.finditer(one.prose))
    return [f"{one.file}:{one.line}: {hit.group()!r}" for one, hit in found if hit.group(1) not in SMALL_NAMES]


@pytest.mark.slow
def test_every_word_is_in_the_dictionary_or_in_our_list() -> None:
    assert spelling.unknown(passages()) == {}, MEND


@pytest.mark.slow
def test_our_list_is_sorted_holds_no_word_twice_and_none_that_nothing_needs() -> None:
    words = spelling.own_words()
    assert words == sorted(set(words))
    assert words == [word.lower() for word in words]
    assert spelling.unused(passages()) == [], MEND


@pytest.mark.slow
def test_prose_is_british_except_for_names_and_titles() -> None:
    assert spelling.americanisms(passages()) == {}


@pytest.mark.slow
def test_no_word_stands_twice_in_a_row() -> None:
    assert doubled(passages()) == []


@pytest.mark.slow
def test_sentences_begin_with_a_capital() -> None:
    assert small_beginnings(passages()) == []


@pytest.mark.slow
def test_all_kinds_of_prose_are_read() -> None:
    read = passages()
    assert {passage.kind for passage in read} == {"document", "lesson", "docstring", "message", "page"}
    said = "\n".join(passage.prose for passage in read)
    for heard in ("You padded all four axes", "A course on convolutional networks", "Stop it, or pull the plug"):
        assert heard in said
    assert "conda env create" not in said, "code stays out"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The kernal slides over the image.", ["kernal"]),
        ("A filter's window, a Gram matrix and the reader’s colour.", []),
        ("Give `teh` to $teh$ and teh_name, teh(1), dTeh.", []),
        ("A well-knwon rule", ["knwon"]),
    ],
)
def test_a_misspelled_word_is_found_and_code_is_not(text: str, wrong: list[str]) -> None:
    assert list(spelling.unknown(sentence(text))) == wrong


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("The color of the neighbor.", ["color → colour", "neighbor → neighbour"]),
        ("The optimizer of Keras.", []),
        ("See *Batch normalization: a way*, by others.", []),
        ("**Read on.** Batch normalization, *then* more.", ["normalization → normalisation"]),
    ],
)
def test_american_forms_are_found_outside_of_titles_and_names(text: str, forms: list[str]) -> None:
    assert list(spelling.americanisms(sentence(text))) == forms


def test_doubled_words_and_small_beginnings_are_found() -> None:
    assert doubled(sentence("Take the the sum.\nAnd and again.")) == ["here:1: 'the the'", "here:1: 'And and'"]
    assert small_beginnings(sentence("Take the sum. then add. x is first. np.pad pads. pad: width. b_x too.")) == [
        "here:1: '. then'"
    ]


def test_a_source_gives_its_text_its_docstrings_and_its_captions_with_their_lines() -> None:
    source = '# %% [markdown] id="a"\n# # Title\n# text\n\n# %% id="b"\ndef f():\n    """Says it."""\nshow("of the edges")\n'
    assert [(passage.line, passage.kind, passage.text.strip()) for passage in lesson("x.py", source)] == [
        (2, "lesson", "# Title\ntext"),
        (7, "docstring", "Says it."),
        (8, "message", "of the edges"),
    ]
