"""Settings come from the command line, the environment and `.env`; what will not do is told in one line."""

import os
import sys
from io import BytesIO
from pathlib import Path

import pytest

from app.command_line import Order, help_text, read
from app.locale import catalogue
from app.settings import OPTIONS, Settings, Trouble

CREATE = ["create-member", "zoe", "--password-stdin"]


@pytest.fixture(autouse=True)
def bare_terminal(monkeypatch, tmp_path):
    """An empty current folder, no setting in the environment, a terminal that speaks English."""
    for name in list(os.environ):
        if name.startswith("MIAOU_") or name in {"LC_ALL", "LC_MESSAGES"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)


def order(*argv: str, stdin: bytes = b"") -> Order:
    return read(argv, BytesIO(stdin))


def trouble(*argv: str, stdin: bytes = b"") -> str:
    """The one line that these arguments are answered with."""
    with pytest.raises(Trouble) as caught:
        read(argv, BytesIO(stdin))
    said = str(caught.value)
    assert caught.value.status == 2
    # A no-break space, as French has before a colon, does not count as printable.
    assert said.replace("\u00a0", " ").isprintable(), "one line, nothing that could play with the terminal"
    assert "{" not in said
    return said


def test_with_nothing_said_miaou_serves_the_whole_office_from_the_data_folder():
    asked = order()
    assert asked.operation == "serve"
    assert (asked.settings.host, asked.settings.port) == ("0.0.0.0", 8080)
    assert asked.settings.data_dir == Path("data")
    assert not asked.settings.demo


def test_the_demo_is_open_to_this_machine_only():
    assert order("--demo").settings.host == "127.0.0.1"


def test_the_demo_opens_to_others_when_asked_for():
    assert order("--demo", "--host", "0.0.0.0").settings.host == "0.0.0.0"


def test_the_database_lies_in_the_data_folder_unless_told_otherwise(tmp_path):
    assert order("--data-dir", "office").settings.database == tmp_path / "office" / "miaou.db"
    assert order("--database-url", "sqlite:///other.db").settings.database == tmp_path / "other.db"


def test_a_tilde_in_the_data_folder_is_the_home_folder():
    assert order("--data-dir", "~/miaou").settings.data_dir == Path.home() / "miaou"


def test_the_command_line_wins_over_the_environment_and_the_environment_over_the_file(monkeypatch):
    Path(".env").write_text("MIAOU_PORT=1001\nMIAOU_LOG_LEVEL=debug\nMIAOU_HOST=10.0.0.1\n", "utf-8")
    monkeypatch.setenv("MIAOU_PORT", "1002")
    monkeypatch.setenv("MIAOU_LOG_LEVEL", "WARNING")
    settings = order("--port=1003").settings
    assert (settings.port, settings.log_level, settings.host) == (1003, "warning", "10.0.0.1")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_can_stand_in_the_environment(monkeypatch, name):
    values = {"port": "1234", "database_url": "sqlite:///a.db", "public_url": "https://chat.example.com"}
    values |= {"demo_seed": "7", "demo_time": "2026-03-02T09:00"}
    values |= {"demo": "yes", "no_browser": "1", "host": "::1", "log_level": "error", "trusted_proxies": "*"}
    values |= {"data_dir": "elsewhere", "backup_dir": "safe", "backup_hour": "4", "backup_keep": "30"}
    values |= {"file_limit": "100", "files_quota": "0"}
    monkeypatch.setenv(f"MIAOU_{name.upper()}", values[name])
    assert name in order().settings.model_fields_set


def test_an_empty_variable_is_as_good_as_none(monkeypatch):
    monkeypatch.setenv("MIAOU_PORT", "")
    assert order().settings.port == 8080


def test_the_file_may_begin_with_a_byte_order_mark_and_hold_what_is_not_ours():
    Path(".env").write_bytes(b"\xef\xbb\xbfMIAOU_PORT=1001\r\n# note\r\nOTHER_PORT=5\r\n")
    assert order().settings.port == 1001


def test_a_folder_named_env_is_left_alone():
    Path(".env").mkdir()
    assert order().settings.port == 8080


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MIAOU_PORT=caf\xe9\n", "not a text in UTF-8"),
        (b"A=1\nMIAOU_PORT 8081\n", "Line 2 of the file .env cannot be understood"),
        (b"A=1\n\nMIAOU_PORT='8081\n", "Line 3 of the file .env cannot be understood"),
        (b"MIAOU_PROT=8081\n", "names MIAOU_PROT, which is no setting"),
        (b"MIAOU_DEMO\n", "Line 1 of the file .env gives no value"),
        (b"MIAOU_PORT=many\n", "MIAOU_PORT (.env) must be a whole number"),
    ],
)
def test_a_file_that_says_nothing_usable_is_not_passed_over(content, said):
    Path(".env").write_bytes(content)
    assert said in trouble()


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that even root cannot read")
def test_a_file_that_cannot_be_read_is_told():
    Path(".env").symlink_to("/proc/self/mem")
    assert trouble().startswith("The file .env cannot be read: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "99999"),
        ("port", "abc"),
        ("port", "-5"),
        ("port", "0"),
        ("port", "80.5"),
        ("port", ""),
        ("port", "1\n2\x1b[31m\u202e"),
        ("host", ""),
        ("host", "http://localhost"),
        ("host", "localhost:8080"),
        ("host", "two words"),
        ("data_dir", ""),
        ("data_dir", "  "),
        ("data_dir", "~no-such-person-here/data"),
        ("database_url", "postgresql://me:secret@db/miaou"),
        ("database_url", "sqlite://"),
        ("database_url", "sqlite:///:memory:"),
        ("database_url", "sqlite:///file:office?mode=memory&uri=true"),
        ("database_url", "sqlite://host/miaou.db"),
        ("database_url", "miaou.db"),
        ("public_url", "chat.example.com"),
        ("public_url", "ftp://chat.example.com"),
        ("public_url", "https://chat.example.com/miaou"),
        ("public_url", "https://me:secret@chat.example.com"),
        ("public_url", "https://chat.example.com:many"),
        ("public_url", "http://["),
        ("trusted_proxies", "10.0.0.1,"),
        ("trusted_proxies", "proxy"),
        ("trusted_proxies", "*,10.0.0.1"),
        ("log_level", "loud"),
    ],
)
def test_a_bad_value_is_told_with_the_name_of_its_option(name, value):
    said = trouble(f"--{name.replace('_', '-')}={value}")
    assert said.startswith(f"--{name.replace('_', '-')} must ")


@pytest.mark.parametrize(("name", "value"), [("PORT", "99999"), ("DEMO", "maybe"), ("LOG_LEVEL", "loud")])
def test_a_bad_value_in_the_environment_is_told_with_the_name_of_its_variable(monkeypatch, name, value):
    monkeypatch.setenv(f"MIAOU_{name}", value)
    assert trouble().startswith(f"MIAOU_{name} must ")


def test_the_password_in_an_address_of_another_database_is_not_repeated():
    assert "secret" not in trouble("--database-url", "postgresql://me:secret@db/miaou")


def test_a_long_bad_value_is_cut_short():
    assert len(trouble("--host", "x y" * 1000)) < 200


def test_the_public_address_has_no_slash_at_its_end():
    assert order("--public-url", "https://chat.example.com/").settings.public_url == "https://chat.example.com"


def test_proxies_are_addresses_networks_or_everyone():
    assert order("--trusted-proxies", "10.0.0.0/8, ::1").settings.trusted_proxies == "10.0.0.0/8,::1"
    assert order("--trusted-proxies", "*").settings.trusted_proxies == "*"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--colour", "red"], "There is no option --colour: see --help."),
        (["--prot=1"], "There is no option --prot: see --help."),
        (["-x"], "There is no option -x: see --help."),
        (["--po", "80"], "There is no option --po: see --help."),
        (["--port"], "The option --port needs a value."),
        (["--port", "--demo"], "The option --port needs a value."),
        (["--demo=1"], "The option --demo takes no value."),
        (["dance"], "There is no operation “dance”: see --help."),
        (["serve", "me"], "This operation is written: serve."),
        (["create-member", "--password-stdin"], "This operation is written: create-member LOGIN."),
        (["--admin"], "The option --admin does not go with the operation serve."),
        (
            ["reset-password", "zoe", "--admin"],
            "The option --admin does not go with the operation reset-password.",
        ),
    ],
)
def test_what_the_command_line_does_not_know_is_told(argv, said):
    assert trouble(*argv) == said


def test_a_member_is_created_with_the_password_of_the_first_line():
    asked = order(*CREATE, "--admin", "--nickname", "Zoé", stdin="mot de passé \r\nmore\n".encode())
    assert (asked.operation, asked.login, asked.nickname, asked.admin) == (
        "create-member",
        "zoe",
        "Zoé",
        True,
    )
    assert asked.password == "mot de passé "


def test_the_password_does_not_show_when_the_order_is_printed():
    assert "marmalade" not in repr(order(*CREATE, stdin=b"marmalade\n"))


def test_options_may_stand_before_or_after_the_operation():
    before = order("--port", "81", "--password-stdin", "reset-password", "zoe", stdin=b"marmalade")
    after = order("reset-password", "zoe", "--password-stdin", "--port", "81", stdin=b"marmalade")
    between = order("reset-password", "--port", "81", "zoe", "--password-stdin", stdin=b"marmalade")
    assert before == after == between


def test_a_password_is_taken_from_standard_input_only():
    assert "Add --password-stdin" in trouble("reset-password", "zoe", stdin=b"marmalade")


@pytest.mark.parametrize("stdin", [b"", b"\n", b"\r\nsecond line"])
def test_an_empty_password_is_refused(stdin):
    assert trouble(*CREATE, stdin=stdin) == "No password came on standard input."


def test_a_password_in_another_encoding_is_refused():
    assert "UTF-8" in trouble(*CREATE, stdin=b"caf\xe9 au lait\n")


def test_standard_input_is_not_touched_without_need(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert read([]).operation == "serve"


@pytest.mark.parametrize("argv", [["--help"], ["-h"], ["create-member", "--help"], ["--help", "--nonsense"]])
def test_help_is_shown_even_when_the_rest_will_not_do(argv, capsys):
    Path(".env").write_bytes(b"\xff")
    with pytest.raises(SystemExit) as stop:
        read(argv)
    assert stop.value.code == 0
    assert "Usage: python main.py" in capsys.readouterr().out


def test_the_version_is_shown(capsys):
    with pytest.raises(SystemExit) as stop:
        read(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("Miaou ")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_help_names_every_option_with_its_default_and_fits_100_columns(lang):
    said = help_text(catalogue(lang))
    for name in OPTIONS:
        assert f"  --{name.replace('_', '-')}" in said
    assert "8080" in said
    assert "{" not in said
    assert max(len(line) for line in said.splitlines()) <= 100


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "Il n’y a pas d’option --colour"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "fr_CA"}, "Il n’y a pas d’option --colour"),
        ({"LANG": "de_DE.UTF-8"}, "There is no option --colour"),
        ({"LANG": "C"}, "There is no option --colour"),
    ],
)
def test_the_terminal_is_answered_in_its_language(monkeypatch, variables, said):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert said in trouble("--colour")
