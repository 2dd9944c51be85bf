"""Pages as Chromium shows them."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

_SECONDS = 120


def has_browser() -> bool:
    """Tell whether tests that need a browser are run: where none may skip, they fail without."""
    return shutil.which("chromium") is not None or os.environ.get("QMSKIT_NO_SKIP") == "1"


def parsed(page: bytes) -> etree._Element:
    """Return a page as elements, its scripts not run."""
    return etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))


def shown(page: bytes, fragment: str) -> etree._Element:
    """Return a page after its scripts have run, opened with a fragment; no network is there."""
    with TemporaryDirectory() as work:
        path = Path(work) / "trang.html"
        path.write_bytes(page)
        address = f"{path.as_uri()}#{fragment}"
        dumped = chromium(Path(work), "--dump-dom", "--virtual-time-budget=2000", address)
    return parsed(dumped)


def chromium(work: Path, *arguments: str) -> bytes:
    path = shutil.which("chromium") or "chromium"
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    own = (f"--user-data-dir={work / 'profile'}", "--host-resolver-rules=MAP * ~NOTFOUND")
    done = subprocess.run(  # noqa: S603 - a tool of the machine, pages of our own
        [path, *options, *own, *arguments], check=True, capture_output=True, timeout=_SECONDS
    )
    return done.stdout


def text(element: etree._Element) -> str:
    """Return what an element says on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def only(root: etree._Element, path: str) -> etree._Element:
    """Return the one element at a path."""
    (found,) = root.findall(path)
    return found
