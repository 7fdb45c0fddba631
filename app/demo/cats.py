"""How a member of the demo looks: the words that describe one cat. Drawn by `portraits.py`."""

from dataclasses import dataclass
from typing import Literal

Coat = Literal["plain", "tabby", "tuxedo", "calico", "points", "tortoiseshell", "spots", "patch", "socks"]
Eyes = Literal["round", "happy", "sleepy", "wink"]
Accessory = Literal[
    "round glasses",
    "square glasses",
    "bow tie",
    "scarf",
    "tape measure",
    "pencil",
    "bonnet",
    "headset",
    "cap",
    "neckerchief",
]


@dataclass(frozen=True)
class Cat:
    """One cat. Colours are `#rrggbb`; `second` and `third` are what the coat's pattern is drawn with."""

    coat: Coat
    fur: str
    second: str
    accessory: Accessory
    accent: str
    muzzle: str = "#fff6ea"
    third: str = "#e58a3c"
    iris: str = "#8fbf5a"
    other_iris: str | None = None
    clothes: str | None = None
    eyes: Eyes = "round"
    nose: str = "#e58b8b"
