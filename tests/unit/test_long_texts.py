"""Long texts of strangers cost time in proportion to their length, whatever they repeat."""

from collections.abc import Callable
from time import process_time

import pytest

from qmskit.model.times import TimeUnit
from qmskit.problems import Location
from qmskit.readers.announcements.limits import limits_in
from qmskit.readers.announcements.names import name_in
from qmskit.readers.announcements.sections import title_in, title_of_row
from qmskit.readers.portal.page_channels import channels
from qmskit.readers.portal.page_citations import legal_bases
from qmskit.readers.portal.page_dossiers import dossier
from qmskit.readers.portal.page_results import results
from qmskit.readers.prose.broken_words import broken_words
from qmskit.readers.prose.citations import legal_basis, numbers_in
from qmskit.readers.prose.decision_heads import decision_in
from qmskit.readers.prose.fees import fee_state, until_in
from qmskit.readers.prose.limits import limit_in
from qmskit.readers.tables.durations import time_heading, time_in, unit_of_note
from qmskit.readers.tables.local_fees import FeeContext, local_fees
from qmskit.readers.tables.titles import title_named

LETTERS = 100_000
# A search that looks at the rest of a text again and again needs a minute for as many letters.
MOST_SECONDS = 5

WHERE = Location("a.docx")
CONTEXT = FeeContext({}, (), WHERE)

READERS: dict[str, Callable[[str], object]] = {
    "broken words": broken_words,
    "channels": channels,
    "citation": lambda text: legal_basis("", text),
    "decision": lambda text: decision_in([text]),
    "dossier": dossier,
    "fee": lambda text: fee_state(None, text),
    "legal bases": legal_bases,
    "limit": limit_in,
    "limits of a row": lambda text: limits_in(text, "", WHERE),
    "local fees": lambda text: local_fees([text], CONTEXT),
    "name": name_in,
    "numbers": numbers_in,
    "results": results,
    "time": lambda text: time_in(text, TimeUnit.UNKNOWN),
    "time heading": time_heading,
    "title": title_in,
    "title of a row": lambda text: title_of_row("I", text),
    "title of a workflow": title_named,
    "unit of a note": unit_of_note,
    "until": until_in,
}
REPEATED = (
    " ", "0", "(", "1 ", "1.", "A ", "a ", "1 ngày ", " và 1", "thời gian ", "cơ quan trả lời ",
    "nếu ", "Quyết định số 1 ",
)  # fmt: skip


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_time_grows_with_the_length_only(read: Callable[[str], object]) -> None:
    for repeated in REPEATED:
        text = "trong 1 ngày " + repeated * (LETTERS // len(repeated))
        started = process_time()
        read(text)
        assert process_time() - started < MOST_SECONDS, repeated
