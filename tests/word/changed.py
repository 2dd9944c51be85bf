"""The example commune a year later: papers, limits, steps, titles and revisions are others."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from qmskit.documents.plan import plan
from qmskit.model.agencies import Revision
from qmskit.model.procedures import Channel, DossierCase, DossierItem, Procedure
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import Step, Workflow
from tests.word.making import DAY, Made, example, example_set, made

_ADDED = DossierItem("Bản cam kết chịu trách nhiệm về nội dung kê khai", 1, 0)
_CONTROL = Step("civil-status-officer", "Kiểm tra lại hồ sơ, ký nháy dự thảo kết quả")


@cache
def changed() -> tuple[Made, ...]:
    """Return the documents of the changed set."""
    return made(changed_set())


@cache
def pairs() -> tuple[tuple[Made, Made], ...]:
    """Return each document of the example, and what the changed set makes of it."""
    after = {_place(one): one for one in changed()}
    return tuple((one, after[_place(one)]) for one in example() if _place(one) in after)


def _place(one: Made) -> tuple[str, str, bool]:
    document = one.composed.document
    return one.kind, document.code, document.is_sample


def changed_set() -> DocumentSet:
    whole = example_set()
    new = {id(one): _reworked(one) for one in whole.workflows.values()}
    revision = Revision(1, 1, date(2026, 11, 20), date(2026, 12, 1), "91/QĐ-UBND", "Sửa mục 4, 5")
    revisions: Mapping[str, tuple[Revision, ...]] = whole.revisions
    codes = [one.code for one in plan(whole, DAY)]
    return replace(
        whole,
        agency=replace(whole.agency, parent="tỉnh Đồng Xuân Mới"),
        procedures={code: _amended(one) for code, one in whole.procedures.items()},
        workflows={code: new[id(one)] for code, one in whole.workflows.items()},
        revisions={code: (*revisions.get(code, ()), revision) for code in codes},
    )


def _amended(one: Procedure) -> Procedure:
    return replace(
        one,
        name=f"{one.name} có yếu tố nước ngoài",
        channels=tuple(map(_longer, one.channels)),
        dossier=tuple(map(_refiled, one.dossier)),
        legal_bases=one.legal_bases[1:],
    )


def _longer(channel: Channel) -> Channel:
    limit = channel.limit
    return replace(channel, limit=replace(limit, value=limit.value and limit.value + 1))


def _refiled(case: DossierCase) -> DossierCase:
    return replace(case, items=(_ADDED, *case.items[:-1]))


def _reworked(workflow: Workflow) -> Workflow:
    first, *others = workflow.steps
    asked = replace(first, action=f"{first.action} và hẹn ngày trả kết quả")
    return replace(
        workflow, steps=(asked, *others[:1], replace(_CONTROL, role=first.role), *others[1:])
    )
