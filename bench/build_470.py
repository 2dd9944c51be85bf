"""Build a set of 470 procedure documents in whole processes and print the times.

    python bench/build_470.py --set examples/xa-binh-minh --count 470 --rounds 5

The set is made from a given one by giving its procedures new codes (see `big_set.py`). Every
process starts cold: a new output folder, nothing kept from the round before. `again` builds once
more into a folder where nothing has to change.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from big_set import write_big_set

Times = dict[str, list[float]]

_EXAMPLE = Path(__file__).parents[1] / "examples" / "xa-binh-minh"
_AS_OF = "2026-11-22"


def main() -> None:
    """Make the set, check what the builds give, measure in turn."""
    args = _arguments()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        write_big_set(args.set, folder / "set", args.count)
        files = _check(folder)
        print(f"{args.count} procedure documents, {files} Word files, {os.cpu_count()} processors")
        times: Times = {}
        for number in range(args.rounds):
            for name, command in _commands(folder, number):
                times.setdefault(name, []).append(_timed(command))
    _report(times, files)


def _commands(folder: Path, number: int) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the processes of one round with the names of their lines."""
    python = sys.executable
    yield "python -c pass", (python, "-c", "pass")
    yield "--version", (python, "-m", "qmskit", "--version")
    yield "build -j1, cold", _build(folder, f"one-{number}", 1)
    yield "build -j2, cold", _build(folder, f"two-{number}", 2)
    yield "build -j1, again", _build(folder, f"one-{number}", 1)


def _build(folder: Path, out: str, jobs: int) -> Sequence[str]:
    return (
        *(sys.executable, "-m", "qmskit", "build", str(folder / "set"), "-o", str(folder / out)),
        *(f"-j{jobs}", "--as-of", _AS_OF),
    )


def _check(folder: Path) -> int:
    """Return the number of Word files; one and two processes must write the same bytes."""
    for out, jobs in (("check-one", 1), ("check-two", 2)):
        _timed(_build(folder, out, jobs))
    one, two = (_content(folder / out) for out in ("check-one", "check-two"))
    if not one or one != two:
        raise SystemExit("-j1 and -j2 do not give the same files")
    return len(one)


def _content(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.docx")}


def _timed(command: Sequence[str]) -> float:
    """Run a process to its end and return its seconds."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return seconds


def _report(times: Times, files: int) -> None:
    for name, values in times.items():
        median = statistics.median(values)
        each = f"{median / files * 1e3:6.2f} ms a file" if name.startswith("build") else ""
        print(
            f"  {name:17} {median:7.3f} s (from {min(values):.3f} to {max(values):.3f})"
            f"  n={len(values)}  {each}".rstrip()
        )
    one, two = (statistics.median(times[f"build -j{jobs}, cold"]) for jobs in (1, 2))
    print(f"  two processes against one: x{one / two:.2f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--set", type=Path, default=_EXAMPLE, help="folder of a document set")
    parser.add_argument("--count", type=int, default=470, help="procedure documents")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
