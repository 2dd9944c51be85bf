"""Compare two catalogues of 470 procedures in memory and print the times.

    python bench/diff_catalogues.py --set examples/xa-binh-minh/catalogue --count 470 --rounds 9

update     one procedure in ten has another limit and cites one legal text more, two are new, two
           are gone: what a month brings; the other records are read anew, but say the same
rewritten  every text of every procedure in capitals with other blanks, every list backwards: what
           another format of the same records brings

Reading the records is outside of the times. The caches of texts are emptied before every round.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path

from qmskit import Limit, Procedure, TimeUnit, read_procedures
from qmskit.changes.procedures import catalogue_diff
from qmskit.changes.relations import meaning, spelling
from qmskit.model.changes import DiffKind
from qmskit.model.procedures import DossierCase, LegalBasis

_EXAMPLE = Path(__file__).parents[1] / "examples" / "xa-binh-minh" / "catalogue"
_LAW = LegalBasis("01/2026/NĐ-CP", "Nghị định thử")
_LIMIT = Limit(Decimal(99), TimeUnit.WORKING_DAY)
_AMENDED_OF = 10
_GONE = 2


def main() -> None:
    """Make the catalogues, check what the diffs give, measure in turn."""
    args = _arguments()
    old = _catalogue(args.source, args.count)
    states = {"update": _updated(old), "rewritten": [_rewritten(one) for one in old]}
    _check(old, states)
    times: dict[str, list[float]] = {name: [] for name in states}
    for _round in range(args.rounds):
        for name, new in states.items():
            times[name].append(_timed(old, new))
    print(f"{len(old)} procedures, n={args.rounds}")
    for name, values in times.items():
        median = statistics.median(values)
        print(f"  {name:10} {median:7.1f} ms (from {min(values):.1f} to {max(values):.1f})")


def _catalogue(source: Path, count: int) -> list[Procedure]:
    """Return as many records as asked for, those of a source again and again under new codes."""
    records = [one.procedure for one in read_procedures(source).found]
    return [
        replace(one, code=f"9.{number:06d}", name=f"{one.name} ({number})")
        for number, one in enumerate(islice(cycle(records), count))
    ]


def _updated(old: Sequence[Procedure]) -> list[Procedure]:
    new = [_amended(one) if at % _AMENDED_OF == 0 else replace(one) for at, one in enumerate(old)]
    come = [replace(one, code=f"8.{at:06d}") for at, one in enumerate(new[:_GONE])]
    return [*new[_GONE:], *come]


def _amended(one: Procedure) -> Procedure:
    channels = tuple(replace(channel, limit=_LIMIT) for channel in one.channels)
    return replace(one, channels=channels, legal_bases=(*one.legal_bases, _LAW))


def _rewritten(one: Procedure) -> Procedure:
    return replace(
        one,
        name=_noisy(one.name),
        requirements=_noisy(one.requirements),
        results=tuple(map(_noisy, one.results[::-1])),
        execution=tuple(replace(step, text=_noisy(step.text)) for step in one.execution),
        legal_bases=one.legal_bases[::-1],
        channels=one.channels[::-1],
        dossier=tuple(map(_rewritten_case, one.dossier)),
    )


def _rewritten_case(case: DossierCase) -> DossierCase:
    items = (replace(item, name=_noisy(item.name)) for item in case.items[::-1])
    return replace(case, items=tuple(items))


def _noisy(text: str) -> str:
    return f"- {text.upper().replace(' ', '  ')};" if text else ""


def _check(old: Sequence[Procedure], states: Mapping[str, Sequence[Procedure]]) -> None:
    """Stop unless there are records and the diffs find what was done."""
    counts = catalogue_diff(old, states["update"]).counts
    amended = len(range(0, len(old), _AMENDED_OF)) - 1
    if not old or (counts[DiffKind.AMENDED], counts[DiffKind.NEW]) != (amended, _GONE):
        raise SystemExit(f"update: {counts}")
    counts = catalogue_diff(old, states["rewritten"]).counts
    if counts[DiffKind.EDITORIAL] != len(old):
        raise SystemExit(f"rewritten: {counts}")


def _timed(old: Sequence[Procedure], new: Sequence[Procedure]) -> float:
    """Return the milliseconds of one diff that finds nothing in its caches."""
    meaning.cache_clear()
    spelling.cache_clear()
    gc.collect()
    start = time.perf_counter()
    catalogue_diff(old, new)
    return (time.perf_counter() - start) * 1e3


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    source = "a catalogue folder, or records of a portal"
    parser.add_argument("--set", dest="source", type=Path, default=_EXAMPLE, help=source)
    parser.add_argument("--count", type=int, default=470, help="procedures")
    parser.add_argument("--rounds", type=int, default=9)
    return parser.parse_args()


if __name__ == "__main__":
    main()
