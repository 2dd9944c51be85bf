"""What posts are called on a day, and who holds them."""

from datetime import date

from qmskit.model.sets import DocumentSet

# Room for a name that nobody has told.
DOTS = "……………………………"


def post_title(qmset: DocumentSet, post: str, day: date) -> str:
    """Return what a post is called on a day."""
    return qmset.role_name(qmset.role_of(post), day)


def post_person(qmset: DocumentSet, post: str, day: date) -> str:
    """Return who holds a post on a day, or dots."""
    holder = qmset.holder(qmset.role_of(post), day)
    return (holder.person if holder else "") or DOTS
