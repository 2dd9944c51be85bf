"""What a reader must know of a signature, in words."""

from collections.abc import Iterator

from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

from qmskit.language import translate as _


def remark_of(status: PdfSignatureStatus, *, has_roots: bool) -> str:
    """Return what a signature lacks; empty when nothing does."""
    return "; ".join(_remarks(status, has_roots=has_roots))


def _remarks(status: PdfSignatureStatus, *, has_roots: bool) -> Iterator[str]:
    if not status.intact:
        yield _("nội dung đã bị sửa sau khi ký")
    elif not status.valid:
        yield _("chữ ký không khớp với chứng thư")
    if status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        yield _("chữ ký chỉ bảo vệ một phần của tệp")
    elif not status.docmdp_ok:
        yield _("sau khi ký, tệp được ghi thêm nội dung mà chữ ký không cho phép")
    stamp = status.timestamp_validity
    if stamp is not None and not (stamp.intact and stamp.valid):
        yield _("dấu thời gian không khớp")
    problem = status.trust_problem_indic
    if problem is not None and problem.standard_name.startswith("CRYPTO_CONSTRAINTS"):
        yield _("dùng thuật toán đã yếu: {name}").format(name=status.md_algorithm)
    elif not has_roots:
        yield _("không rõ chứng thư có đáng tin không: chưa đưa vào chứng thư gốc")
    elif problem is not None and status.valid:
        yield _distrust(problem.standard_name)


def _distrust(problem: str) -> str:
    """Return why a certificate is not trusted, by the name that ETSI EN 319 102-1 gives it."""
    known = {
        "NO_CERTIFICATE_CHAIN_FOUND": _("chứng thư không dẫn tới chứng thư gốc nào đã đưa vào"),
        "OUT_OF_BOUNDS_NO_POE": _("chứng thư chưa hoặc không còn hiệu lực vào lúc ký"),
        "OUT_OF_BOUNDS_NOT_REVOKED": _("chứng thư chưa hoặc không còn hiệu lực vào lúc ký"),
        "NOT_YET_VALID": _("chứng thư chưa có hiệu lực vào lúc ký"),
        "EXPIRED": _("chứng thư đã hết hiệu lực vào lúc ký"),
        "CHAIN_CONSTRAINTS_FAILURE": _("chứng thư không được cấp để ký văn bản"),
    }
    return known.get(problem, _("chứng thư không đạt yêu cầu để tin cậy"))
