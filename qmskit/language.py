"""The language of messages: Vietnamese in the source, other languages through gettext.

The product speaks Vietnamese, so Vietnamese is the source language of every message: a message
that nobody has translated yet reaches the user in Vietnamese, never in a developer's English.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

LANGUAGES = ("vi", "en")

_LOCALE = Path(__file__).parent / "locale"
_current: ContextVar[gettext.NullTranslations] = ContextVar("language")


def translate(message: str) -> str:
    """Return `message` in the language in use; Vietnamese when none was chosen."""
    return _current.get(_VIETNAMESE).gettext(message)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use `language` (one of `LANGUAGES`) for the messages made inside the block."""
    chosen = gettext.translation("qmskit", _LOCALE, [language], fallback=True)
    token = _current.set(chosen)
    try:
        yield
    finally:
        _current.reset(token)


_VIETNAMESE = gettext.NullTranslations()
