"""`release`: what is approved is issued: exact files, kept for ever, and a line in the ledger."""

from collections.abc import Iterator, Mapping

from qmskit.control.manifests import (
    folder_of,
)
from qmskit.control.signing import future
from qmskit.docset.issuing.drafts import Drafts, Standing, drafts
from qmskit.docset.issuing.release_files import Issuing, ReleaseFiles
from qmskit.docset.plans import SetPlan, carry_out
from qmskit.language import translate as _
from qmskit.model.control import (
    NOBODY_TOLD,
    Act,
    Stage,
)
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem


def release(qmset: DocumentSet, issuing: Issuing, *, act: Act = NOBODY_TOLD) -> SetPlan:
    """Issue what is approved; see `plan_release`.

    Returns:
        what was done.

    Raises:
        InvalidInputError: why nothing can be issued; nothing is written.
        TargetError: the folder cannot be written.
    """
    made = plan_release(qmset, issuing, act=act)
    carry_out(made, act)
    return made


def plan_release(qmset: DocumentSet, issuing: Issuing, *, act: Act = NOBODY_TOLD) -> SetPlan:
    """Return what issuing the approved documents would write.

    Documents that were approved as issued before the set had a ledger take part where their
    revision table names the same decision.

    Raises:
        InvalidInputError: nothing is approved, days are in an impossible order, a document cannot
            be made, or a signed file cannot be used.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 2 điểm a; TCVN ISO 9001:2015, 7.5.
    """
    found = drafts(qmset, issuing.on)
    approved = {
        code: one
        for code, one in found.standings.items()
        if one.stage is Stage.APPROVED and _is_of(one, issuing)
    }
    problems = (*_refused(found, approved, issuing, act), *_in_the_way(qmset, found))
    if problems:
        raise InvalidInputError(problems)
    return ReleaseFiles(qmset, found, approved, issuing).plan()


def _is_of(one: Standing, issuing: Issuing) -> bool:
    """Tell whether a document is new, or was issued before by this very decision."""
    rows = one.rows
    if not rows or rows[-1].issued is None:
        return True
    return (rows[-1].decision, rows[-1].issued) == (issuing.decision, issuing.on)


def _refused(
    found: Drafts, approved: Mapping[str, Standing], issuing: Issuing, act: Act
) -> Iterator[Problem]:
    if not approved:
        message = _("không có tài liệu nào đã đủ ba chữ ký cho quyết định này")
        fix = _("xem từng tài liệu đang ở bước nào bằng lệnh qmskit status")
        yield Problem(Location("--decision"), "QMS761", message, fix)
    yield from future(issuing.on, act.day, "--on")
    if issuing.holds_from < issuing.on:
        message = _("ngày hiệu lực {day} trước ngày quyết định {on}").format(
            day=f"{issuing.holds_from:%d/%m/%Y}", on=f"{issuing.on:%d/%m/%Y}"
        )
        fix = _("văn bản không có hiệu lực trước ngày ký")
        yield Problem(Location("--effective"), "QMS762", message, fix)
    if issuing.still_for and issuing.still_for < issuing.holds_from:
        message = _("bản cũ áp dụng cho mọi hồ sơ đến trước ngày hiệu lực {day}").format(
            day=f"{issuing.holds_from:%d/%m/%Y}"
        )
        fix = _("ghi ngày không sớm hơn ngày hiệu lực của bản mới")
        yield Problem(Location("--still-for"), "QMS762", message, fix)
    for code, one in approved.items():
        yield from _before_last(code, one, issuing)
        last = max(signature.on for signature in one.signatures)
        if last > issuing.on:
            message = _("phê duyệt ngày {day}, sau ngày quyết định {on}").format(
                day=f"{last:%d/%m/%Y}", on=f"{issuing.on:%d/%m/%Y}"
            )
            yield Problem(Location(code), "QMS762", message, _("ghi đúng ngày của quyết định"))
    yield from _used(found, issuing)


def _before_last(code: str, one: Standing, issuing: Issuing) -> Iterator[Problem]:
    """Yield the problem of a decision, or a day in force, before that of the issue it replaces."""
    if one.issued is None:
        return
    last = one.issued.release
    if issuing.on < last.on or issuing.holds_from < last.effective:
        message = _("lần ban hành trước theo quyết định ngày {on}, hiệu lực từ {day}").format(
            on=f"{last.on:%d/%m/%Y}", day=f"{last.effective:%d/%m/%Y}"
        )
        fix = _("ngày quyết định, ngày hiệu lực không sớm hơn lần trước")
        yield Problem(Location(code), "QMS762", message, fix)


def _in_the_way(qmset: DocumentSet, found: Drafts) -> Iterator[Problem]:
    """Yield the problem of a folder that no release made and that the new one would write into."""
    top = folder_of(len(found.history.releases) + 1)
    if (qmset.folder / top).exists():
        message = _("đã có thư mục này nhưng sổ nhật ký không ghi lần phát hành nào ở đó")
        fix = _("chuyển thư mục ra ngoài releases, chạy qmskit verify, rồi làm lại")
        yield Problem(Location(top), "QMS768", message, fix)


def _used(found: Drafts, issuing: Issuing) -> Iterator[Problem]:
    """Yield the problem of a number that another decision has."""
    for one in found.history.releases:
        if one.decision == issuing.decision and one.on != issuing.on:
            message = _("quyết định số {number} đã dùng cho lần phát hành {release} ngày {day}")
            shown = message.format(
                number=one.decision, release=one.number, day=f"{one.on:%d/%m/%Y}"
            )
            yield Problem(Location("--decision"), "QMS763", shown, _("ghi đúng số, ngày"))
