"""The middle of the window, what the page is for: its head, its log, and where one writes."""

from nicegui.element import Element


class Conversation(Element, default_classes="conversation"):
    def __init__(self) -> None:
        super().__init__("main")
