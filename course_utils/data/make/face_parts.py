"""People made of drawn parts: four artists' styles, and who wears what.

The parts are those of the package dicebear-styles; the artists and licences stand in NOTICE. Only mouths
that can be read at 64 × 64 pixels are used, and no contradictory ones (tears with a smile, heart eyes).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle, islice

import numpy as np

Parts = dict[str, tuple[str, ...]]

# Ten skin tones from light to dark. The darkest are lit brightly: all mouths are drawn in black.
TONES = tuple("#f8e3d8 #f3d5c3 #eec4a8 #e2b08d #d09b74 #b88459 #a06d47 #8a5a3c #784d36 #694430".split())
HAIR = tuple("#17120f #2c1b18 #4a312c #724133 #a55728 #b58143 #d6b370 #9a3b1e #8d8782 #592454".split())
CLOTHES = tuple("#39588f #2f7d5b #c9803a #8b3a62 #a8443a #3f8f96 #c7b04a #4d4d55 #d9d6cf #6f5aa8".split())


def _numbered(first: int, last: int, without: tuple[int, ...] = ()) -> tuple[str, ...]:
    return tuple(f"variant{number:02d}" for number in range(first, last + 1) if number not in without)


@dataclass(frozen=True)
class Style:
    """One artist's parts. "" among a part's variants means: without it; said twice, it is twice as likely."""

    name: str
    face: str  # the part that smiles or does not
    smiling: tuple[str, ...]
    serious: tuple[str, ...]
    parts: Parts
    colours: Parts
    skin: str  # the colour that is the skin's
    glasses_part: str = ""
    glasses: tuple[str, ...] = ()
    centre: tuple[float, float] = (0.5, 0.5)  # of the face, as a share of the drawing
    side: float = 0.7  # of the square around the face, as a share of the drawing
    told_by: tuple[str, ...] = ("hairVariant", "hairColor")  # two people differ in these or in skin tone


STYLES = (
    Style(
        name="lorelei",
        face="mouth",
        smiling=("happy01", "happy05", "happy06", "happy16"),
        serious=("sad01", "sad04", "sad05", "sad06", "sad07"),
        parts={
            "hair": _numbered(1, 48, without=(21, 40, 41, 45)),
            "head": _numbered(1, 4),
            "nose": _numbered(1, 6),
            "eyes": _numbered(2, 24, without=(3, 7, 9, 11, 15, 19, 20, 22)),
            "eyebrows": _numbered(1, 13),
            "earrings": ("", "", "", *_numbered(1, 3)),
            "freckles": ("", "", "", "variant01"),
            "beard": ("",),
            "hairAccessories": ("", "", "", "", "", "", "flowers"),
        },
        colours={"hair": HAIR, "earrings": CLOTHES, "hairAccessories": CLOTHES},
        skin="skin",
        glasses_part="glasses",
        glasses=("variant01", "variant03", "variant04", "variant05"),
        centre=(0.53, 0.52),
        side=0.6,
    ),
    Style(
        name="open-peeps",
        face="expression",
        smiling=("smile", "smileBig", "smileTeethGap", "calm"),
        serious=("serious", "concerned", "concernedFear", "solemn", "tired", "veryAngry"),
        parts={
            "head": tuple(
                "afro bangs bangs2 bantuKnots bun bun2 buns cornrows cornrows2 dreads1 dreads2 flatTop flatTopLong "
                "grayBun grayMedium grayShort hatBeanie hatHip hijab long longBangs longCurly medium1 medium2 medium3 "
                "mediumBangs mediumBangs2 mediumBangs3 mohawk noHair1 noHair2 noHair3 pomp shaved1 shaved2 "
                "shaved3 short1 short2 short3 short4 short5 turban twists twists2".split()
            ),
            "facialHair": ("", "", "", "", "chin"),
            "mask": ("",),
        },
        colours={"headContrast": HAIR[2:], "clothing": CLOTHES},
        skin="skin",
        glasses_part="accessories",
        glasses=("glasses", "glasses2", "glasses3", "glasses5"),
        centre=(0.57, 0.52),
        side=0.61,
        told_by=("headVariant",),
    ),
    Style(
        name="micah",
        face="mouth",
        smiling=("smile", "laughing", "smirk"),
        serious=("frown", "sad", "pucker", "surprised"),
        parts={
            "hair": tuple("dannyPhantom dougFunny fonze full mrClean mrT pixie turban".split()),
            "eyes": ("eyes", "eyesShadow", "round"),
            "eyebrows": ("down", "eyelashesDown", "eyelashesUp", "up"),
            "nose": ("curve", "pointed", "tound"),
            "ears": ("attached", "detached"),
            "earrings": ("", "", "hoop", "stud"),
            "facialHair": ("", "", "", "", "scruff"),
            "clothes": ("collared", "crew", "open"),
            "head": ("standard",),
        },
        colours={"hair": HAIR, "shirt": CLOTHES, "earring": CLOTHES, "glasses": ("#000000", *CLOTHES[:4])},
        skin="base",
        glasses_part="glasses",
        glasses=("round", "square"),
        centre=(0.51, 0.46),
        side=0.66,
    ),
    Style(
        name="toon-head",
        face="mouth",
        smiling=("laugh",),
        serious=("agape", "angry"),
        parts={
            "hair": ("bun", "sideComed", "spiky", "undercut"),
            "rearHair": ("", "", "longStraight", "longWavy", "neckHigh", "shoulderHigh"),
            "eyes": ("wide", "happy", "wide"),
            "eyebrows": ("neutral", "raised"),
            "beard": ("", "", "", "chin"),
            "clothes": ("dress", "openJacket", "shirt", "tShirt", "turtleNeck"),
            "body": ("body",),
            "head": ("head",),
        },
        colours={"hair": HAIR, "clothes": CLOTHES},
        skin="skin",
        centre=(0.5, 0.53),
        side=0.54,
        told_by=("hairVariant", "rearHairProbability", "rearHairVariant", "hairColor"),
    ),
)


@dataclass(frozen=True)
class Person:
    """What stays the same in every picture of one person; `glasses` may be taken off."""

    style: Style
    tone: int  # place in TONES, 0 (lightest) to 9 (darkest)
    looks: dict[str, str | int] = field(hash=False)
    glasses: str = ""

    @property
    def key(self) -> tuple[str | int, ...]:
        """What tells this person from every other one."""
        return (self.style.name, self.tone, *(self.looks.get(name, "") for name in self.style.told_by))

    def options(self, face: str, glasses: bool) -> dict[str, str | int]:
        """Return every choice that a drawing of this person needs: nothing is left to the renderer's chance."""
        options = dict(self.looks)
        options[f"{self.style.face}Variant"] = face
        options[f"{self.style.skin}Color"] = TONES[self.tone]
        if self.style.glasses_part:
            options |= _chosen(self.style.glasses_part, self.glasses if glasses else "")
        return options


def draw_people(count: int, random: np.random.Generator) -> list[Person]:
    """Return people no two of whom look alike: styles and skin tones in turn."""
    people: dict[tuple[str | int, ...], Person] = {}
    for place, style in enumerate(islice(cycle(STYLES), count)):
        # 3 and 7 have no factor in common with 10: any run of people meets light and dark tones in each style.
        tone = (place // len(STYLES) * 3 + place % len(STYLES) * 7) % len(TONES)
        person = _draw_person(style, tone, random)
        while person.key in people:
            person = _draw_person(style, tone, random)
        people[person.key] = person
    return list(people.values())


def _draw_person(style: Style, tone: int, random: np.random.Generator) -> Person:
    looks: dict[str, str | int] = {}
    for part, variants in style.parts.items():
        looks |= _chosen(part, _one(variants, random))
    looks |= {f"{name}Color": _one(colours, random) for name, colours in style.colours.items()}
    return Person(style, tone, looks, _one(style.glasses, random) if style.glasses else "")


def _one(choices: tuple[str, ...], random: np.random.Generator) -> str:
    return choices[int(random.integers(len(choices)))]


def _chosen(part: str, variant: str) -> dict[str, str | int]:
    return {f"{part}Variant": variant, f"{part}Probability": 100} if variant else {f"{part}Probability": 0}
