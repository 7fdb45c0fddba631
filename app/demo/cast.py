"""Who works at Maison Perrin & Filles, makers of umbrellas, and which canals they talk in. Data only."""

from dataclasses import dataclass
from typing import Literal

from app.demo.cats import Cat
from app.demo.languages import Both

OFFICE = "Maison Perrin & Filles"
NAMELESS = Both("", "")


@dataclass(frozen=True)
class Character:
    """A member of the demo. `note` is the status line under the nickname, `job` is for the sign-in page."""

    login: str
    nickname: str
    name: str
    job: Both
    note: Both
    color: str
    cat: Cat
    role: Literal["admin", "member"] = "member"


@dataclass(frozen=True)
class Place:
    """A canal of the demo. `key` names its file in `talk/`; `logins` are its members when it is not open."""

    key: str
    kind: Literal["open", "private", "direct"]
    logins: tuple[str, ...] = ()
    name: Both = NAMELESS
    color: str = ""
    topic: Both = NAMELESS
    description: Both = NAMELESS


CHARACTERS = (
    Character(
        "odile",
        "Odile",
        "Odile Perrin",
        Both("Gérante", "Managing director"),
        Both("en rendez-vous, laissez un mot", "in a meeting, leave me a note"),
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
        Both("Création et collections", "Design and collections"),
        Both("dans les échantillons jusqu’au cou", "up to my neck in samples"),
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
        Both("Marketing et communication", "Marketing and communications"),
        Both("invitations du salon, on y est presque", "fair invitations, nearly there"),
        "#c2570c",
        Cat("tuxedo", "#39323f", "#fff8ee", "neckerchief", "#1f9aa8", iris="#9bd05a", muzzle="#ffffff"),
    ),
    Character(
        "karim",
        "Karim",
        "Karim Benali",
        Both("Chef d’atelier", "Workshop manager"),
        Both("à l’atelier, passez me voir", "in the workshop, come and see me"),
        "#2d7a46",
        Cat("tabby", "#c49a6c", "#7c5535", "tape measure", "#ffd23f", iris="#cfe06a", muzzle="#f6e3c8"),
    ),
    Character(
        "nour",
        "Nour",
        "Nour Haddad",
        Both("Service clients", "Customer service"),
        Both("au téléphone", "on the phone"),
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
        Both("Commercial", "Sales"),
        Both("en tournée, je rappelle aux pauses", "on the road, I call back at every stop"),
        "#1d5fa8",
        Cat("socks", "#ee9b4a", "#c9702a", "bow tie", "#e0475b", iris="#8cc152", eyes="wink"),
    ),
    Character(
        "zoe",
        "Zoé",
        "Zoé Maillard",
        Both("Graphisme", "Graphic design"),
        Both("casque sur les oreilles = maquette en cours", "headphones on = layout in progress"),
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
        Both("Comptabilité", "Accounts"),
        Both("déclaration de TVA, parlez doucement", "VAT return, please whisper"),
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
        Both("Achats et expéditions", "Purchasing and dispatch"),
        Both("sur le quai, téléphone en poche", "on the loading bay, phone in pocket"),
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
        Both("Apprenti monteur", "Apprentice assembler"),
        Both("apprenti, toujours une question", "apprentice, always one more question"),
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
    Place(
        "office",
        "open",
        name=Both("Tout le bureau", "Whole office"),
        color="#c2570c",
        topic=Both("Ce qui concerne toute la maison", "Whatever concerns us all"),
        description=Both(
            "Le canal de **toute la maison** : annonces, visites, congés, clés et chauffage.\n\n"
            "- Une question de paie ou de facture ? Voyez Jean-Baptiste.\n"
            "- Le standard ouvre à 8 h 30 et ferme à 18 h.",
            "The canal of the **whole house**: announcements, visitors, holidays, keys and heating.\n\n"
            "- A question about pay or an invoice? See Jean-Baptiste.\n"
            "- The switchboard opens at 8:30 and closes at 18:00.",
        ),
    ),
    Place(
        "marketing",
        "open",
        name=Both("Service marketing", "Marketing"),
        color="#0e7490",
        topic=Both(
            "Salon de Lyon le {salon} : affiches, stand, invitations",
            "Lyon fair on {salon}: posters, stand, invitations",
        ),
        description=Both(
            "Affiches, catalogues, site et salons. Les fichiers définitifs sont ceux que **Léa** a relus.",
            "Posters, catalogues, website and fairs. A file is final once **Léa** has read it through.",
        ),
    ),
    Place(
        "coffee",
        "open",
        name=Both("Machine à café", "Coffee machine"),
        color="#8a5a00",
        topic=Both("Tout ce qui n’est pas urgent", "Anything that isn’t urgent"),
    ),
    Place(
        "workshop",
        "open",
        name=Both("Atelier et livraisons", "Workshop and deliveries"),
        color="#2d7a46",
        topic=Both("Montage, réceptions, départs", "Assembly, goods in, goods out"),
    ),
    Place(
        "accounts",
        "private",
        ("odile", "agathe", "jb", "solene"),
        Both("Administratif", "Admin"),
        "#a11a5b",
        Both("Factures, banque, paie", "Invoices, bank, payroll"),
    ),
    Place(
        "fair",
        "private",
        ("odile", "agathe", "lea", "zoe", "marc", "karim"),
        Both("Salon de Lyon", "Lyon fair"),
        "#5b4fc4",
        Both("Stand B14 : budget, nouveau modèle, surprise", "Stand B14: budget, new model, surprise"),
    ),
    Place("lea-karim", "direct", ("lea", "karim")),
    Place("odile-lea-marc", "direct", ("odile", "lea", "marc")),
    Place("nour-solene", "direct", ("nour", "solene")),
)


def logins_in(place: Place) -> tuple[str, ...]:
    """The logins of those in this canal."""
    return tuple(c.login for c in CHARACTERS) if place.kind == "open" else place.logins
