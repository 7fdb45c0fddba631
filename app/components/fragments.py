"""The keyed pieces of HTML that lists show: a message, a canal, a member. Each is the same for all its viewers.

Nothing here depends on who looks, in which language or from which time zone: the browser adds names, local times
and what is one's own from the `data-` attributes. Nothing here may say what not all its viewers may know.
"""

from htpy import Element, a, article, button, dd, div, dl, dt, fragment, h1, img, li, p, small, span, strong
from markupsafe import Markup

from app.components.icons import icon
from app.store import cards
from app.store.cards import Card
from app.store.state import Canal, Member, Message
from app.text.typed import fold


def initial(nickname: str) -> str:
    """The letter in a member's image when they have given none."""
    return next((letter for letter in nickname if letter.isalnum()), "?").upper()


def cat(member: Member, status: str, address: str = "") -> Element:
    """A member's image: it wears ears while they are connected, and sleeps while they are absent.

    :param address: where the image is, when not at its usual address, which only members may see
    """
    address = address or (member.image and f"/images/{member.image}-64.webp")
    face = img(src=address, alt="") if address else span(".initial")[initial(member.nickname)]
    return span(class_=["cat", {"absent": status == "absent"}], style=f"--m:{member.color}")[face]


def member_row(member: Member, status: str) -> str:
    return str(
        li(
            ".person",
            data_member_id=str(member.id),
            data_status=status,
            data_nickname=member.nickname,
            data_sort=f"{fold(member.nickname)} {member.id}",
            tabindex="-1",
        )[
            cat(member, status),
            span(".nm")[span(".nick")[member.nickname], small[member.note]],
            button(".canal-arrow.member-arrow", type="button", data_action="member-card")[icon("chev", 14)],
        ]
    )


def canal_row(canal: Canal) -> str:
    """A canal in the drawer. A direct conversation has no name: the browser names it after the others in it."""
    return str(
        li(
            ".canal",
            data_canal_id=str(canal.id),
            data_kind=canal.kind,
            data_name=canal.name,
            data_sort=f"{fold(canal.name)} {canal.id}",
            data_unread="false",
            data_color=canal.color,
            data_archived="true" if canal.archived else None,
            data_members=None if canal.is_open else ",".join(map(str, sorted(canal.joined))),
            style=f"--c:{canal.color}",
        )[
            button(".canal-arrow", type="button", data_action="canal-card")[icon("chev", 14)],
            a(".canal-link", href=f"/?canal={canal.id}")[
                span(".swatch"),
                span(".name")[canal.name],
                icon("lock", 13) if canal.kind == "private" else None,
                span(".star")["🌟"],
                span(".n"),
            ],
        ]
    )


def canal_head(canal: Canal) -> str:
    """What the header says of the open canal; without a topic, the browser says how many are in it."""
    count = None if canal.is_open else str(len(canal.joined))
    return str(
        fragment[
            h1[canal.name, icon("lock", 15) if canal.kind == "private" else None],
            p(data_count=count)[canal.topic],
        ]
    )


def event_line(message: Message) -> str:
    """Something that happened to the canal; the browser says it in its reader's words."""
    return str(
        article(
            ".event",
            data_message_id=str(message.id),
            data_author_id=str(message.author_id),
            data_at=str(message.at),
            data_event=message.event,
        )
    )


def message_item(message: Message) -> str:
    if message.event:
        return event_line(message)
    aside = bool(message.recipients)
    return str(
        article(
            class_=["msg", {"aside": aside}],
            data_message_id=str(message.id),
            data_author_id=str(message.author_id),
            data_at=str(message.at),
            data_aside="true" if aside else None,
            data_recipients=",".join(map(str, message.recipients)) if aside else None,
        )[
            div(".bubble")[
                div(".message-body")[Markup(message.html)],  # noqa: S704 - made by app.text.render
                record(cards.read(message.card)) if message.card else None,
            ]
        ]
    )


def record(card: Card) -> Element:
    """A record that a message carries; the browser says "Open the record" before the site that its link leads to."""
    return div(".record")[
        p(".record-head")[
            strong(dir="auto")[card.title],
            # Most titles say it already.
            span(".record-reference")[card.reference] if card.reference not in card.title else None,
        ],
        dl[[div[dt(dir="auto")[name], dd(dir="auto")[value]] for name, value in card.fields]] if card.fields else None,
        a(".record-open", href=card.link, target="_blank", rel="noopener noreferrer nofollow")[
            icon("outside", 15), span(".verb"), span(".site")[card.site]
        ]
        if card.link
        else None,
    ]
