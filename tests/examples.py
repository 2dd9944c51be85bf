"""The example of a commune without documents of the system: quick to build, easy to count."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMUNE = ROOT / "examples" / "xa-binh-minh"

# Of `qms.yaml`: a set with documents of its procedures only.
ONLY_PROCEDURES = """\
system:
  leave_out: [model, system, internal, forms, letters, registers, year]
"""


@cache
def procedures_only() -> Path:
    """Return a copy of the commune with documents of its procedures only."""
    top = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    folder = top / COMMUNE.name
    shutil.copytree(COMMUNE, folder, ignore=shutil.ignore_patterns("_build", ".qmskit"))
    with (folder / "qms.yaml").open("a", encoding="utf-8") as file:
        file.write(ONLY_PROCEDURES)
    return folder
