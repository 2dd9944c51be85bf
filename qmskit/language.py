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

LOCALE = Path(__file__).parent / "locale"
_current: ContextVar[gettext.NullTranslations] = ContextVar("translation")
_name: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def translate(message: str) -> str:
    """Return `message` in the language in use; Vietnamese when none was chosen."""
    return _current.get(_VIETNAMESE).gettext(message)


def marked(message: str) -> str:
    """Return `message` as it is: it is translated later, where it is shown."""
    return message


def language() -> str:
    """Return the language in use, one of `LANGUAGES`."""
    return _name.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use `language` (one of `LANGUAGES`) for the messages made inside the block."""
    chosen = gettext.translation("qmskit", LOCALE, [language], fallback=True)
    token, name = _current.set(chosen), _name.set(language)
    try:
        yield
    finally:
        _current.reset(token)
        _name.reset(name)


_VIETNAMESE = gettext.NullTranslations()
