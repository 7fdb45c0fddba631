"""What the store answers when it will not do a thing."""


class Refused(Exception):
    """A command that may not be done. `sentence` is an English msgid, `params` fill its {placeholders}."""

    why = "text"

    def __init__(self, sentence: str, /, **params: object) -> None:
        super().__init__(sentence.format(**params) if params else sentence)
        self.sentence = sentence
        self.params = params


class Forbidden(Refused):
    """The member may not, or the thing does not exist for them: the two must not be told apart."""

    why = "rights"


class Unavailable(Refused):
    """The database could not take the command just now; the same command may succeed later."""

    why = "busy"


class Unusable(Exception):
    """The data folder or its database cannot be opened. Told in one line before the process stops."""

    def __init__(self, sentence: str, /, **params: object) -> None:
        super().__init__(sentence.format(**params) if params else sentence)
        self.sentence = sentence
        self.params = params
