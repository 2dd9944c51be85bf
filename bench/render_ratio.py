"""Render the documents of a set with plain docxtpl and with qmskit, in turn, and print the ratio.

    python bench/render_ratio.py --set examples/xa-binh-minh --count 79 --rounds 3

Four lines a kind of document that is made of procedures:

docxtpl      `DocxTemplate(frame).render(...)` and `save`, once a document, as docxtpl's own pages
             show it; the blocks are handed over as finished markup, so it composes nothing
qmskit       from data: composing, numbering, Word XML, frame, zip
render only  the same without composing: blocks at hand
fill only    like docxtpl: finished markup at hand

All in memory. Every part of every document is first compared in canonical XML.
"""

import argparse
import gc
import io
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from docxtpl import DocxTemplate
from equality import meaning
from markupsafe import Markup

from qmskit.documents.composing import Composed, Composer
from qmskit.documents.plan import PlannedDocument, plan
from qmskit.model.sets import DocumentSet
from qmskit.readers.sets import load
from qmskit.renderers.docx import DocxRenderer
from qmskit.renderers.docx.filling import Filling
from qmskit.renderers.docx.renderer import filling

Times = dict[str, list[float]]

_EXAMPLE = Path(__file__).parents[1] / "examples" / "xa-binh-minh"


@dataclass(frozen=True)
class Case:
    """One document in the three forms the renderers start from."""

    planned: PlannedDocument
    composed: Composed
    frame: Path
    filling: Filling
    context: Mapping[str, object]


class Bench:
    """A loaded set with its texts and frames compiled, as a build has them."""

    def __init__(self, folder: Path, day: date) -> None:
        """Load the set; nothing of this is timed."""
        self.qmset: DocumentSet = load(folder)
        self.composer = Composer(self.qmset, day)
        self.renderer = DocxRenderer()
        self.planned = plan(self.qmset, day)

    def cases(self, kind: str, count: int) -> tuple[Case, ...]:
        """Return `count` documents of a kind; a set with fewer is gone through again."""
        own = [one for one in self.planned if one.kind.id == kind]
        return tuple(self._case(one) for one in islice(cycle(own), count))

    def from_data(self, case: Case) -> bytes:
        """Return the file, made from the data of the set."""
        return self._file(self.composer.composed(case.planned))

    def render_only(self, case: Case) -> bytes:
        """Return the file, made from blocks."""
        return self._file(case.composed)

    def fill_only(self, case: Case) -> bytes:
        """Return the file, made from finished markup, as docxtpl makes it."""
        return self.renderer.frame(self.qmset, case.planned.kind.frame).filled(case.filling)

    def _file(self, composed: Composed) -> bytes:
        return next(content for *_, content in self.renderer.render(self.qmset, [composed]))

    def _case(self, planned: PlannedDocument) -> Case:
        composed = self.composer.composed(planned)
        name = planned.kind.frame
        own = self.qmset.folder / "templates" / name
        path = own if own.exists() else self.qmset.framework.folder / "templates" / name
        filled = filling(composed, self.renderer.frame(self.qmset, name))
        return Case(planned, composed, path, filled, docxtpl_context(filled))


def docxtpl_context(filled: Filling) -> Mapping[str, object]:
    """Return the names of a frame with blocks as finished markup."""
    texts = {name: Markup(xml.decode()) for name, xml in filled.blocks.items()}  # noqa: S704 - our own
    return {**filled.names, **texts}


def plain_docxtpl(case: Case) -> bytes:
    """Return the file as docxtpl makes it."""
    template = DocxTemplate(case.frame)
    template.render(dict(case.context), autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def differences(bench: Bench, cases: Sequence[Case]) -> Iterator[str]:
    """Yield the parts in which qmskit's and docxtpl's files are not the same XML."""
    for case in cases:
        ours, theirs = meaning(bench.from_data(case)), meaning(plain_docxtpl(case))
        for name in sorted(ours.keys() | theirs.keys()):
            if ours.get(name) != theirs.get(name):
                yield f"{case.planned.code}: {name}"


def interleaved(
    ways: Mapping[str, Callable[[Case], bytes]], cases: Sequence[Case], args: argparse.Namespace
) -> Times:
    """Time every way on every document, in turn; milliseconds.

    The rubbish of one way is cleared before the next one's clock starts.
    """
    turns = [[case] for case in cases] if args.turn == "document" else [cases]
    times: Times = {name: [] for name in ways}
    for _round in range(args.rounds):
        for turn in turns:
            for name, make in ways.items():
                gc.collect()
                times[name] += [_timed(make, case) for case in turn]
    return times


def _timed(make: Callable[[Case], bytes], case: Case) -> float:
    start = time.perf_counter()
    make(case)
    return (time.perf_counter() - start) * 1e3


def report(times: Times) -> None:
    """Print median, p10, p90, and how often the median goes into that of the first way."""
    base = statistics.median(next(iter(times.values())))
    for name, values in times.items():
        ordered, median = sorted(values), statistics.median(values)
        low, high = ordered[len(ordered) // 10], ordered[len(ordered) * 9 // 10]
        print(
            f"  {name:12} {median:8.3f} ms a document (p10 {low:.3f}, p90 {high:.3f})"
            f"  x{base / median:5.1f}  n={len(values)}"
        )


def main() -> None:
    """Check equality, warm up, measure."""
    args = _arguments()
    bench = Bench(args.set, args.as_of)
    ways = {
        "docxtpl": plain_docxtpl,
        "qmskit": bench.from_data,
        "render only": bench.render_only,
        "fill only": bench.fill_only,
    }
    # docxtpl numbers drawings anew, so that documents with one are never equal to the letter.
    for kind in (one for one in bench.qmset.framework.kinds if not one.is_of_set):
        cases = bench.cases(kind.id, args.count)
        unequal = tuple(differences(bench, cases))
        if unequal:
            raise SystemExit("not the same documents:\n" + "\n".join(unequal))
        for case in cases[:3]:
            for make in ways.values():
                make(case)
        print(f"{kind.id}: {len({case.planned.stem for case in cases})} documents, all parts equal")
        report(interleaved(ways, cases, args))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--set", type=Path, default=_EXAMPLE, help="folder of a document set")
    parser.add_argument("--count", type=int, default=79, help="documents of each kind")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--turn",
        choices=("document", "round"),
        default="document",
        help="whether the ways take turns on every document, or on all documents of a round",
    )
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 22))
    return parser.parse_args()


if __name__ == "__main__":
    main()
