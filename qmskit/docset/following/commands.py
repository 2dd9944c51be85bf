"""Commands that do what is due, written so that they can be copied into a terminal."""

import re
import shlex
from datetime import date
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.control import SignatureRole
from qmskit.model.sets import DocumentSet

# What no shell takes apart; letters of any language are letters.
_BARE = re.compile(r"[\w./:@,+=-]+")
# Within double quotes these still mean something to one shell or another.
_LIVELY = frozenset('"$`\\!%')


def command_line(*words: str | Path) -> str:
    """Return a command of qmskit; what needs quotes stands in those every shell knows."""
    return " ".join(("qmskit", *(_quoted(str(one)) for one in words)))


def day_option(day: date) -> str:
    """Return a day as options take it."""
    return f"{day:%d/%m/%Y}"


def signer(qmset: DocumentSet, role: SignatureRole, day: date) -> str:
    """Return who usually gives a signature on a day, or what stands for the name."""
    post = qmset.framework.signatures.get(role.value, qmset.agency_type.head_role)
    holder = qmset.holder(qmset.role_of(post), day)
    return (holder.person if holder else "") or _("HỌ VÀ TÊN")


def _quoted(word: str) -> str:
    if _BARE.fullmatch(word):
        return word
    return shlex.quote(word) if _LIVELY & set(word) else f'"{word}"'
