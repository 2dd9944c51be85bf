"""National codes of procedures: `1.001193`."""

import re

# The form of a code, without what may stand around it.
CODE = r"[0-9]\.[0-9]{6}"

_CODE = re.compile(CODE)
# A longer number with points is another code, such as one of a province's copy.
_ALONE = re.compile(rf"(?<![\w.]){CODE}(?![\w.]*\d)")


def is_code(text: str) -> bool:
    """Tell whether a text is the code of a procedure and nothing else."""
    return _CODE.fullmatch(text) is not None


def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes of procedures in `text`, without repetition."""
    return tuple(dict.fromkeys(_ALONE.findall(text)))
