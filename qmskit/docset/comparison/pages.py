"""`diff --format html`: a report of differences as a page, written where the user says."""

from pathlib import Path

from qmskit.docset.comparison.diffing import DiffReport
from qmskit.docset.comparison.telling import comparison_told
from qmskit.docset.disk.paths import told
from qmskit.language import LANGUAGES, speaking
from qmskit.language import translate as _
from qmskit.problems import TargetError
from qmskit.renderers.html.comparison import comparison_page, is_comparison_page


def diff_page(report: DiffReport, *, is_complete: bool = False) -> bytes:
    """Return a report as one page that needs no network.

    Args:
        is_complete: whether to tell procedures that did not change, and editorial changes.
    """
    with speaking(LANGUAGES[0]):
        return comparison_page(comparison_told(report), is_complete=is_complete)


def write_page(path: Path, page: bytes) -> None:
    """Write a page of a comparison; only another one is written over.

    Raises:
        TargetError: something else is there, or the disk refuses.
    """
    with told(path):
        is_taken = path.is_symlink() or path.exists()
        if is_taken and not (path.is_file() and is_comparison_page(path.read_bytes())):
            raise TargetError(path, _("đã có tệp khác ở đây; chọn tên khác"))
        path.write_bytes(page)
