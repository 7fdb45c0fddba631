"""The settings of an instance: from the command line, else the environment (MIAOU_*), else a `.env` file."""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv.parser import Binding, parse_stream
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from app.locale import N_, catalogue, terminal_language
from app.store.backups import FOLDER

PREFIX = "MIAOU_"
ENV_FILE = Path(".env")

ANY_ADDRESS = "0.0.0.0"  # noqa: S104, colleagues come over the office's network: that is what Miaou is for
THIS_MACHINE = "127.0.0.1"


class Trouble(Exception):
    """What keeps Miaou from doing as asked: its text is one plain line for the terminal, in the language of
    whoever started Miaou, and `status` the exit status that goes with it.

    :param sentence: an English msgid, whose {placeholders} `params` fill
    """

    status = 2
    remedy: "Trouble | None" = None
    """A second sentence for the same line: what to do."""

    def __init__(self, sentence: str, /, **params: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.params = {
            # A path that is cut short leads nowhere.
            name: _one_line(value) if isinstance(value, Path) else _short(value)
            for name, value in params.items()
        }

    def __str__(self) -> str:
        said = catalogue(terminal_language())(self.sentence, **self.params)
        return said if self.remedy is None else f"{said} {self.remedy}"


@dataclass(frozen=True)
class Option:
    """What people are told about a setting.

    :param value: what follows the option in --help; nothing for a switch
    :param purpose: what it is for; {default} is its default
    :param refusal: what a bad value is answered; {option} is where it came from
    """

    value: str
    purpose: str
    refusal: str


def _host(value: str) -> str:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        if not re.fullmatch(r"[\w-]+(\.[\w-]+)*\.?", value):
            raise
    return value


def _folder(value: object) -> object:
    if not str(value).strip():
        raise ValueError
    try:
        return Path(str(value)).expanduser()
    except RuntimeError as error:
        raise ValueError from error


def _sqlite_file(value: str) -> str:
    try:
        url = make_url(value)
    except ArgumentError as error:
        raise ValueError from error
    # A database in memory would be another one for every connection, and gone with the process.
    if url.drivername not in {"sqlite", "sqlite+pysqlite"} or url.host or not url.database:
        raise ValueError
    if url.database == ":memory:" or url.database.startswith("file:"):
        raise ValueError
    return value


def _proxies(value: str) -> str:
    proxies = [proxy.strip() for proxy in value.split(",")]
    if proxies != ["*"]:
        for proxy in proxies:
            ipaddress.ip_network(proxy, strict=False)
    return ",".join(proxies)


def _public_address(value: str) -> str:
    address = urlsplit(value)
    # Our pages stand at the top of their address; a folder in front of them would lead nowhere.
    if address.scheme not in {"http", "https"} or not address.hostname or address.path not in {"", "/"}:
        raise ValueError
    if address.query or address.fragment or address.username is not None or address.port == 0:
        raise ValueError
    return value.rstrip("/")


def _moment(value: datetime) -> datetime:
    # Message ids begin in 2020; and a bare number is not meant as seconds since 1970.
    if not 2021 <= value.year < 2200:
        raise ValueError
    return value


_YES_OR_NO = N_("{option} must be yes or no, not “{value}”.")


class Settings(BaseSettings):
    """One instance's settings, checked.

    :raises pydantic.ValidationError: for a bad value; `load` makes a plain sentence of it
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        # Windows' Notepad may begin a file with a byte order mark.
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        # An empty address stands for "none" as a default, but nobody means to set one.
        validate_default=False,
        str_strip_whitespace=True,
    )

    demo: Annotated[
        bool,
        Option("", N_("open a furnished office to try, in a temporary folder, on this machine only"), _YES_OR_NO),
    ] = False
    demo_seed: Annotated[
        int,
        Field(ge=0, le=2**31 - 1),
        Option(
            N_("N"),
            N_("--demo: what its colleagues do is the same for the same number ({default})"),
            N_("{option} must be a whole number from 0 to 2147483647, not “{value}”."),
        ),
    ] = 0
    demo_time: Annotated[
        Annotated[datetime, AfterValidator(_moment)] | None,
        Option(
            N_("TIME"),
            N_("--demo: the moment at which it begins, such as 2026-03-02T09:00 (now)"),
            N_("{option} must be a moment such as 2026-03-02T09:00, not “{value}”."),
        ),
    ] = None
    host: Annotated[
        str,
        AfterValidator(_host),
        Option(
            N_("ADDRESS"),
            N_("the address to listen on (all of this machine's; with --demo 127.0.0.1)"),
            N_("{option} must be an address or the name of a machine, not “{value}”."),
        ),
        # In the demo one picks who to be, without a password: nobody else may come in unless asked for.
    ] = Field(default_factory=lambda before: THIS_MACHINE if before.get("demo") else ANY_ADDRESS)
    port: Annotated[
        int,
        Field(ge=1, le=65535),
        Option(
            N_("PORT"),
            N_("the port to listen on ({default})"),
            N_("{option} must be a whole number from 1 to 65535, not “{value}”."),
        ),
    ] = 8080
    data_dir: Annotated[
        Path,
        BeforeValidator(_folder),
        Option(
            N_("FOLDER"),
            N_("where everything of this office lies: database, files, secret key ({default})"),
            N_("{option} must name a folder."),
        ),
    ] = Path("data")
    database_url: Annotated[
        str,
        AfterValidator(_sqlite_file),
        Option(
            N_("URL"),
            N_("an SQLite file elsewhere than in the data folder, such as sqlite:///miaou.db"),
            # Without the value: an address of another database may hold its password.
            N_("{option} must be the address of an SQLite file, such as sqlite:///miaou.db."),
        ),
    ] = ""
    backup_dir: Annotated[
        Path | None,
        BeforeValidator(_folder),
        Option(
            N_("FOLDER"),
            N_("where a backup is kept each day, better on another disk (backups, in the data folder)"),
            N_("{option} must name a folder."),
        ),
    ] = None
    backup_hour: Annotated[
        int,
        Field(ge=0, le=23),
        Option(
            N_("HOUR"),
            N_("the hour of this machine's clock at which it is made ({default})"),
            N_("{option} must be a whole number from 0 to 23, not “{value}”."),
        ),
    ] = 3
    backup_keep: Annotated[
        int,
        Field(ge=0, le=1000),
        Option(
            N_("N"),
            N_("how many of them are kept; 0: none are made ({default})"),
            N_("{option} must be a whole number from 0 to 1000, not “{value}”."),
        ),
    ] = 7
    file_limit: Annotated[
        int,
        Field(ge=1, le=2000),
        Option(
            N_("MB"),
            N_("how heavy a file may be that goes with a message, in megabytes ({default})"),
            N_("{option} must be a whole number from 1 to 2000, not “{value}”."),
        ),
    ] = 25
    files_quota: Annotated[
        int,
        Field(ge=0, le=1_000_000),
        Option(
            N_("GB"),
            N_("how much room all of them may take, in gigabytes; 0: as much as the disk holds ({default})"),
            N_("{option} must be a whole number from 0 to 1000000, not “{value}”."),
        ),
    ] = 20
    public_url: Annotated[
        str,
        AfterValidator(_public_address),
        Option(
            N_("URL"),
            N_("the address that colleagues use, when a proxy stands in front"),
            N_("{option} must be an address such as https://chat.example.com, not “{value}”."),
        ),
    ] = ""
    trusted_proxies: Annotated[
        str,
        AfterValidator(_proxies),
        Option(
            N_("ADDRESSES"),
            N_("whose word on a visitor's address and on TLS is believed ({default})"),
            N_("{option} must be addresses or networks with commas between them, or *, not “{value}”."),
        ),
    ] = "127.0.0.1,::1"
    log_level: Annotated[
        Literal["debug", "info", "warning", "error", "critical"],
        BeforeValidator(lambda value: value.strip().lower() if isinstance(value, str) else value),
        Option(
            N_("LEVEL"),
            N_("how much is told on the terminal: debug, info, warning, error, critical ({default})"),
            N_("{option} must be debug, info, warning, error or critical, not “{value}”."),
        ),
    ] = "info"
    no_browser: Annotated[bool, Option("", N_("do not open a browser at start"), _YES_OR_NO)] = False

    @property
    def database(self) -> Path:
        """The database's file: the one that was set, else `miaou.db` in the data folder."""
        named = make_url(self.database_url).database if self.database_url else None
        return Path(named or self.data_dir / "miaou.db").absolute()

    @property
    def backup_folder(self) -> Path:
        """Where the daily backups lie."""
        return (self.backup_dir or self.data_dir / FOLDER).absolute()


OPTIONS: dict[str, Option] = {
    name: next(told for told in setting.metadata if isinstance(told, Option))
    for name, setting in Settings.model_fields.items()
}
"""Every setting and what people are told about it."""


def load(given: Mapping[str, Any]) -> Settings:
    """The settings, with those of the command line in `given` (by their names here) before all others.

    :raises Trouble: for the first value that does not do, or a `.env` file that cannot be read
    """
    in_file = _names_in_env_file()
    try:
        return Settings(**given)
    except ValidationError as error:
        bad = error.errors()[0]
        name = str(bad["loc"][0])
        raise Trouble(OPTIONS[name].refusal, option=_origin(name, given, in_file), value=bad["input"]) from error


def flag(name: str) -> str:
    """A setting's option on the command line: `data_dir` → `--data-dir`."""
    return "--" + name.replace("_", "-")


def _names_in_env_file() -> set[str]:
    # Looked through before pydantic-settings reads it, which passes over lines it does not understand and
    # names it does not know: the office would run with other settings than the file says.
    try:
        lines = parse_stream(StringIO(ENV_FILE.read_text("utf-8-sig"))) if ENV_FILE.is_file() else iter(())
    except UnicodeDecodeError as error:
        raise Trouble("The file .env is not a text in UTF-8.") from error
    except OSError as error:
        raise Trouble("The file .env cannot be read: {why}.", why=error.strerror) from error
    names = set()
    for line in lines:
        if line.error:
            raise Trouble("Line {n} of the file .env cannot be understood.", n=_number(line))
        name = (line.key or "").upper()
        if name.startswith(PREFIX):
            if name.removeprefix(PREFIX).lower() not in Settings.model_fields:
                raise Trouble("The file .env names {name}, which is no setting.", name=name)
            if line.value is None:
                raise Trouble("Line {n} of the file .env gives no value.", n=_number(line))
            names.add(name)
    return names


def _number(line: Binding) -> int:
    # Blank lines before it belong to it in dotenv's eyes.
    text = line.original.string
    return line.original.line + text[: len(text) - len(text.lstrip())].count("\n")


def _origin(name: str, given: Mapping[str, Any], in_file: set[str]) -> str:
    variable = PREFIX + name.upper()
    if name in given:
        return flag(name)
    if variable in in_file and not any(variable == key.upper() for key in os.environ):
        return f"{variable} (.env)"
    return variable


def _one_line(value: object) -> str:
    """A value fit for one line of a terminal: no line breaks or control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in str(value)).split())


def _short(value: object) -> str:
    """A value fit for a part of such a line: at most 80 characters."""
    text = _one_line(value)
    return text if len(text) <= 80 else text[:79] + "…"
