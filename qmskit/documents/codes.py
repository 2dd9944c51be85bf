"""Document codes and the file names made from them."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from string import Formatter

from qmskit.model.agencies import NO_UNIT, Agency, Codes
from qmskit.model.frameworks import Field, Framework
from qmskit.model.procedures import Procedure
from qmskit.model.texts import folded, one_line

_UNSAFE = re.compile(r'[\x00-\x1f/\\:*?"<>|.\s]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)$")
_LONGEST = 120


def file_names(names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return file names, without suffix, of (code, short title) pairs, in the same order.

    The rule: blanks, dots and the characters Windows forbids become one hyphen in the code
    (`QT 01/CX-HT` → `QT-01-CX-HT`) and one blank in the title; names that Windows reserves and
    names equal but for upper and lower case take four letters of a fingerprint of their code.
    """
    pairs = tuple(names)
    made = [_file_name(code, title) for code, title in pairs]
    often = Counter(name.casefold() for name in made)
    return tuple(
        f"{name}-{_mark(code)}" if often[name.casefold()] > 1 or _RESERVED.match(name) else name
        for name, (code, _title) in zip(made, pairs, strict=True)
    )


def new_codes(
    known: Codes, procedures: Iterable[Procedure], agency: Agency, framework: Framework
) -> Codes:
    """Return `known` with a code for every procedure that has none, in the order given.

    Numbers run on within what the rest of the pattern makes; a code once given, or retired, is
    never given to another document.
    """
    documents: dict[str, str] = dict(known.documents)
    system = {kind.code for kind in framework.kinds if kind.is_of_set}
    taken = (*documents.values(), *known.retired, *known.system.values(), *system)
    used = {code.casefold() for code in taken}
    kind = next(one for one in framework.agency_types if one.id == agency.type)
    for procedure in procedures:
        if procedure.code in documents:
            continue
        field = abbreviation(procedure.field, framework.fields)
        parts = {"level": kind.code_level, "field": field, "unit": agency.unit_code or NO_UNIT}
        code = _next_code(known.pattern, parts, used)
        used.add(code.casefold())
        documents[procedure.code] = code
    return Codes(known.pattern, documents, known.retired, known.system)


def abbreviation(field: str, fields: tuple[Field, ...]) -> str:
    """Return the abbreviation of a field: the framework's, else its initials, else `TTHC`."""
    wanted = folded(field)
    known = next((one.abbreviation for one in fields if folded(one.name) == wanted), "")
    initials = "".join(word[0].upper() for word in re.findall(r"\w+", one_line(field)))
    return known or initials[:6] or "TTHC"


def is_pattern(pattern: str) -> bool:
    """Tell whether a pattern has a number, no unknown fields and no stray braces."""
    try:
        parts = tuple(Formatter().parse(pattern))
    except ValueError:
        return False
    fields = {name for _text, name, _spec, _conversion in parts if name is not None}
    plain = all(not spec and not conversion for _text, _name, spec, conversion in parts)
    braces = any(brace in text for text, _name, _spec, _conversion in parts for brace in "{}")
    known = {"number", "level", "field", "unit"}
    return plain and not braces and "number" in fields and fields <= known


def _next_code(pattern: str, parts: Mapping[str, str], used: set[str]) -> str:
    number = 1
    while (code := pattern.format(number=f"{number:02d}", **parts)).casefold() in used:
        number += 1
    return code


def _file_name(code: str, title: str) -> str:
    safe_code = _UNSAFE.sub("-", one_line(code)).strip("-")
    safe_title = _UNSAFE.sub(" ", one_line(title).rstrip("…")).strip(" -")
    return f"{safe_code} {safe_title}".strip()[:_LONGEST].rstrip(" .")


def _mark(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()[:4]
