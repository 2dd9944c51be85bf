"""Who is to hold which documents of a set."""

from dataclasses import dataclass

# Among the documents of a desk: all there are.
ALL_DOCUMENTS = "all"
# Where withdrawn documents are put: no desk may be called so.
WITHDRAWN_FOLDER = "thu-hoi"


@dataclass(frozen=True, slots=True)
class Desk:
    """A place that receives documents: a post, a unit, a notice board.

    Attributes:
        documents: codes of documents, ids or groups of kinds, or `all`.
        roles: it holds the documents in whose steps one of these roles acts.
        copies: paper copies of each document.
    """

    id: str
    name: str
    documents: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    copies: int = 1
    is_notice_board: bool = False


@dataclass(frozen=True, slots=True)
class Distribution:
    """How an agency distributes documents.

    Attributes:
        is_electronic: whether all desks receive them through the e-office, without paper.
        desks: may be empty; then they follow from the steps of the documents.
    """

    is_electronic: bool = False
    desks: tuple[Desk, ...] = ()


NO_DISTRIBUTION = Distribution()
