"""Thumbnails a second beside bare Pillow: `python tests/bench/drawing.py [--quick]`.

The floor is what one would write first, and does the same work: for each photograph `Image.open`, the EXIF turned by
`ImageOps.exif_transpose`, `thumbnail` to 1024 and to 256 pixels, and both saved as WebP in the same quality. It is
asked for by two threads at once, as ours are. The two take turns; medians are shown. What the
rest of the office feels of it is how late a loop is meanwhile that wants to wake every millisecond.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

sys.path[0] = str(Path(__file__).parents[2])

import pillow_heif  # noqa: E402
from PIL import ExifTags, Image, ImageOps  # noqa: E402

from app.store.files import drawing, kinds, thumbnails  # noqa: E402
from tests.bench.figures import median, p95, ratio, table  # noqa: E402

FORMATS = {"JPEG": {"quality": 88}, "PNG": {"compress_level": 1}, "WEBP": {"quality": 80}, "HEIF": {"quality": 60}}
PHOTO = 4000, 3000
"""Twelve million pixels: what telephones make."""


def photographs(folder: Path, size: tuple[int, int]) -> dict[str, Path]:
    """One of each format, with the grain of a real one, lying on its side."""
    light = Image.merge("RGB", [Image.radial_gradient("L").resize(size).rotate(turn) for turn in (0, 30, 90)])
    photo = Image.blend(light, Image.effect_noise(size, 60).convert("RGB"), 0.15)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    made = {}
    for format_, options in FORMATS.items():
        made[format_] = folder / format_
        photo.save(made[format_], format_, exif=exif, **options)
    return made


def bare(path: Path, target: Path) -> None:
    """What one would write first."""
    target.mkdir(parents=True, exist_ok=True)
    with Image.open(path) as image:
        small = ImageOps.exif_transpose(image).convert("RGB")
    for size in thumbnails.SIZES:
        small.thumbnail((size, size), Image.Resampling.LANCZOS)
        small.save(target / f"{size}.webp", "WEBP", quality=thumbnails.QUALITY, method=thumbnails.METHOD)


class Speed(NamedTuple):
    """Photographs a second, and seconds of the processor for each."""

    each_second: float
    cpu: float


def processor() -> float:
    """Seconds of it that this process and those that it started have taken."""
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


def since(began: float, cpu: float, count: int) -> Speed:
    return Speed(count / (time.perf_counter() - began), (processor() - cpu) / count)


async def drawn_bare(path: Path, folder: Path, count: int) -> Speed:
    loop, began, cpu = asyncio.get_running_loop(), time.perf_counter(), processor()
    with ThreadPoolExecutor(2) as pool:
        targets = (folder / f"bare-{n}" for n in range(count))
        await asyncio.gather(*(loop.run_in_executor(pool, bare, path, target) for target in targets))
    return since(began, cpu, count)


async def drawn(path: Path, folder: Path, count: int, media: str) -> Speed:
    began, cpu = time.perf_counter(), processor()
    found = await asyncio.gather(
        *(drawing.draw(path, "image", media, folder / f"ours-{n}", bare=False) for n in range(count))
    )
    assert all(each.drawn for each in found)
    return since(began, cpu, count)


@contextmanager
def watched(late: list[float]) -> Iterator[None]:
    """How late the loop wakes meanwhile, in seconds."""

    async def wake() -> None:
        while True:
            asked = time.perf_counter()
            await asyncio.sleep(0.001)
            late.append(time.perf_counter() - asked - 0.001)

    waking = asyncio.get_running_loop().create_task(wake())
    try:
        yield
    finally:
        waking.cancel()


async def measure(folder: Path, size: tuple[int, int], count: int, rounds: int) -> str:
    rows = []
    for format_, path in photographs(folder, size).items():
        content = path.read_bytes()
        media = kinds.recognise(content[: kinds.HEAD], path, format_).media
        floor: list[Speed] = []
        ours: list[Speed] = []
        late: list[float] = []
        for _ in range(rounds):
            floor.append(await drawn_bare(path, folder, count))
            with watched(late):
                ours.append(await drawn(path, folder, count, media))
        speed, bare_speed = (median([each.each_second for each in found]) for found in (ours, floor))
        cpu, bare_cpu = (median([each.cpu for each in found]) for found in (ours, floor))
        rows.append(
            [
                format_,
                f"{bare_speed:.1f}",
                f"{speed:.1f}",
                ratio(speed, bare_speed),
                "≥ 1 ×",
                f"{bare_cpu * 1e3:.0f} ms",
                f"{cpu * 1e3:.0f} ms",
                ratio(cpu, bare_cpu),
                f"{p95(late) * 1e3:.1f} ms",
            ]
        )
    head = ["thumbnails a second", "bare Pillow", "Miaou", "ratio", "aim", "CPU: bare", "Miaou", "ratio", "late, p95"]
    return table(head, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a few small ones: to see that it runs")
    quick = parser.parse_args().quick
    pillow_heif.register_heif_opener()
    with tempfile.TemporaryDirectory(prefix="miaou-bench-") as folder:
        size, count, rounds = ((400, 300), 2, 1) if quick else (PHOTO, 4, 3)
        print(asyncio.run(measure(Path(folder), size, count, rounds)))


if __name__ == "__main__":
    main()
