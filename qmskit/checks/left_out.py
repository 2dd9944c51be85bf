"""Documents an agency does not make and that its other documents still name."""

import re
from collections.abc import Iterator

from qmskit.documents.plan import listed_code
from qmskit.language import translate as _
from qmskit.model.dated import Source, Standing
from qmskit.model.findings import Finding, Severity
from qmskit.model.kinds import DocumentKind
from qmskit.model.sets import DocumentSet
from qmskit.problems import Location

CODE = "QMS454"

# ISO 9001 asks that what a document refers to is at hand where it is used.
_AT_HAND = Source("TCVN ISO 9001:2015", Standing.SECONDARY, "7.5.3.1")
_REFERENCE = re.compile(r"\]\((?:doc|name):([a-z0-9-]+)\)")


def still_named(qmset: DocumentSet) -> Iterator[Finding]:
    """Yield each document that is left out and named all the same, with where it is named."""
    made = qmset.kinds
    ids = {kind.id for kind in made}
    for kind in qmset.framework.kinds:
        if kind.id in ids or not kind.is_for(qmset.agency.type):
            continue
        codes = sorted(listed_code(qmset, one) for one in made if kind.id in _named(qmset, one))
        if codes:
            code = listed_code(qmset, kind)
            message = _("đã bỏ {code} “{title}”, còn được nhắc ở {codes}")
            message = message.format(code=code, title=kind.title, codes=", ".join(codes))
            fix = _("sửa lời văn các tài liệu đó, hoặc lập lại tài liệu đã bỏ")
            yield Finding(CODE, Severity.INFO, Location("qms.yaml"), code, message, fix, _AT_HAND)


def _named(qmset: DocumentSet, kind: DocumentKind) -> set[str]:
    """Return the ids of the documents that a document names in its words, steps and records."""
    text = qmset.texts.get(kind.text.name, kind.text)
    in_steps = (name for step in kind.steps for name in step.records)
    return {*_REFERENCE.findall(text.body), *in_steps, *(one.form for one in kind.kept)}
