"""Who works at Maison Perrin & Filles, makers of umbrellas, and which canals they talk in. Data only."""

from dataclasses import dataclass
from typing import Literal

from app.demo.cats import Cat

OFFICE = "Maison Perrin & Filles"


@dataclass(frozen=True)
class Character:
    """A member of the demo. `note` is the status line under the nickname, `job` is for the sign-in page."""

    login: str
    nickname: str
    name: str
    job: str
    note: str
    color: str
    cat: Cat
    role: Literal["admin", "member"] = "member"


@dataclass(frozen=True)
class Place:
    """A canal of the demo. `key` names its file in `talk/`; `logins` are its members when it is not open."""

    key: str
    kind: Literal["open", "private", "direct"]
    logins: tuple[str, ...] = ()
    name: str = ""
    color: str = ""
    topic: str = ""


CHARACTERS = (
    Character(
        "odile",
        "Odile",
        "Odile Perrin",
        "Gérante",
        "en rendez-vous, laissez un mot",
        "#a11a5b",
        Cat(
            "plain",
            "#a9b1c2",
            "#e4e8f0",
            "round glasses",
            "#f0c14b",
            iris="#f0a93a",
            muzzle="#dfe3ec",
            nose="#8c7f93",
            clothes="#f6e3c5",
        ),
        role="admin",
    ),
    Character(
        "agathe",
        "Agathe",
        "Agathe Perrin",
        "Création et collections",
        "dans les échantillons jusqu’au cou",
        "#8a5a00",
        Cat(
            "calico",
            "#fff3e2",
            "#4a3f4d",
            "pencil",
            "#2bb3c0",
            third="#e58a3c",
            iris="#7fb85a",
            clothes="#3d8f86",
        ),
        role="admin",
    ),
    Character(
        "lea",
        "Léa",
        "Léa Fontanel",
        "Marketing et communication",
        "invitations du salon, on y est presque",
        "#c2570c",
        Cat("tuxedo", "#39323f", "#fff8ee", "neckerchief", "#1f9aa8", iris="#9bd05a", muzzle="#ffffff"),
    ),
    Character(
        "karim",
        "Karim",
        "Karim Benali",
        "Chef d’atelier",
        "à l’atelier, passez me voir",
        "#2d7a46",
        Cat("tabby", "#c49a6c", "#7c5535", "tape measure", "#ffd23f", iris="#cfe06a", muzzle="#f6e3c8"),
    ),
    Character(
        "nour",
        "Nour",
        "Nour Haddad",
        "Service clients",
        "au téléphone",
        "#0e7490",
        Cat(
            "patch",
            "#fffaf2",
            "#e3b07a",
            "headset",
            "#ffb03b",
            iris="#5aa9e6",
            other_iris="#8fbf5a",
            clothes="#ff8a6b",
        ),
    ),
    Character(
        "marc",
        "Marc",
        "Marc Delorme",
        "Commercial",
        "en tournée, je rappelle aux pauses",
        "#1d5fa8",
        Cat("socks", "#ee9b4a", "#c9702a", "bow tie", "#e0475b", iris="#8cc152", eyes="wink"),
    ),
    Character(
        "zoe",
        "Zoé",
        "Zoé Maillard",
        "Graphisme",
        "casque sur les oreilles = maquette en cours",
        "#5b4fc4",
        Cat(
            "points",
            "#f3e2c8",
            "#6d5348",
            "bonnet",
            "#ff7a68",
            iris="#6fb7ea",
            muzzle="#8a6f62",
            nose="#3c2d2a",
            clothes="#ffc857",
        ),
    ),
    Character(
        "jb",
        "Jean-Baptiste",
        "Jean-Baptiste Lacroix",
        "Comptabilité",
        "déclaration de TVA, parlez doucement",
        "#9a3412",
        Cat(
            "tabby",
            "#b8b4b0",
            "#77727a",
            "square glasses",
            "#2f4858",
            iris="#e9c46a",
            muzzle="#f1eee9",
            clothes="#3b5f86",
        ),
    ),
    Character(
        "solene",
        "Solène",
        "Solène Guérin",
        "Achats et expéditions",
        "sur le quai, téléphone en poche",
        "#5b4fc4",
        Cat(
            "tortoiseshell",
            "#e79a4d",
            "#4b3a3d",
            "scarf",
            "#2fae8f",
            third="#f6d3a0",
            iris="#d8c24a",
            muzzle="#fbe7cd",
        ),
    ),
    Character(
        "theo",
        "Théo",
        "Théo Vidal",
        "Apprenti monteur",
        "apprenti, toujours une question",
        "#0e7490",
        Cat(
            "spots",
            "#ecd2a6",
            "#a4743f",
            "cap",
            "#f2634b",
            iris="#7cb342",
            eyes="happy",
            clothes="#fff1dc",
        ),
    ),
)

PLACES = (
    Place("office", "open", name="Tout le bureau", color="#c2570c", topic="Ce qui concerne toute la maison"),
    Place(
        "marketing",
        "open",
        name="Service marketing",
        color="#0e7490",
        topic="Salon de Lyon le {salon} : affiches, stand, invitations",
    ),
    Place("coffee", "open", name="Machine à café", color="#8a5a00", topic="Tout ce qui n’est pas urgent"),
    Place(
        "workshop",
        "open",
        name="Atelier et livraisons",
        color="#2d7a46",
        topic="Montage, réceptions, départs",
    ),
    Place(
        "accounts",
        "private",
        ("odile", "agathe", "jb", "solene"),
        "Administratif",
        "#a11a5b",
        "Factures, banque, paie",
    ),
    Place(
        "fair",
        "private",
        ("odile", "agathe", "lea", "zoe", "marc", "karim"),
        "Salon de Lyon",
        "#5b4fc4",
        "Stand B14 : budget, nouveau modèle, surprise",
    ),
    Place("lea-karim", "direct", ("lea", "karim")),
    Place("odile-lea-marc", "direct", ("odile", "lea", "marc")),
    Place("nour-solene", "direct", ("nour", "solene")),
)


def logins_in(place: Place) -> tuple[str, ...]:
    """The logins of those in this canal."""
    return tuple(c.login for c in CHARACTERS) if place.kind == "open" else place.logins
