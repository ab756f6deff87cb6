"""Names of some of ImageNet's 1,000 classes: those that the shipped photographs call up, and their neighbours."""

from __future__ import annotations

NAMES = {
    8: "hen", 9: "ostrich", 21: "kite (bird)", 22: "bald eagle", 23: "vulture", 84: "peacock", 139: "ruddy turnstone",
    169: "redbone (dog)", 176: "Saluki (dog)", 207: "golden retriever", 208: "Labrador retriever",
    235: "German shepherd", 248: "Eskimo dog", 249: "malamute", 250: "Siberian husky", 257: "Great Pyrenees",
    281: "tabby cat", 282: "tiger cat", 283: "Persian cat", 284: "Siamese cat", 285: "Egyptian cat", 287: "lynx",
    290: "jaguar", 291: "lion", 292: "tiger", 309: "bee", 340: "zebra", 346: "water buffalo", 348: "ram",
    349: "bighorn sheep", 354: "Arabian camel", 355: "llama", 388: "giant panda", 400: "academic gown",
    442: "bell tower", 444: "tandem bicycle", 450: "bobsled", 464: "buckle", 483: "castle", 492: "chest",
    493: "chiffonier", 504: "coffee mug", 540: "drilling platform", 541: "drum", 552: "feather boa",
    560: "football helmet", 573: "go-kart", 611: "jigsaw puzzle", 625: "lifeboat", 634: "sawmill",
    652: "military uniform", 657: "missile", 663: "monastery", 667: "mortarboard (cap)", 671: "mountain bike",
    691: "oxygen mask", 698: "palace", 703: "park bench", 717: "pickup truck", 728: "plastic bag", 730: "plough",
    744: "projectile", 796: "ski mask", 809: "soup bowl", 812: "space shuttle", 834: "suit", 906: "Windsor tie",
    913: "wreck", 921: "book jacket", 925: "consommé", 947: "mushroom", 954: "banana", 960: "chocolate sauce",
    967: "espresso", 968: "cup", 969: "eggnog", 973: "coral reef", 975: "lakeside", 985: "daisy",
    996: "hen-of-the-woods",
}  # fmt: skip


def class_name(index: int) -> str:
    """Return the name of a class, or "class 123" where the course has none.

    The full list comes with Keras over the internet: `keras.applications.imagenet_utils.decode_predictions`.

    >>> class_name(285), class_name(123)
    ('Egyptian cat', 'class 123')
    """
    return NAMES.get(index, f"class {index}")
