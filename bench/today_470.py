"""Tell what is due in a large set, and print what it costs beside loading the set.

    python bench/today_470.py --set examples/xa-binh-minh --count 470 --rounds 5

Three lines, processor time of this one process, and two ratios:

load         the set from its files
today        what is due, every document composed to know whether it is still as it was issued
today, 60    the same with sixty change events, each about eight procedures

The set has documents of its procedures only, and one release.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from released_470 import DAY, EXAMPLE, issued_set, procedures_set

import qmskit

_EVENTS = 60
_TOUCHED = 8


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", type=Path, default=EXAMPLE, dest="folder")
    parser.add_argument("--count", type=int, default=470)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = issued_set(procedures_set(asked.folder, Path(name) / "set", asked.count))
        plain = qmskit.load(folder)
        _write_events(folder, tuple(plain.procedures))
        told = qmskit.load(folder)
        if len(qmskit.today(told, as_of=DAY).chains) != _EVENTS:
            raise SystemExit("the set does not tell of its events")
        ways: dict[str, Callable[[], object]] = {
            "load": lambda: qmskit.load(folder),
            "today": lambda: qmskit.today(plain, as_of=DAY),
            f"today, {_EVENTS}": lambda: qmskit.today(told, as_of=DAY),
        }
        _report(_measured(ways, asked.rounds))


def _write_events(folder: Path, codes: tuple[str, ...]) -> None:
    lines = ["events:"]
    for number in range(_EVENTS):
        first = number * _TOUCHED % len(codes)
        touched = ", ".join(codes[first : first + _TOUCHED])
        lines += [
            f"  - {{id: e-{number}, text: {number + 1}/2026/NĐ-CP, effective: 2026-05-18,",
            f"     procedures: [{touched}], source: {{text: bench, standing: unverified}}}}",
        ]
    (folder / "law").mkdir()
    (folder / "law" / "events.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _measured(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Return seconds of processor time by what was done, each way once a round."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _round in range(rounds):
        for name, way in ways.items():
            start = time.process_time()
            way()
            times[name].append(time.process_time() - start)
    return times


def _report(times: dict[str, list[float]]) -> None:
    load = statistics.median(times["load"])
    for name, found in times.items():
        middle = statistics.median(found)
        told = f"{middle:6.3f} s (from {min(found):.3f} to {max(found):.3f})  n={len(found)}"
        print(f"  {name:<10} {told}  x{middle / load:.2f} of load")


if __name__ == "__main__":
    main()
