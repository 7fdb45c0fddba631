"""A data folder on another machine's disk is told from one on this machine's."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from app.locale import catalogue
from app.network_share import SHARES, is_shared, is_unc, kind_of, linux_mounts, mac_mounts, warning

LINUX = r"""
22 27 0:21 / /proc rw,relatime shared:12 - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
40 27 0:41 / /mnt/office\040share rw,relatime shared:21 - cifs //server/share rw,vers=3.1.1
41 27 0:42 / /home rw,relatime - nfs4 server:/home rw,vers=4.2
42 41 8:3 / /home/lea/disk rw,relatime - ext4 /dev/sdb1 rw
43 27 0:43 / /mnt/tunnel rw,nosuid - fuse.sshfs lea@server: rw
44 27 0:44 / /mnt/c rw,noatime - 9p C:\134 rw,aname=drvfs
45 27 0:45 / /srv rw - nfs4 server:/srv rw
46 45 8:4 / /srv rw - xfs /dev/sdc1 rw
"""

MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
//lea@server/the%20share on /Volumes/the share (smbfs, nodev, nosuid, mounted by lea)
server:/home (old) on /Volumes/home (old) (nfs, asynchronous)
/dev/disk4 on /Volumes/stick (msdos)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/miaou", "ext4"),
        ("/mnt/office share/miaou", "cifs"),
        ("/mnt/office shared", "ext4"),
        ("/home/lea/miaou", "nfs4"),
        ("/home/lea/disk/miaou", "ext4"),
        ("/mnt/tunnel", "fuse.sshfs"),
        ("/mnt/c/Users", "9p"),
        ("/srv/miaou", "xfs"),
    ],
)
def test_the_innermost_mount_says_what_linux_has_there(folder, kind):
    assert kind_of(PurePosixPath(folder), linux_mounts(LINUX)) == kind
    assert (kind in SHARES) == (kind not in ("ext4", "xfs"))


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/Users/lea/miaou", "apfs"),
        ("/Volumes/the share/miaou", "smbfs"),
        ("/Volumes/home (old)/miaou", "nfs"),
        ("/Volumes/stick", "msdos"),
    ],
)
def test_the_innermost_mount_says_what_macos_has_there(folder, kind):
    assert kind_of(PurePosixPath(folder), mac_mounts(MAC)) == kind
    assert (kind in SHARES) == (kind not in ("apfs", "msdos"))


@pytest.mark.parametrize(
    ("path", "elsewhere"),
    [
        (r"\\server\share\miaou", True),
        (r"\\?\UNC\server\share\miaou", True),
        (r"C:\Miaou\data", False),
        (r"\\?\C:\Miaou\data", False),
        (r"data", False),
    ],
)
def test_a_path_of_windows_that_names_another_machine(path, elsewhere):
    assert is_unc(path) is elsewhere


def test_a_folder_of_this_machine_is_no_share_and_nothing_is_said(tmp_path):
    assert not is_shared(tmp_path / "not made yet")
    assert warning([tmp_path, Path("data")], catalogue("en")) == ""
