"""What a text and a directive know while a document is composed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from qmskit.documents.letters import authority, issuer_of, signing
from qmskit.documents.plan import SAMPLE_MARK, PlannedDocument, is_draft, procedure_title
from qmskit.documents.sandbox import day_text
from qmskit.documents.set_names import filled
from qmskit.model.agencies import Agency, Revision
from qmskit.model.layouts import Profile
from qmskit.model.procedures import Level, Procedure
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import capitalised
from qmskit.model.times import HOURS_A_DAY
from qmskit.model.workflows import (
    Attachment,
    LocalFee,
    ProvinceDecisions,
    Workflow,
)
from qmskit.readers.prose.differences import LimitDifference, differences

# A dossier settled within less than two days needs no tracking slip (note under the step table).
_TRACKED_FROM_HOURS = 2 * HOURS_A_DAY

_ROOM = "………"
# The decision that issues the documents of a set.
_ISSUES = "issue-decision"

# What covers of documents of the set print above the title.
_PROCEDURE = "Quy trình "
_SYSTEM = "Hệ thống quản lý chất lượng"


@dataclass(frozen=True)
class Context:
    """One document being composed on a day."""

    qmset: DocumentSet
    document: PlannedDocument
    day: date

    @property
    def profile(self) -> Profile:
        """Return the layout of the set."""
        return self.qmset.profile

    @property
    def is_draft(self) -> bool:
        """Tell whether the document rests on something that nobody approved."""
        return False

    @cached_property
    def names(self) -> Mapping[str, object]:
        """Return the names a text may use; docs/van-ban.md lists them."""
        return {
            "agency": self.qmset.agency,
            "scope": self.qmset.scope,
            "obligation": self.qmset.obligation.value,
            "document": document_names(self.document, self),
            "titles": self.profile.titles,
            "standard": self.qmset.framework.standard,
            "is_draft": self.is_draft,
            "sign_block": self.profile.sign_block,
        }


@dataclass(frozen=True)
class SetContext(Context):
    """A document about the set as a whole.

    Attributes:
        documents: the whole plan, this document included.
        shared: names that all such documents share, see `set_names`.
    """

    documents: tuple[PlannedDocument, ...]
    shared: Mapping[str, object]

    @cached_property
    def names(self) -> Mapping[str, object]:
        """Return the names a text may use; docs/van-ban.md lists them."""
        signed = signing(self.qmset, self.document.kind, self.day)
        return {
            **super().names,
            **self.shared,
            "agency": _with_room(self.qmset.agency),
            "fill": filled(self.document.kind.fill, is_sample=self.document.is_sample),
            "authority": authority(self.qmset, signed) if signed else "",
        }


def _with_room(agency: Agency) -> Agency:
    """Return an agency with dots where a letter needs what nobody has told."""
    return replace(agency, place=agency.place or _ROOM, unit_code=agency.unit_code or _ROOM)


@dataclass(frozen=True)
class ProcedureContext(Context):
    """A document about procedures, or one of several procedures in it."""

    procedure: Procedure

    @cached_property
    def each(self) -> tuple["ProcedureContext", ...]:
        """Return the contexts of all procedures of the document, in their order."""
        others = (one for one in self.document.procedures if one is not self.procedure)
        return (self, *(replace(self, procedure=one) for one in others))

    @property
    def workflow(self) -> Workflow | None:
        """Return the document's workflow, or None."""
        return self.document.workflow

    @property
    def province(self) -> ProvinceDecisions:
        """Return what the province decided for the procedure; its fees are those of the day."""
        code = self.procedure.code
        decided = self.qmset.province.get(code, ProvinceDecisions(code))
        fees = tuple(fee for fee in decided.fees if fee.holds_on(self.day))
        return decided if fees == decided.fees else replace(decided, fees=fees)

    @cached_property
    def limit_differences(self) -> tuple[LimitDifference, ...]:
        """Return where the record contradicts itself about its limit."""
        return differences(self.procedure)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Return the forms behind the document: the workflow's, then the province's, each once."""
        own = self.workflow.attachments if self.workflow else ()
        decided = (form for one in self.each for form in one.province.forms)
        return tuple(dict.fromkeys((*own, *decided)))

    @property
    def own_fees(self) -> tuple[tuple[str, LocalFee], ...]:
        """Return (place, rate) of the rates whose places name the agency's own commune."""
        name = self.qmset.agency.name
        return tuple((place, fee) for fee in self.province.fees for place in fee.places_of(name))

    @property
    def is_draft(self) -> bool:
        """Tell whether the workflow is only a proposal, or missing."""
        return is_draft(self.workflow)

    @property
    def is_tracked(self) -> bool:
        """Tell whether a tracking slip goes with the dossier.

        The workflow may say so; else the rule in the notes under the step table decides: not for
        work done within less than two days, nor for work of one role.
        """
        if self.workflow is None:
            return False
        if self.workflow.tracked is not None:
            return self.workflow.tracked
        roles = {step.outside or step.role or step.performer for step in self.workflow.steps}
        return len(roles) > 1 and not self._is_quick

    @property
    def _is_quick(self) -> bool:
        limits = [channel.limit for channel in self.procedure.channels]
        hours = [limit.working_hours for limit in limits]
        known = [hour for hour in hours if hour is not None]
        return bool(known) and len(known) == len(hours) and max(known) < _TRACKED_FROM_HOURS

    @cached_property
    def names(self) -> Mapping[str, object]:
        """Return the names a text may use; docs/van-ban.md lists them."""
        return {
            **super().names,
            "procedure": self.procedure,
            "procedures": self.document.procedures,
            "not_told": not_told(self.procedure),
            "procedure_title": procedure_title(self.procedure),
            "province": self.province,
            "workflow": self.workflow,
            "has_fee_annex": has_fee_annex(self),
            "is_tracked": self.is_tracked,
        }


NOT_TOLD = "Không rõ: dữ liệu công bố chưa ghi nội dung này."
NO_DATA = "Chưa có dữ liệu"


def not_told(procedure: Procedure) -> str:
    """Return what stands where a record says nothing, or where there is no record at all."""
    if procedure.is_listed_only:
        return f"{NO_DATA}: mới có mã và tên thủ tục."
    return NOT_TOLD


def document_names(document: PlannedDocument, context: Context) -> Mapping[str, str]:
    """Return what covers, headers and footers print; every value from one place.

    Keys: code, kind, title, short_title, cover_title, heading, header, issue, revision, issued,
    effective, decision, decided_by, draft, mark, check.
    """
    latest: Revision = document.revision
    kind, cover_title = _on_cover(document)
    return {
        "code": document.code,
        "kind": kind,
        "title": document.title,
        "short_title": document.short_title,
        "cover_title": cover_title,
        "heading": document.title if document.kind.is_of_set else document.kind.title,
        "header": document.short_title
        if document.kind.is_of_set
        else f"{kind}: {document.short_title}",
        "issue": f"{latest.issue:02d}",
        "revision": f"{latest.revision:02d}",
        "issued": day_text(latest.issued),
        "effective": day_text(latest.effective),
        "decision": latest.decision,
        "decided_by": issuer_of(context.qmset, _ISSUES, context.day),
        "draft": _not_in_force(context, document),
        "mark": SAMPLE_MARK if document.is_sample else "",
        "check": document.check,
    }


def _not_in_force(context: Context, document: PlannedDocument) -> str:
    """Return what stands on a document that must not be worked by; else empty."""
    if document.is_withdrawn:
        return "HẾT HIỆU LỰC"
    return "DỰ THẢO" if context.is_draft or document.is_unissued else ""


def _on_cover(document: PlannedDocument) -> tuple[str, str]:
    """Return what a cover prints above the title, and the title without it."""
    if not document.kind.is_of_set:
        return document.kind.title, document.cover_title
    if document.title.startswith(_PROCEDURE):
        return _PROCEDURE.strip(), capitalised(document.cover_title.removeprefix(_PROCEDURE))
    return _SYSTEM, document.cover_title


def has_fee_annex(context: ProcedureContext) -> bool:
    """Tell whether fees differ by place, so that an annex lists them."""
    return any(fee.places or fee.place_name for one in context.each for fee in one.province.fees)


def lacks_own_rate(qmset: DocumentSet, fees: Iterable[LocalFee]) -> bool:
    """Tell whether nobody can know which of some rates holds in a commune.

    So it is where a rate holds in places that no data list, and no list names the commune.
    """
    told = tuple(fees)
    is_commune = qmset.agency_type.level == Level.COMMUNE.value
    is_named = any(fee.places_of(qmset.agency.name) for fee in told)
    return is_commune and not is_named and any(fee.is_unlisted for fee in told)
