"""What a row of an announcing decision says beside a reduction, and the set does not hold."""

import re
from collections.abc import Iterable, Iterator

from qmskit.language import translate as _
from qmskit.model.announcements import AnnouncedProcedure
from qmskit.model.procedures import FeeState, LegalBasis, Procedure
from qmskit.model.texts import folded, one_line, shortened
from qmskit.model.workflows import ProvinceDecisions
from qmskit.readers.prose.fees import fee_state

_LONGEST = 200


def rest(row: AnnouncedProcedure, ours: Procedure, decided: ProvinceDecisions) -> tuple[str, ...]:
    """Return what a row says otherwise than the set, a phrase for each subject; may be empty.

    A list repeats what laws and resolutions fix, and often shortens it. So nothing of this is
    written over the State's record: somebody has to look.

    Args:
        ours: the record of the set.
        decided: what the set holds of the province's decisions on the procedure, those of this
            row included.
    """
    return (
        *_limit(row, ours, decided),
        *_reception(row, ours, decided),
        *_fees(row, ours, decided),
        *_legal_bases(row, ours),
    )


def _limit(row: AnnouncedProcedure, ours: Procedure, decided: ProvinceDecisions) -> Iterator[str]:
    held = (*ours.limits, *(variant.limit for variant in ours.variants), decided.limit)
    known = {(limit.value, limit.unit) for limit in held if limit}
    if row.limit.is_known and (row.limit.value, row.limit.unit) not in known:
        words = _("thời hạn giải quyết {limit} (trong bộ: {known})")
        shown = ", ".join(limit.short for limit in ours.limits) or _("không rõ")
        yield words.format(limit=row.limit.short, known=shortened(shown, _LONGEST))


def _reception(
    row: AnnouncedProcedure, ours: Procedure, decided: ProvinceDecisions
) -> Iterator[str]:
    held = (ours.agencies.addresses, *decided.reception)
    if row.reception and not _is_said(row.reception, held):
        yield _("địa điểm thực hiện “{words}”").format(words=_shown(row.reception))


def _fees(row: AnnouncedProcedure, ours: Procedure, decided: ProvinceDecisions) -> Iterator[str]:
    fees = [fee for channel in ours.channels for fee in channel.fees]
    if fee_state(None, row.fees) is FeeState.FREE and not decided.fees:
        is_held = all(fee.state is FeeState.FREE for fee in fees)
    else:
        texts = [*(fee.text for fee in fees), *(fee.text for fee in decided.fees)]
        is_held = _is_said(row.fees, texts)
    if row.fees and not is_held:
        yield _("phí, lệ phí “{words}”").format(words=_shown(row.fees))


def _legal_bases(row: AnnouncedProcedure, ours: Procedure) -> Iterator[str]:
    numbers = {basis.number for basis in ours.legal_bases if basis.number}
    titles = tuple(basis.title for basis in ours.legal_bases)
    new = [
        basis
        for basis in row.legal_bases
        if (basis.number not in numbers if basis.number else not _is_said(basis.title, titles))
    ]
    if new:
        yield _("căn cứ pháp lý {texts}").format(texts="; ".join(map(_called, new)))


def _called(basis: LegalBasis) -> str:
    return basis.number or f"“{_shown(basis.title)}”"


def _is_said(words: str, held: Iterable[str]) -> bool:
    """Tell whether one of the texts held says the same words; 18.000 does not say 8.000."""
    said = re.compile(rf"(?<!\d){re.escape(_letters(words))}")
    return any(said.search(_letters(text)) for text in held)


def _letters(text: str) -> str:
    return "".join(char for char in folded(text) if char.isalnum())


def _shown(text: str) -> str:
    return shortened(one_line(text), _LONGEST)
