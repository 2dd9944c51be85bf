"""Where a record of a framework says that it comes from."""

from qmskit.model.dated import Source, Standing
from qmskit.readers.records import Record


def source_of(record: Record, key: str = "source") -> Source:
    """Return the source at `key` of a record, with its standing."""
    inner = record.record(key)
    return Source(
        text=inner.text_of("text"),
        standing=inner.choice("standing", Standing),
        provision=inner.text_of("provision"),
        quotation=inner.text_of("quotation"),
        checked_on=inner.day("checked_on"),
    )
