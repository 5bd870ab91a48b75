"""What every benchmark needs: workers in processes of their own, medians, one line of JSON."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several rounds, with the lowest and the highest beside it."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> Spread:
        return cls(statistics.median(figures), min(figures), max(figures))

    def __str__(self) -> str:
        return f"{self.median:,.0f} ({self.low:,.0f}–{self.high:,.0f})"


def quick() -> bool:
    """Whether --quick was given: a figure within 50 s rather than a good one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="within 50 seconds")
    return bool(parser.parse_args().quick)


def cores() -> list[int]:
    return sorted(os.sched_getaffinity(0))


def facts(*packages: str) -> str:
    """The machine and the versions that the figures belong to."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in packages)
    return (
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"{len(cores())} cores, {platform.machine()}, {platform.system()}; {versions}"
    )


def worker(module: str, *arguments: object, core: int) -> dict[str, Any]:
    """Run `module` in a fresh process on one core; its last line of output is a JSON object."""
    with _process(module, *arguments, core=core) as process:
        output, _ = process.communicate(timeout=300)
    if process.returncode:
        raise RuntimeError(f"{module} {arguments} ended with {process.returncode}")
    answer: dict[str, Any] = json.loads(output.splitlines()[-1])
    return answer


@contextlib.contextmanager
def server(module: str, *arguments: object, core: int) -> Iterator[str]:
    """Keep `module` running on one core; yields its first line of output, such as its port."""
    with _process(module, *arguments, core=core) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def _process(module: str, *arguments: object, core: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    os.sched_setaffinity(process.pid, {core})
    return process


@dataclass(slots=True)
class Meter:
    """Counts what happened between `start` and `read`, and the CPU it took this process."""

    count: int = 0
    wall: float = 0
    cpu: float = 0

    def start(self) -> None:
        self.count, self.wall, self.cpu = 0, time.perf_counter(), time.process_time()

    def read(self) -> dict[str, float]:
        wall, cpu = time.perf_counter() - self.wall, time.process_time() - self.cpu
        return {"per_s": self.count / wall, "cpu_us": cpu / max(self.count, 1) * 1e6}


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        first, *rest = (
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join([first, *rest]))


def finish(figures: Mapping[str, float]) -> None:
    """The last line of every benchmark."""
    print(json.dumps({name: round(figure, 3) for name, figure in figures.items()}))
