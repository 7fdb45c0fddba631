"""Figures of another process, and how they are shown."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

__all__ = ["cpu", "median", "memory", "p95", "ratio", "table"]


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used, all its threads together."""
    # Linux' clock of another process (clock_getcpuclockid): /proc counts in hundredths of a second only.
    return time.clock_gettime(~pid << 3 | 2)


def memory(pid: int) -> int:
    """Bytes of a process that are in memory now."""
    pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def p95(values: Sequence[float]) -> float:
    """What 95 of 100 values do not exceed."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def ratio(ours: float, floor: float) -> str:
    return f"{ours / floor:.2f} ×" if floor else "–"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its columns lined up for the terminal."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]

    def line(cells: Sequence[str], fill: str = " ") -> str:
        first, *rest = (
            cell.ljust(width, fill) if not place else cell.rjust(width, fill)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "| " + " | ".join([first, *rest]) + " |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([line(head), line(rule, "-"), *map(line, rows)])
