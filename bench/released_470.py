"""Build a set with and without a release, in turn, and print what document control costs.

    python bench/released_470.py --set examples/xa-binh-minh --count 470 --rounds 3

Four lines, processor time of this one process:

build           a set nobody has signed
build released  the same set after one release: contents are composed again, neutrally
status          where every document stands
verify          ledger and every file of the release

The set has documents of its procedures only. Both builds write the same number of files.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from big_set import write_big_set

import qmskit
from qmskit import Act, Approval, Issuing
from qmskit.model.control import SignatureRole

EXAMPLE = Path(__file__).parents[1] / "examples" / "xa-binh-minh"
DAY = date(2026, 11, 22)
_ACT = Act("Lê Văn C", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
_SIGNERS = (
    (SignatureRole.DRAFTER, "Phạm Thị D"),
    (SignatureRole.REVIEWER, "Lê Văn C"),
    (SignatureRole.APPROVER, "Nguyễn Văn A"),
)
_ONLY_PROCEDURES = (
    "system:\n  leave_out: [model, system, internal, forms, letters, registers, year]\n"
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", type=Path, default=EXAMPLE, dest="folder")
    parser.add_argument("--count", type=int, default=470)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        plain = procedures_set(asked.folder, top / "plain", asked.count)
        released = issued_set(procedures_set(asked.folder, top / "released", asked.count))
        _report(_measured(plain, released, top, asked.rounds))


def procedures_set(folder: Path, target: Path, count: int) -> Path:
    """Write a set with documents of `count` procedures only, nothing issued, and return it."""
    write_big_set(folder, target, count)
    (target / "revisions.yaml").write_text("revisions: {}\n", encoding="utf-8")
    base = target / "qms.yaml"
    base.write_text(base.read_text(encoding="utf-8") + _ONLY_PROCEDURES, encoding="utf-8")
    return target


def issued_set(folder: Path) -> Path:
    """Sign and issue all documents of a set and return it."""
    for role, person in _SIGNERS:
        qmskit.approve(qmskit.load(folder), (), Approval(role, person, DAY), act=_ACT)
    qmskit.release(qmskit.load(folder), Issuing("90/QĐ-UBND", DAY), act=_ACT)
    return folder


def _measured(plain: Path, released: Path, top: Path, rounds: int) -> dict[str, list[float]]:
    """Return seconds of processor time by what was done, each way once a round."""
    counts = {_built(folder, top / f"checked-{folder.name}") for folder in (plain, released)}
    if len(counts) != 1:
        raise SystemExit("the two builds write different numbers of files")
    times: dict[str, list[float]] = {}
    for number in range(rounds):
        ways: dict[str, Callable[[], object]] = {
            "build": lambda at=number: _built(plain, top / f"plain-{at}"),
            "build released": lambda at=number: _built(released, top / f"released-{at}"),
            "status": lambda: qmskit.status(qmskit.load(released), as_of=DAY),
            "verify": lambda: qmskit.verify(released),
        }
        for name, way in ways.items():
            start = time.process_time()
            way()
            times.setdefault(name, []).append(time.process_time() - start)
    return times


def _built(folder: Path, out: Path) -> int:
    return qmskit.build(qmskit.load(folder), as_of=DAY, out=out, jobs=1).count("built")


def _report(times: dict[str, list[float]]) -> None:
    for name, found in times.items():
        low, high = min(found), max(found)
        middle = statistics.median(found)
        print(f"  {name:<15} {middle:6.3f} s (from {low:.3f} to {high:.3f})  n={len(found)}")
    ratio = statistics.median(times["build released"]) / statistics.median(times["build"])
    print(f"  with a release against without: x{ratio:.2f}")


if __name__ == "__main__":
    main()
