"""What docs/service.md has people install is what Miaou takes, and works where the tools are there to try it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.command_line import read
from tests.browser.instance import PATIENCE_S, ROOT, Instance
from tests.ports import free_port

UNIT = ROOT / "docs" / "miaou.service"
CONTAINER = ROOT / "docs" / "Containerfile"
GUIDE = ROOT / "docs" / "service.md"

BUILDING_S = 600
"""For what downloads an image and packages."""


def run(*words: str, timeout: float = PATIENCE_S, **rest) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, capture_output=True, text=True, encoding="utf-8", timeout=timeout, check=False, cwd=ROOT, **rest
    )


def settings_of_unit() -> dict[str, str]:
    lines = [line for line in UNIT.read_text("utf-8").splitlines() if "=" in line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def instructions() -> dict[str, str]:
    """Each instruction of the container file and the last of what it says, continued lines joined."""
    text = CONTAINER.read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(line.split(" ", 1) for line in lines)


def health_check() -> list[str]:
    return json.loads(instructions()["HEALTHCHECK"].partition("CMD ")[2])


class TestUnit:
    def test_its_command_line_is_one_that_miaou_takes_and_keeps_the_office_in_the_services_folder(self):
        unit = settings_of_unit()
        python, script, *words = shlex.split(unit["ExecStart"])
        assert Path(python).is_relative_to(unit["WorkingDirectory"])
        assert (ROOT / script).exists()
        order = read(words)
        assert (order.operation, order.settings.no_browser) == ("serve", True)
        assert order.settings.data_dir == Path("/var/lib") / unit["StateDirectory"]

    def test_it_serves_without_rights_and_comes_back(self):
        unit = settings_of_unit()
        assert unit["User"] == "miaou"
        assert (unit["NoNewPrivileges"], unit["ProtectSystem"], unit["CapabilityBoundingSet"]) == ("yes", "strict", "")
        assert (unit["Restart"], unit["RestartPreventExitStatus"]) == ("on-failure", "2")
        assert int(unit["LimitNOFILE"]) >= 65_536

    @pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
    def test_systemd_finds_nothing_to_say_of_it(self, tmp_path):
        here = tmp_path / UNIT.name
        unit = UNIT.read_text("utf-8").replace(settings_of_unit()["ExecStart"].split()[0], sys.executable)
        here.write_text(unit, "utf-8")
        said = run("systemd-analyze", "verify", str(here))
        # Of the machine's own units it may have much to say.
        assert [line for line in said.stderr.splitlines() if UNIT.name in line] == []


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nobody writes into that folder meanwhile, not even root, who asks no leave of a folder but cannot go against a
    mount."""
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    if shutil.which("mount") is None or run("mount", "--bind", str(folder), str(folder)).returncode:
        pytest.skip("root may not mount here, so nothing is read-only for it")
    try:
        assert run("mount", "-o", "remount,ro,bind", str(folder)).returncode == 0
        yield
    finally:
        run("umount", str(folder))


def answers(engine: str) -> bool:
    return shutil.which(engine) is not None and run(engine, "info").returncode == 0


class TestContainer:
    def test_its_command_line_is_one_that_miaou_takes(self, monkeypatch):
        name, _, folder = instructions()["ENV"].partition("=")
        monkeypatch.setenv(name, folder)
        python, script, *words = json.loads(instructions()["CMD"])
        assert (python, script) == ("python", "main.py")
        order = read(words)
        assert (order.settings.host, order.settings.no_browser) == ("0.0.0.0", True)
        assert str(order.settings.port) == instructions()["EXPOSE"]
        assert order.settings.data_dir == Path(instructions()["VOLUME"])

    def test_it_does_not_run_as_root_and_names_what_is_there(self):
        assert instructions()["USER"] not in ("root", "0")
        for sources in re.findall(r"^COPY (.+) \S+$", CONTAINER.read_text("utf-8"), re.MULTILINE):
            assert [name for name in sources.split() if not (ROOT / name).exists()] == []

    @pytest.mark.skipif(
        sys.platform == "win32", reason="there one folder cannot be made read-only, nor a stop asked for"
    )
    def test_its_health_check_passes_while_miaou_serves_and_a_stop_is_quiet_though_the_folder_is_read_only(
        self, tmp_path
    ):
        _, *words = health_check()
        inside = instructions()["EXPOSE"]
        # A proxy of the environment must not stand between Miaou and itself.
        away = {**os.environ, "http_proxy": "http://127.0.0.1:9", "no_proxy": ""}

        def check(port: int) -> int:
            return run(sys.executable, *words[:-1], words[-1].replace(inside, str(port)), env=away).returncode

        instance = Instance(tmp_path / "data").start()
        try:
            assert inside in words[-1]
            assert (check(instance.port), check(free_port())) == (0, 1)
            with read_only(instance.folder):
                os.kill(instance.pid, signal.SIGTERM)
                assert instance.wait() == 0
            assert instance.said() == ""
        finally:
            instance.kill()

    def test_an_engine_builds_it_and_it_serves_and_stops(self):
        engine = next((name for name in ("podman", "docker") if answers(name)), None)
        if engine is None:
            pytest.skip("no podman and no docker answers here")
        if run(engine, "pull", instructions()["FROM"], timeout=BUILDING_S).returncode:
            pytest.skip("the base image cannot be had here")
        name = f"miaou-test-{os.getpid()}"
        try:
            built = run(engine, "build", "-t", name, "-f", str(CONTAINER), ".", timeout=BUILDING_S)
            assert built.returncode == 0, built.stderr
            begun = run(engine, "run", "-d", "--name", name, name)
            assert begun.returncode == 0, begun.stderr
            check = [engine, "exec", name, *health_check()]
            until = time.monotonic() + PATIENCE_S
            while (checked := run(*check)).returncode and time.monotonic() < until:
                pass
            assert checked.returncode == 0, run(engine, "logs", name).stderr
            assert run(engine, "exec", name, "id", "-u").stdout.strip() == "8080"
            assert run(engine, "stop", name).returncode == 0
            assert run(engine, "inspect", "-f", "{{.State.ExitCode}}", name).stdout.strip() == "0"
        finally:
            run(engine, "rm", "-f", "-v", name)
            run(engine, "rmi", "-f", name)


def test_the_guide_leads_to_both_and_names_commands_that_miaou_takes():
    guide = GUIDE.read_text("utf-8")
    for file in (UNIT, CONTAINER):
        assert f"]({file.name})" in guide
    # As a shell and as PowerShell write them.
    given = re.findall(r"main\.py ((?:--no-browser|reset-password|create-member)[^\n\"`]*)", guide)
    assert len(given) >= 4
    for words in given:
        assert read(shlex.split(words, posix=False), io.BytesIO(b"un mot de passe")).settings
