"""What a set lacks or contradicts: rules over a set and a day that give findings."""

from collections.abc import Collection, Iterator
from datetime import date

from qmskit.checks import left_out, legal_texts, records, workflows
from qmskit.checks.rules import Rule, Subject
from qmskit.checks.similar import similar
from qmskit.language import translate as _
from qmskit.model.dated import Source, Standing
from qmskit.model.findings import Finding, Severity
from qmskit.model.sets import DocumentSet
from qmskit.problems import Location

_ANNOUNCED = Source("26/2014/TT-BKHCN", Standing.QUOTED, "Điều 3 khoản 1")
_BUILT = Source("26/2014/TT-BKHCN", Standing.QUOTED, "Điều 7 khoản 2 điểm d")
_FOLLOWED = Source("19/2014/QĐ-TTg", Standing.QUOTED, "Điều 4 khoản 4 điểm a")
_SHARED = Source("26/2014/TT-BKHCN", Standing.QUOTED, "Điều 41 khoản 6")
_PARTS = Source("63/2010/NĐ-CP", Standing.SECONDARY, "Điều 8 khoản 2")
_IN_USE = Source("53 quy trình cấp xã đang dùng (tháng 7/2025)", Standing.OBSERVED)
_RECORDS = Source("103 bản ghi của Cổng Dịch vụ công (tháng 7/2026)", Standing.OBSERVED)

_SIMILAR = "QMS415"

RULES = (
    Rule("QMS401", Severity.WARNING, _BUILT, workflows.proposed),
    Rule("QMS402", Severity.INFO, _IN_USE, workflows.retention_unknown),
    Rule("QMS403", Severity.WARNING, _PARTS, records.limit_unknown),
    Rule("QMS404", Severity.WARNING, _PARTS, records.no_data),
    Rule("QMS405", Severity.WARNING, _RECORDS, records.limit_contradicts),
    Rule("QMS406", Severity.INFO, _RECORDS, records.fee_unknown),
    Rule("QMS407", Severity.WARNING, _IN_USE, records.fee_expired),
    Rule("QMS408", Severity.INFO, _IN_USE, records.law_without_number),
    Rule("QMS409", Severity.WARNING, _IN_USE, workflows.performer_unknown),
    Rule("QMS410", Severity.ERROR, _IN_USE, workflows.time_sum),
    Rule("QMS411", Severity.WARNING, _IN_USE, workflows.units_mixed),
    Rule("QMS412", Severity.ERROR, _IN_USE, workflows.step_without_time),
    Rule("QMS413", Severity.INFO, _ANNOUNCED, records.not_announced),
    Rule("QMS414", Severity.WARNING, _ANNOUNCED, records.not_competent),
    Rule("QMS416", Severity.WARNING, _RECORDS, records.reduction_not_lower),
    Rule("QMS418", Severity.WARNING, _FOLLOWED, legal_texts.no_longer_in_force),
    Rule("QMS445", Severity.WARNING, _RECORDS, records.fee_contradicts),
    Rule("QMS450", Severity.WARNING, _IN_USE, records.fee_place_unknown),
    Rule("QMS869", Severity.WARNING, _FOLLOWED, workflows.unconfirmed),
)


def check(qmset: DocumentSet, *, as_of: date, codes: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what a set lacks or contradicts on a day, in the order of codes and subjects.

    Args:
        as_of: the day the set is checked for.
        codes: codes of the rules to apply; empty applies all.
    """
    found = list(_of_procedures(qmset, as_of, codes))
    if not codes or _SIMILAR in codes:
        found += _similar(qmset)
    if not codes or left_out.CODE in codes:
        found += left_out.still_named(qmset)
    return tuple(sorted(found, key=lambda one: (one.code, one.subject, one.where)))


def _of_procedures(qmset: DocumentSet, day: date, codes: Collection[str]) -> Iterator[Finding]:
    rules = [rule for rule in RULES if not codes or rule.code in codes]
    for procedure in qmset.procedures.values():
        subject = Subject(qmset, day, procedure)
        for rule in rules:
            yield from rule.findings(subject)


def _similar(qmset: DocumentSet) -> Iterator[Finding]:
    """Propose procedures that might share one document; the agency decides."""
    for group in similar(qmset):
        codes = ", ".join(one.code for one in group)
        message = _("{codes} tương đồng về tên và thời hạn").format(codes=codes)
        fix = _("các bước cũng giống nhau thì cơ quan có thể quyết định dùng chung một quy trình")
        where = Location("workflows")
        yield Finding(_SIMILAR, Severity.INFO, where, group[0].code, message, fix, _SHARED)
