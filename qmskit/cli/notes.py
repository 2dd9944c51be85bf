"""Many remarks on the terminal: a line a kind, with the first places."""

from collections.abc import Iterator, Sequence

import qmskit
from qmskit.language import translate as _

_SHOWN = 3


def grouped(notes: Sequence[qmskit.Problem]) -> Iterator[str]:
    """Yield a line a kind of note, with the first places; single notes are told whole."""
    by_code: dict[str, list[qmskit.Problem]] = {}
    for note in notes:
        by_code.setdefault(note.code, []).append(note)
    for code, alike in sorted(by_code.items()):
        if len(alike) == 1:
            yield str(alike[0])
            continue
        names = list(dict.fromkeys(note.where.file for note in alike))
        places = ", ".join(names[:_SHOWN])
        count = len(names) - _SHOWN
        more = _(" và {count} nơi khác").format(count=count) if count > 0 else ""
        fix = f" → {alike[0].fix}" if alike[0].fix else ""
        message = alike[0].message
        if any(note.message != message for note in alike):
            message = _("ví dụ: {message}").format(message=message)
        yield f"{code}: {message} ({places}{more}){fix}"
