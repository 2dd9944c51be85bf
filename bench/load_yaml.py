"""Read the YAML files of a set with PyYAML's C loader and with qmskit's, in turn; print the ratio.

    python bench/load_yaml.py --set examples/xa-binh-minh --count 470 --rounds 5

CSafeLoader  `yaml.load(text, Loader=yaml.CSafeLoader)`, which also guesses types
qmskit       `parse_yaml(text)`: every value as it was written, duplicate keys refused
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path

import yaml

from qmskit.readers.files import read_text
from qmskit.readers.trees import parse_yaml

Times = dict[str, list[float]]

_EXAMPLE = Path(__file__).parents[1] / "examples" / "xa-binh-minh"


def c_safe_loader(text: str) -> object:
    """Return what PyYAML makes of a text."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


def ours(text: str) -> object:
    """Return what qmskit makes of a text."""
    return parse_yaml(text, "")


def interleaved(
    loaders: Mapping[str, Callable[[str], object]], texts: Sequence[str], rounds: int
) -> Times:
    """Time every loader on every text, in turn; milliseconds for all texts, one sum a round."""
    times: Times = {name: [] for name in loaders}
    for _round in range(rounds):
        sums = dict.fromkeys(loaders, 0.0)
        for text in texts:
            for name, load in loaders.items():
                start = time.perf_counter()
                load(text)
                sums[name] += time.perf_counter() - start
        gc.collect()
        for name, seconds in sums.items():
            times[name].append(seconds * 1e3)
    return times


def main() -> None:
    """Check equality, warm up, measure."""
    args = _arguments()
    paths = sorted((args.set / "catalogue").glob("*.yaml"))
    texts = [read_text(path) for path in islice(cycle(paths), args.count)]
    for path, text in zip(paths, texts, strict=False):
        # CBaseLoader guesses nothing, as qmskit's loader: the trees must be equal.
        if yaml.load(text, Loader=yaml.CBaseLoader) != ours(text):  # noqa: S506 - makes text only
            raise SystemExit(f"not the same values: {path}")
    loaders = {"CSafeLoader": c_safe_loader, "qmskit": ours}
    interleaved(loaders, texts[:20], 1)
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} texts of {len(paths)} files, {size / 1e6:.2f} MB, equal values")
    _report(interleaved(loaders, texts, args.rounds))


def _report(times: Times) -> None:
    base = statistics.median(next(iter(times.values())))
    for name, values in times.items():
        median = statistics.median(values)
        print(
            f"  {name:12} {median:8.1f} ms (from {min(values):.1f} to {max(values):.1f})"
            f"  x{base / median:.1f}  n={len(values)}"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--set", type=Path, default=_EXAMPLE, help="folder of a document set")
    parser.add_argument("--count", type=int, default=470, help="texts to read a round")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
