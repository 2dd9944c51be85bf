"""Which desk is to hold which documents: as the agency says, else as the steps of documents do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qmskit.documents.contents import controlled
from qmskit.documents.plan import PlannedDocument, plan
from qmskit.model.distribution import ALL_DOCUMENTS, Desk
from qmskit.model.kinds import DocumentKind
from qmskit.model.sets import DocumentSet

NOTICE_BOARD = "niem-yet"


@dataclass(frozen=True, slots=True)
class DeskDocuments:
    """A desk with the documents it is to hold.

    Attributes:
        codes: of documents, in the order of the plan.
    """

    desk: Desk
    codes: tuple[str, ...]


def desks(qmset: DocumentSet, day: date) -> tuple[DeskDocuments, ...]:
    """Return the desks of a set with their documents.

    Raises:
        InvalidInputError: a procedure has no document code yet.
    """
    known = _Documents(qmset, day)
    chosen = qmset.distribution.desks or tuple(_of_steps(qmset, known, day))
    return tuple(DeskDocuments(one, known.held_by(one)) for one in chosen)


class _Documents:
    """The controlled documents of a set by what a desk may name them."""

    def __init__(self, qmset: DocumentSet, day: date) -> None:
        self._qmset = qmset
        made = plan(qmset, day)
        self._documents = controlled(made)
        # One code may stand for files of several kinds: a procedure's document and its card.
        self._kinds: dict[str, dict[str, DocumentKind]] = {code: {} for code in self._documents}
        for one in made:
            if one.code in self._kinds and one.is_controlled:
                self._kinds[one.code].setdefault(one.kind.id, one.kind)
        by_kind = {one.kind.id: one for one in self._documents.values() if one.kind.is_of_set}
        self.roles = {
            code: self._roles(one, by_kind.get(one.kind.form_of))
            for code, one in self._documents.items()
        }
        everyone = {role.id for role in qmset.framework.roles if role.is_everyone}
        self._of_all = frozenset(code for code, roles in self.roles.items() if roles & everyone)

    def held_by(self, desk: Desk) -> tuple[str, ...]:
        """Return the codes of the documents that a desk is to hold, in the order of the plan."""
        rules = self._qmset.framework.control
        names = set(desk.documents)
        if desk.is_notice_board and not names and not desk.roles:
            names |= set(rules.posted)
        if desk.roles:
            names |= set(rules.shared)
        return tuple(code for code in self._documents if self._is_held(code, desk, names))

    def _is_held(self, code: str, desk: Desk, names: set[str]) -> bool:
        if code in names or ALL_DOCUMENTS in names:
            return True
        if any(names & {kind.id, kind.group} for kind in self._kinds[code].values()):
            return True
        return bool(desk.roles) and (
            code in self._of_all or bool(self.roles[code] & set(desk.roles))
        )

    def _roles(self, document: PlannedDocument, parent: PlannedDocument | None) -> frozenset[str]:
        """Return the roles in the steps of a document; a form goes with its procedure."""
        steps = document.workflow.steps if document.workflow else ()
        inside = (one.role for one in steps if one.role and not one.outside)
        of_kinds = (*document.kind.steps, *(parent.kind.steps if parent else ()))
        return frozenset((*inside, *(self._qmset.role_of(one.role) for one in of_kinds)))


def _of_steps(qmset: DocumentSet, known: _Documents, day: date) -> Iterable[Desk]:
    """Yield a desk for every role that takes a step, and the notice board."""
    used = frozenset().union(*known.roles.values()) if known.roles else frozenset()
    for role in qmset.framework.roles:
        if role.id in used and not role.is_everyone:
            yield Desk(role.id, qmset.role_name(role.id, day), roles=(role.id,))
    yield Desk(NOTICE_BOARD, "Nơi niêm yết", is_notice_board=True)


def wanted(found: Iterable[DeskDocuments]) -> Mapping[str, Mapping[str, int]]:
    """Return how many copies of each document every desk is to hold, by desk and code."""
    return {one.desk.id: dict.fromkeys(one.codes, one.desk.copies) for one in found}
