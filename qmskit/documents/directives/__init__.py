"""Directives: what `::: name` in a text puts there from the data.

A directive is a function of the context and its call that yields blocks. It knows values,
never a format: tables carry widths, alignment and whether a row may break.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from qmskit.documents.blocks import Block
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import Context
from qmskit.documents.directives import cards, control, dossiers, fees, workflows

Directive: TypeAlias = Callable[[Context, DirectiveCall], Iterator[Block]]

DIRECTIVES: Mapping[str, Directive] = {
    "addresses": fees.addresses,
    "card-dossier": cards.card_dossier,
    "card-facts": cards.card_facts,
    "card-steps": cards.card_steps,
    "channels": fees.channels,
    "contents": control.contents,
    "dossier": dossiers.dossier,
    "execution": dossiers.execution,
    "fee-annex": fees.fee_annex,
    "fees": fees.fees,
    "form-pages": control.form_pages,
    "forms": control.forms,
    "legal-bases": dossiers.legal_bases,
    "limit": fees.limit,
    "notes": workflows.notes,
    "record-notes": dossiers.notes_of_record,
    "records": control.records,
    "references": control.references,
    "requirements": dossiers.requirements,
    "revisions": control.revisions,
    "steps": workflows.steps,
    "tracking-slip": workflows.tracking_slip,
}

# Directives that the composer answers itself, because they need other texts or the finished text.
COMPOSED = frozenset({"abbreviations", "items", "own-forms"})
