"""The sentence of the annual report about changes of law, for the documents of a set."""

from dataclasses import replace
from datetime import date

from qmskit.docset.following.chains import chains_of
from qmskit.law.yearly import year_of_changes, year_told
from qmskit.model.sets import DocumentSet


def with_year_told(qmset: DocumentSet, as_of: date) -> DocumentSet:
    """Return a set whose annual report tells of the changes of its year, where there were any.

    Raises:
        InvalidInputError: the ledger cannot be read, or a document cannot be composed.
        OutOfCalendarError: a term ends later than any calendar goes.

    Law:
        TT 26/2014/TT-BKHCN, Điều 36 khoản 2 điểm d.
    """
    chains = chains_of(qmset, as_of)
    found = year_of_changes(chains, as_of.year)
    if not found.by_kind and not found.without_clock:
        return qmset
    told = year_told(found, qmset.framework.publication.owners)
    return replace(qmset, control=replace(qmset.control, changes_told=told))
