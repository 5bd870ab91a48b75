"""What every benchmark needs: workers in processes of their own, medians, one line of JSON."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any

_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


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
        return format(self, "")

    def __format__(self, spec: str) -> str:
        each = [format(one, f",{spec or '.0f'}") for one in (self.median, self.low, self.high)]
        median, low, high = each
        return f"{median} ({low}–{high})"


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
    return start(module, *arguments, core=core)


def start(
    module: str,
    *arguments: object,
    core: int | None = None,
    environment: Mapping[str, str] | None = None,
    quiet: bool = False,
    python: str = sys.executable,
) -> subprocess.Popen[str]:
    """Start `module`; it dies with us. `environment` is added to ours, `quiet` hides stderr,
    `python` may be another environment's. Its bytecode is kept, as on every server: compiling our
    files anew takes longer than all the rest of a start.
    """

    def prepare() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if core is not None:
            os.sched_setaffinity(0, {core})

    return subprocess.Popen(
        [python, "-m", module, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else None,
        text=True,
        env={**_kept(os.environ), **(environment or {})},
        preexec_fn=prepare,  # noqa: PLW1509 - nothing here runs threads while it starts processes
    )


def _kept(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: it for name, it in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}


@contextlib.contextmanager
def running(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """Killed by its pid when the block ends, however it ends."""
    with process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: subprocess.Popen[str]) -> str:
    """The next line it prints. Raises RuntimeError when it has ended."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"{process.args!r} ended with {process.wait()}")
    return line.strip()


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
