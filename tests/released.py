"""A small set with two releases, made once a test run and copied by whoever changes it."""

import atexit
import os
import shutil
import tempfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import qmskit
from qmskit import Act, Approval, Issuing
from qmskit.model.control import SignatureRole
from tests.examples import procedures_only

TODAY = date(2026, 11, 22)
ACT = Act("Lê Văn C", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
DRAFTER, REVIEWER, APPROVER = "Phạm Thị D", "Lê Văn C", "Nguyễn Văn A"
# What the second release amends.
AMENDED = "QT 02/CX-CT"
WORKFLOW = "workflows/2.001406.yaml"
OLD_WORDS, NEW_WORDS = "soạn lời chứng", "soạn lời chứng bằng văn bản"

_SIGNERS = (
    (SignatureRole.DRAFTER, DRAFTER),
    (SignatureRole.REVIEWER, REVIEWER),
    (SignatureRole.APPROVER, APPROVER),
)


@cache
def _made() -> Path:
    top = Path(tempfile.mkdtemp())
    atexit.register(_clear, top)
    folder = top / "xã Bình Minh"
    shutil.copytree(procedures_only(), folder)
    (folder / "revisions.yaml").write_text("# Bảng theo dõi\nrevisions: {}\n", encoding="utf-8")
    sign_all(folder, date(2026, 11, 2))
    qmskit.release(
        qmskit.load(folder),
        Issuing("90/QĐ-UBND", date(2026, 11, 5), effective=date(2026, 11, 10)),
        act=ACT,
    )
    amend(folder)
    sign_all(folder, date(2026, 11, 18))
    qmskit.release(
        qmskit.load(folder),
        Issuing(
            "95/QĐ-UBND",
            date(2026, 11, 20),
            effective=date(2026, 11, 26),
            still_for=date(2026, 11, 26),
        ),
        act=ACT,
    )
    return folder


def released_set(folder: Path) -> Path:
    """Return a copy of the set with two releases, at `folder`."""
    shutil.copytree(_made(), folder)
    return folder


def unsigned_set(folder: Path) -> Path:
    """Return a set that nobody has signed, at `folder`."""
    shutil.copytree(procedures_only(), folder)
    (folder / "revisions.yaml").write_text("revisions: {}\n", encoding="utf-8")
    return folder


def sign_all(folder: Path, on: date) -> None:
    """Give all three signatures under all that waits for them."""
    for role, person in _SIGNERS:
        qmskit.approve(qmskit.load(folder), (), Approval(role, person, on), act=ACT)


def amend(folder: Path, old: str = OLD_WORDS, new: str = NEW_WORDS) -> None:
    """Change one step of one workflow."""
    path = folder / WORKFLOW
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _clear(top: Path) -> None:
    for folder, _folders, files in os.walk(top):
        for name in files:
            (Path(folder) / name).chmod(0o600)
    shutil.rmtree(top, ignore_errors=True)
