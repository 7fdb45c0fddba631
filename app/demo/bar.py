"""The presenter's bar: how fast the demo goes, its scenes, who one is in it. It stands apart from what it presents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from htpy import Element, Node, aside, b, button, div, form, fragment, input, kbd, span

from app.components import assets
from app.components.asking import action
from app.components.brand import logo
from app.components.cards import shortcuts
from app.components.cards.shortcuts import Shortcut
from app.components.fragments import cat
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Panel, Slots
from app.demo.pace import SPEEDS, Speed
from app.demo.scenes import Scene
from app.locale import N_, Words
from app.store import access
from app.store.feed import Change, MemberChanged
from app.store.state import Member

if TYPE_CHECKING:
    from app.demo.presenter import Presenter

KEYS = "F9 Control+F9"
"""The second one also where something is being written."""
FORM = "presenter-tools"
LOOK = f'<link rel="stylesheet" href="{assets.address("css/presenter.css")}">'

PACES: dict[Speed, str] = {"quiet": N_("Quiet"), "normal": N_("Normal"), "lively": N_("Lively")}


class Bar(Panel, default_props="tag=section"):
    """It has no right that its member has not."""

    hears = (MemberChanged,)

    def __init__(self, page: Page, presenter: Presenter) -> None:
        self.presenter = presenter
        super().__init__(page)
        presenter.join(self, self.renew)

    def is_concerned(self, change: Change) -> bool:
        return isinstance(change, MemberChanged)

    def render(self) -> Slots:
        words, member = self.page.words, self.page.member
        return {
            "stands": span(".put-away" if self.presenter.hidden else ".out", hidden=True),
            "dial": self._dial(words),
            "scenes": self._scenes(words),
            "who": self._who(words, member),
            "tools": self._tools(words),
            "note": self._note(words, member),
        }

    @action
    async def press(self, pressed: str) -> None:
        await self.presenter.press(pressed, self.page)

    def _bring(self) -> None:
        super()._bring()
        self._props["data-presenter"] = ""
        # On a narrow screen it comes when it is called.
        self._props["popover"] = "auto"
        self._props["data-region"] = "button"
        self._props["aria-label"] = self.page.words("The demo’s bar")

    def _handle_delete(self) -> None:
        self.presenter.leave(self)
        super()._handle_delete()

    # What stands in it

    def _dial(self, words: Words) -> Element:
        pace = self.presenter.pace
        says = words("Go on") if pace.paused else words("Pause")
        return _group(
            words("Pace"),
            ".dial",
            span(".is-demo", title=words("Everything you do here is forgotten when the demo stops."))[
                logo(22), b[words("Demo")]
            ],
            _button("pause", says, 0, pressed=pace.paused)[icon("play", 18) if pace.paused else icon("pause", 18)],
            span(".paces")[
                [
                    _button(f"pace-{speed}", words(PACES[speed]), -1, pressed=pace.speed == speed)[
                        span(".word")[words(PACES[speed])], span(".steps", aria_hidden="true")["›" * n]
                    ]
                    for n, speed in enumerate(SPEEDS, start=1)
                ]
            ],
        )

    def _scenes(self, words: Words) -> Element:
        playing = self.presenter.director.playing
        buttons = [
            _scene(words, each, n, plays=playing is not None and playing.name == each.name)
            for n, each in enumerate(self.presenter.scenes)
        ]
        return _group(words("Scenes"), ".scenes", *buttons)

    def _who(self, words: Words, member: Member) -> Element:
        company = self.presenter.company
        logins = company.logins
        own = company.login_of(member.id)
        first = own or logins[0]
        faces = [_face(words, company.member(login), 0 if login == first else -1, login == own) for login in logins]
        return div(".who", role="toolbar", aria_label=words("Who you are"), data_rove="button")[
            form(method="post", action="/demo/who")[faces]
        ]

    def _tools(self, words: Words) -> Element:
        other = "en" if self.presenter.lang == "fr" else "fr"
        return div(".tools", role="toolbar", aria_label=words("The demo"), data_rove="button")[
            form(method="get", action="/demo/beside")[
                button(
                    type="submit",
                    name="beside",
                    aria_label=words("Open beside"),
                    tabindex="0",
                    title=words("Two colleagues side by side on this screen"),
                )[icon("devices", 18), span(".word")[words("Open beside")]]
            ],
            form(id=FORM, data_send="press", data_at_once=True)[
                _button("reset", words("Start again: the office is as it was"), -1)[icon("history", 18)],
                _button(
                    f"speak-{other}",
                    words("Start again in English") if other == "en" else words("Start again in French"),
                    -1,
                )[other.upper()],
                _button("hide", words("Hide this bar; F9 brings it back"), -1)[icon("eye", 18), kbd["F9"]],
            ],
        ]

    def _note(self, words: Words, member: Member) -> Element:
        """What whoever looks on is to know of the scene."""
        played = self.presenter.director.playing
        return div(".note", role="status")[self._of(words, member, played) if played else None]

    def _of(self, words: Words, member: Member, played: Scene) -> Node:
        company = self.presenter.company
        canal, viewer = company.canal(played.canal), company.member(played.viewer)
        if not access.is_in(member, canal):
            unseen = words(
                "“{scene}” is played in {canal}, which {name} does not see.",
                scene=played.title,
                canal=canal.name,
                name=member.nickname,
            )
        elif played.circle and company.login_of(member.id) not in played.circle:
            unseen = words("“{scene}” is told aside, and not to {name}.", scene=played.title, name=member.nickname)
        else:
            return span[played.about]
        return fragment[
            span[unseen],
            form(method="post", action="/demo/who")[
                input(type="hidden", name="next", value=f"/?canal={canal.id}"),
                button(type="submit", name="who", value=str(viewer.id))[words("Be {name}", name=viewer.nickname)],
            ],
        ]


def around(bar: Bar, words: Words, hidden: bool) -> Node:
    """What belongs to it in the page: the room that it has from the first paint on, what opens it on a narrow screen,
    and the key by which it goes and comes."""
    return fragment[
        None if hidden else div(".presenter-room"),
        aside(".presenter-door", aria_label=words("Demo"))[
            button(
                type="button",
                popovertarget=f"c{bar.id}",
                aria_label=words("The demo’s bar"),
                title=words("The demo’s bar"),
            )[logo(24)]
        ],
        # Not in the form: from within one, it alone would hear them.
        div(hidden=True)[
            button(type="submit", form=FORM, name="hide", data_anywhere=True, aria_keyshortcuts=KEYS)[words(HIDES)]
        ],
    ]


HIDES = N_("The demo’s bar goes, or comes back")


def tell_keys() -> None:
    """What its keys do stands in the card of all shortcuts."""
    shortcuts.also(N_("Demo"), (Shortcut(N_("F9"), HIDES),))


def _group(label: str, look: str, *buttons: Node) -> Element:
    return div(look, role="toolbar", aria_label=label, data_rove="button")[
        form(data_send="press", data_at_once=True)[buttons]
    ]


def _button(name: str, says: str, tabindex: int, pressed: bool | None = None) -> Element:
    """:param says: what it says where it is a drawing"""
    return button(
        type="submit",
        name=name,
        tabindex=str(tabindex),
        aria_label=says or None,
        title=says or None,
        aria_pressed=None if pressed is None else str(pressed).lower(),
    )


def _scene(words: Words, scene: Scene, n: int, plays: bool) -> Element:
    return button(
        type="submit",
        name=f"scene-{scene.name}",
        data_scene=scene.name,
        tabindex="-1" if n else "0",
        title=words("Stop") if plays else scene.about,
        aria_pressed=str(plays).lower(),
    )[scene.title]


def _face(words: Words, member: Member, tabindex: int, own: bool) -> Element:
    says = words("You are {name}", name=member.nickname) if own else words("Be {name}", name=member.nickname)
    return button(
        type="submit",
        name="who",
        value=str(member.id),
        tabindex=str(tabindex),
        aria_label=says,
        title=says,
        aria_pressed=str(own).lower(),
    )[cat(member, "connected")]
