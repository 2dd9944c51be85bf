"""Digital signatures of PDF files that come back from the e-office.

A PDF file is a stranger's, and the library that knows signatures reads much of it. So it works in a
process of its own with little memory and time: whatever the file does, the answer is a report.
"""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from qmskit.language import language
from qmskit.language import translate as _
from qmskit.model.pdf_signatures import PdfSignature, SignatureReport

MOST_BYTES = 100_000_000

_PROCESS = "qmskit.readers.signature_process"
_SECONDS = 60
# A reader of PDF looks for the mark this far, because mailers put lines before it.
_MARK, _MARK_WITHIN = b"%PDF-", 1024


def read_signatures(
    content: bytes, roots: Sequence[bytes] = (), seconds: float = _SECONDS
) -> SignatureReport:
    """Return what the digital signatures of a PDF file are worth.

    Nothing is fetched from the network, so revocation is not checked.

    Args:
        content: the file.
        roots: certificates to trust, DER or PEM with one each; without any, trust stays unknown.
        seconds: time allowed.
    """
    if _MARK not in content[:_MARK_WITHIN]:
        return SignatureReport("broken", remark=_("không phải tệp PDF"))
    if len(content) > MOST_BYTES:
        remark = _("tệp lớn hơn {most} MB nên không kiểm tra chữ ký số")
        return SignatureReport("not-checked", remark=remark.format(most=MOST_BYTES // 1_000_000))
    if find_spec("pyhanko") is None:
        remark = _('chưa cài phần kiểm tra chữ ký số; cài bằng lệnh: pip install "qmskit[sign]"')
        return SignatureReport("not-checked", remark=remark)
    return _asked(content, roots, seconds)


def _asked(content: bytes, roots: Sequence[bytes], seconds: float) -> SignatureReport:
    """Ask the process, and make a report of whatever becomes of it."""
    question = {
        "language": language(),
        "roots": [base64.b64encode(root).decode() for root in roots],
        "seconds": seconds,
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own module in our own Python
            [sys.executable, "-P", "-m", _PROCESS],
            input=json.dumps(question).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        remark = _("đọc tệp này mất quá {seconds} giây; có thể tệp hỏng hoặc cố ý làm treo máy")
        return SignatureReport("broken", remark=remark.format(seconds=round(seconds)))
    except subprocess.CalledProcessError:
        remark = _("không đọc được tệp này: cấu trúc hỏng, lồng quá sâu hoặc cần quá nhiều bộ nhớ")
        return SignatureReport("broken", remark=remark)
    told = json.loads(done.stdout)
    signatures = tuple(PdfSignature(**one) for one in told["signatures"])
    return SignatureReport(told["status"], signatures, told["remark"])
