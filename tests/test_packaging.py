"""What an installation needs beside the Python files goes with it."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_kind_of_file_in_the_app_is_installed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    installed = {".py", *(Path(name).suffix for name in project["tool"]["setuptools"]["package-data"]["*"])}
    files = [file for file in (ROOT / "app").rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    assert {file.suffix for file in files} <= installed
