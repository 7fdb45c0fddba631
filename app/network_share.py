"""Is a folder on another machine's disk? SQLite's locks do not hold there, and its journal cannot be shared.

See https://www.sqlite.org/wal.html, "All processes using a database must be on the same host computer".
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PureWindowsPath

from app.locale import Words

_NETWORK = "9p afpfs afs beegfs ceph cifs davfs glusterfs lustre ncpfs nfs nfs4 smb2 smb3 smbfs vboxsf vmhgfs webdav"
_FUSE = "ceph davfs glusterfs rclone s3fs sshfs vmhgfs-fuse"

SHARES = frozenset([*_NETWORK.split(), *(f"fuse.{kind}" for kind in _FUSE.split()), "macfuse", "osxfuse"])
"""Kinds of file systems whose files lie elsewhere, as Linux and macOS name them."""

_REMOTE_DRIVE = 4
"""DRIVE_REMOTE, which GetDriveTypeW answers for a letter that stands for a share."""

Mount = tuple[str, str]
"""Where it is mounted, and what kind of file system it is."""


def warning(folders: Iterable[Path], words: Words) -> str:
    """A plain line about the first of these folders that lies on a network share; "" when none does."""
    for folder in dict.fromkeys(folders):
        if is_shared(folder):
            return words(
                "The folder {path} is on a network share, where a database can be damaged: "
                "keep it on a disk of this machine.",
                path=folder,
            )
    return ""


def is_shared(folder: Path) -> bool:
    """Whether the folder, or where it would be made, lies on a network share; False when nobody can say."""
    try:
        path = Path(os.path.realpath(folder))
        if sys.platform == "win32":
            return _is_remote_drive(path)
        return kind_of(path, _mounts()) in SHARES
    except (OSError, ValueError, subprocess.SubprocessError):
        return False


def kind_of(path: Path, mounts: Iterable[Mount]) -> str:
    """The kind of file system that holds this absolute path, "" for none of these."""
    # Of what is mounted on one place, the last covers the others.
    kind, depth = "", 0
    for place, its_kind in mounts:
        parts = Path(place).parts
        if path.parts[: len(parts)] == parts and len(parts) >= depth:
            kind, depth = its_kind, len(parts)
    return kind


def linux_mounts(mountinfo: str) -> Iterator[Mount]:
    """What /proc/self/mountinfo lists: `36 35 98:0 / /mnt/my\\040share rw - cifs //server/share rw` (proc(5))."""
    for line in mountinfo.splitlines():
        before, dash, after = line.partition(" - ")
        if dash:
            place = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), before.split(" ")[4])
            yield place, after.split(" ")[0]


def mac_mounts(listed: str) -> Iterator[Mount]:
    """What /sbin/mount prints: `//lea@server/share on /Volumes/my share (smbfs, nodev, mounted by lea)`."""
    for line in listed.splitlines():
        found = re.fullmatch(r".+? on (/.*) \(([\w-]+)[,)].*", line)
        if found:
            yield found[1], found[2]


def is_unc(path: str) -> bool:
    r"""Whether a Windows path names another machine: `\\server\share\…`, also as `\\?\UNC\server\share\…`."""
    drive = PureWindowsPath(path).drive
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive[4:8].upper() == "UNC\\"
    return drive.startswith("\\\\")


def _mounts() -> Iterator[Mount]:
    if sys.platform == "darwin":
        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True)
        return mac_mounts(listed.stdout)
    return linux_mounts(Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape"))


def _is_remote_drive(path: Path) -> bool:
    # Not there in every Python elsewhere.
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - there only under Windows
    return is_unc(str(path)) or kernel.GetDriveTypeW(path.anchor) == _REMOTE_DRIVE
