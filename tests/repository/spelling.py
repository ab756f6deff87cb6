"""Which words are spelled right here: English of the dictionary, British where Britain differs, and our own list.

`python tests/repository/spelling.py` prints the words that no list knows, and those of `words.txt` that nothing uses.
With `--accept` it rewrites `words.txt` accordingly: mend the misspelled ones first, then look at the difference.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import codespell_lib
from prose import Passage, passages
from spellchecker import SpellChecker

WORDS = Path(__file__).with_name("words.txt")
_DATA = Path(codespell_lib.__file__).parent / "data"
# American forms that are right in British prose, too, or that are names.
NAMES = {
    "initializer": "Keras calls it so",
    "license": "the Apache License",
    "math": "Python's module",
    "meter": "a parking meter, one of COCO's classes",
    "optimizer": "Keras calls it so",
    "practice": "the noun",
    "program": "of a computer",
}
# A title is quoted as its authors spelled it: in italics, in quotation marks, or in a line with the year.
_TITLE = re.compile(r"(?<!\*)\*(?!\*)[^*]+\*(?!\*)|\"[^\"]+\"|^.*\b(?:19|20)\d\d\b.*$", re.MULTILINE)

Found = dict[str, list[str]]


def _pairs(name: str) -> dict[str, list[str]]:
    lines = (line.split("->") for line in (_DATA / name).read_text("utf-8").splitlines() if "->" in line)
    return {word: [better.strip() for better in said.split(",") if better.strip()] for word, said in lines}


@cache
def british() -> frozenset[str]:
    """The words that Britain spells in its own way."""
    return frozenset(_pairs("dictionary_en-GB_to_en-US.txt"))


@cache
def american() -> dict[str, str]:
    """American form → British form."""
    return {form: ours for ours, forms in _pairs("dictionary_en-GB_to_en-US.txt").items() for form in forms}


@cache
def english() -> frozenset[str]:
    """The dictionary without the misspellings that got into it."""
    known = SpellChecker(language="en").word_frequency.words()
    return frozenset(known) | british() - set(_pairs("dictionary.txt"))


def own_words() -> list[str]:
    """Our names and terms, as `words.txt` lists them."""
    return WORDS.read_text("utf-8").split()


def _base(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def _places(texts: tuple[Passage, ...]) -> Found:
    places = defaultdict(list)
    for text in texts:
        for line, word in text.words():
            places[_base(word)].append(f"{text.file}:{line}")
    return places


def unknown(texts: tuple[Passage, ...]) -> Found:
    """Words that neither the dictionary nor our list knows, and where they stand."""
    known = english() | set(own_words())
    return {word: places for word, places in sorted(_places(texts).items()) if word not in known}


def unused(texts: tuple[Passage, ...]) -> list[str]:
    """Words of our list that nothing uses, or that the dictionary knows without it."""
    used = _places(texts)
    return [word for word in own_words() if word not in used or word in english()]


def americanisms(texts: tuple[Passage, ...]) -> Found:
    """American forms outside of titles and names, with the British form."""
    places = defaultdict(list)
    for text in texts:
        for line, word in text.words(leave_out=_TITLE):
            base = _base(word)
            if base in american() and base.removesuffix("s") not in NAMES:
                places[f"{base} → {american()[base]}"].append(f"{text.file}:{line}")
    return dict(sorted(places.items()))


def main() -> None:
    """Say what is unknown or unused; with `--accept` make the list agree."""
    news, old = unknown(passages()), unused(passages())
    for word, places in news.items():
        print(f"unknown: {word} ({', '.join(places[:3])})")
    print(*(f"unused: {word}" for word in old), sep="\n")
    if "--accept" in sys.argv:
        WORDS.write_text("\n".join(sorted({*own_words(), *news} - set(old))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
