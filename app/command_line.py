"""The command line: `python main.py [operation] [options]`, options before or after the operation's name."""

import sys
import textwrap
from argparse import SUPPRESS, ArgumentError, ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, BinaryIO

from app.locale import N_, Words, catalogue, terminal_language
from app.settings import OPTIONS, Option, Settings, Trouble, flag, load


@dataclass(frozen=True)
class Operation:
    """Something that Miaou can be asked to do.

    :param operands: what follows its name, each a word in --help
    :param options: the options that go with it and no other
    """

    operands: str
    purpose: str
    options: tuple[str, ...] = ()


WIDTH, LEFT = 100, 31
"""Of --help: columns in all, and before an explanation begins."""

OPERATIONS = {
    "serve": Operation("", N_("open the office; what happens when no operation is named")),
    "create-member": Operation(
        N_("LOGIN"),
        N_("add a member, to a running office or a new one"),
        ("admin", "nickname", "password_stdin"),
    ),
    "reset-password": Operation(N_("LOGIN"), N_("give a member another password"), ("password_stdin",)),
    "backup": Operation(N_("FILE"), N_("back a running or stopped office up into one file, and check it")),
    "restore": Operation(N_("FILE"), N_("go back to a backup, in a stopped office"), ("replace",)),
    "export": Operation(N_("MEMBER FILE"), N_("all that a member said and was told, as a zip of pages and JSON")),
}

_OWN_OPTIONS = {
    "admin": Option("", N_("create-member: the new member is an admin"), ""),
    "nickname": Option(N_("NAME"), N_("create-member: the name that colleagues see (else the login)"), ""),
    "replace": Option("", N_("restore: there may be an office already; it is kept aside"), ""),
    "password_stdin": Option("", N_("the password is the first line of standard input (required)"), ""),
}
_ANSWERS = {
    "help": Option("", N_("show this and stop"), ""),
    "version": Option("", N_("show the version and stop"), ""),
}
_ALL_OPTIONS = OPTIONS | _OWN_OPTIONS | _ANSWERS


@dataclass(frozen=True)
class Order:
    """What was asked for at the terminal; what its operation does not take is empty.

    :param operation: one of `OPERATIONS`
    :param file: what is backed up into, restored or exported into, as an absolute path
    """

    settings: Settings
    operation: str
    login: str = ""
    nickname: str = ""
    password: str = field(default="", repr=False)
    admin: bool = False
    file: Path = Path()
    replace: bool = False


def read(argv: Sequence[str], stdin: BinaryIO | None = None) -> Order:
    """Reads the command line without the program's name, and with it the settings.

    :param stdin: where the password comes from; the process's own standard input when left out
    :raises Trouble: when something in it, in the environment or in the `.env` file will not do
    :raises SystemExit: with status 0, once --help or --version has been answered
    """
    given, operands = _split(argv)
    _answer(given)
    name, *operands = operands or ["serve"]
    operation = _operation(name, operands, given)
    settings = load({option: value for option, value in given.items() if option in OPTIONS})
    meant = dict(zip(operation.operands.split(), operands, strict=True))
    return Order(
        settings,
        name,
        login=meant.get("LOGIN") or meant.get("MEMBER", ""),
        nickname=given.get("nickname", ""),
        admin=given.get("admin", False),
        file=Path(meant.get("FILE", "")).expanduser().absolute(),
        replace=given.get("replace", False),
        password=_password(stdin or sys.stdin.buffer) if "password_stdin" in operation.options else "",
    )


def help_text(words: Words) -> str:
    """What --help shows, at most `WIDTH` columns wide."""
    operations = {
        f"{name} {words(operation.operands)}": words(operation.purpose) for name, operation in OPERATIONS.items()
    }
    note = words(
        "Every option is also an environment variable (MIAOU_PORT=8080) and may stand in a .env file of the "
        "current folder. The command line comes first, then the environment, then the file."
    )
    return "\n".join(
        [
            words("Usage: python main.py [OPERATION] [OPTIONS]"),
            "",
            words("Miaou, the chat of a small office."),
            *_table(words("Operations:"), operations),
            *_table(words("Options:"), _described(words, OPTIONS | _ANSWERS)),
            *_table(words("Options of operations:"), _described(words, _OWN_OPTIONS)),
            "",
            *textwrap.wrap(note, WIDTH),
        ]
    )


def _split(argv: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """The options given, by name, and the words between them. Values stay text: `load` judges them."""
    parser = ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False, argument_default=SUPPRESS)
    parser.add_argument("operands", nargs="*")
    for name, option in _ALL_OPTIONS.items():
        names = ["-h", flag(name)] if name == "help" else [flag(name)]
        parser.add_argument(*names, dest=name, action="store" if option.value else "store_true")
    try:
        given, unknown = parser.parse_known_intermixed_args(argv)
    except ArgumentError as error:
        raise _misused(error) from error
    if unknown and not {"help", "version"} & vars(given).keys():
        raise Trouble("There is no option {option}: see --help.", option=unknown[0].partition("=")[0])
    found = vars(given)
    return found, found.pop("operands", [])


def _misused(error: ArgumentError) -> Trouble:
    name = (error.argument_name or "").rpartition("/")[2]
    if any(flag(key) == name and option.value for key, option in _ALL_OPTIONS.items()):
        return Trouble("The option {option} needs a value.", option=name)
    return Trouble("The option {option} takes no value.", option=name)


def _answer(given: Mapping[str, Any]) -> None:
    if "help" in given:
        sys.stdout.write(help_text(catalogue(terminal_language())) + "\n")
    elif "version" in given:
        sys.stdout.write(f"Miaou {_version()}\n")
    else:
        return
    raise SystemExit(0)


def _operation(name: str, operands: Sequence[str], given: Mapping[str, Any]) -> Operation:
    operation = OPERATIONS.get(name)
    if operation is None:
        raise Trouble("There is no operation “{name}”: see --help.", name=name)
    if len(operands) != len(operation.operands.split()):
        words = catalogue(terminal_language())
        usage = f"{name} {words(operation.operands)}".strip()
        raise Trouble("This operation is written: {usage}.", usage=usage)
    for option in _OWN_OPTIONS:
        if option in given and option not in operation.options:
            raise Trouble("The option {option} does not go with the operation {name}.", option=flag(option), name=name)
    if "password_stdin" in operation.options and "password_stdin" not in given:
        raise Trouble(
            "Add --password-stdin and send the password on standard input: "
            "on the command line others could read it in the list of processes."
        )
    return operation


def _password(stdin: BinaryIO) -> str:
    # As bytes: Windows may take standard input for another encoding than the one it was written in.
    try:
        password = stdin.readline().decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise Trouble("The password on standard input is not a text in UTF-8.") from error
    if not password:
        raise Trouble("No password came on standard input.")
    return password


def _described(words: Words, options: Mapping[str, Option]) -> dict[str, str]:
    described = {}
    for name, option in options.items():
        default = Settings.model_fields[name].default if name in OPTIONS else None
        described[f"{flag(name)} {words(option.value)}"] = words(option.purpose, default=default)
    return described


def _table(title: str, rows: Mapping[str, str]) -> Iterator[str]:
    yield from ("", title)
    for left, right in rows.items():
        first, *rest = textwrap.wrap(right, WIDTH - LEFT)
        yield f"  {left}".ljust(LEFT) + first
        yield from (" " * LEFT + line for line in rest)


def _version() -> str:
    try:
        return version("miaou")
    except PackageNotFoundError:
        return "?"
