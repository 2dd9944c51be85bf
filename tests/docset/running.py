"""Sets made of the example's procedures, and the command line as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from bench.big_set import write_big_set
from tests.examples import procedures_only

DAY = date(2026, 11, 22)

EXAMPLE = procedures_only()


def example_of(folder: Path, count: int) -> Path:
    """Write a set of `count` documents of the example under new codes and return its folder."""
    write_big_set(EXAMPLE, folder, count)
    return folder


def qmskit_process(
    *arguments: str, environment: Mapping[str, str] | None = None, seconds: int = 120
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, with variables added to the environment."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "qmskit", *arguments],
        env={**os.environ, **(environment or {})},
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
    )


def digests(folder: Path) -> dict[str, str]:
    """Return sha256 by path of every file below a folder but the lock."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }
