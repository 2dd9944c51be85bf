"""Directives: what `::: name` in a text puts there from the data.

A directive is a function of the context and its call that yields blocks. It knows values,
never a format: tables carry widths, alignment and whether a row may break.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from qmskit.documents.blocks import Block
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import Context, ProcedureContext, SetContext
from qmskit.documents.directives import (
    audits,
    cards,
    control,
    dossiers,
    fees,
    process_map,
    registers,
    responsibilities,
    systems,
    workflows,
)

Directive: TypeAlias = Callable[[Context, DirectiveCall], Iterator[Block]]
SetDirective: TypeAlias = Callable[[SetContext, DirectiveCall], Iterator[Block]]
ProcedureDirective: TypeAlias = Callable[[ProcedureContext, DirectiveCall], Iterator[Block]]

# For every document.
DIRECTIVES: Mapping[str, Directive] = {
    "contents": control.contents,
    "form-pages": control.form_pages,
    "references": control.references,
    "revisions": control.revisions,
}

# For documents about the set as a whole.
SET_DIRECTIVES: Mapping[str, SetDirective] = {
    "addressees": systems.addressees,
    "bases": systems.bases,
    "forms": systems.forms,
    "process-map": process_map.process_map,
    "records": systems.records,
    "register-external": registers.external_documents,
    "register-forms": registers.forms,
    "register-procedures": registers.procedures,
    "register-records": registers.records,
    "register-roles": registers.roles,
    "responsibility-matrix": responsibilities.responsibility_matrix,
    "responsibility-table": responsibilities.responsibility_table,
    "sign-off": systems.sign_off,
    "steps": systems.steps,
}

# For documents about procedures.
PROCEDURE_DIRECTIVES: Mapping[str, ProcedureDirective] = {
    "addresses": fees.addresses,
    "audit-questions": audits.questions,
    "card-dossier": cards.card_dossier,
    "card-facts": cards.card_facts,
    "card-steps": cards.card_steps,
    "channels": fees.channels,
    "dossier": dossiers.dossier,
    "execution": dossiers.execution,
    "fee-annex": fees.fee_annex,
    "fees": fees.fees,
    "forms": control.forms,
    "legal-bases": dossiers.legal_bases,
    "limit": fees.limit,
    "notes": workflows.notes,
    "record-notes": dossiers.notes_of_record,
    "records": control.records,
    "requirements": dossiers.requirements,
    "steps": workflows.steps,
    "tracking-slip": workflows.tracking_slip,
}

# The abbreviations are filled in last, because only those in use are printed.
DEFERRED = frozenset({"abbreviations"})

# Directives that the composer answers itself, because they need other texts or the finished text.
OF_TEXTS = frozenset({"items", "own-forms"})
COMPOSED = DEFERRED | OF_TEXTS

# All that a document about procedures may hold beside `DIRECTIVES`.
ABOUT_PROCEDURES = OF_TEXTS | frozenset(PROCEDURE_DIRECTIVES)
