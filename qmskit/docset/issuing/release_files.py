"""The files of one release: documents as issued, data, snapshot, what came back signed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from qmskit import __version__
from qmskit.control.history import document_json, release_json
from qmskit.control.ledger import Kind, canonical
from qmskit.control.manifests import (
    CONTENTS,
    DATA,
    DOCUMENTS,
    FRAMEWORK,
    MANIFEST,
    SNAPSHOT,
    KeptFile,
    Manifest,
    folder_of,
    manifest_bytes,
)
from qmskit.docset.disk.archives import source_files, zip_of
from qmskit.docset.issuing.drafts import Drafts, Standing
from qmskit.docset.issuing.lookups import LOOKUP, lookup_file
from qmskit.docset.issuing.revising import issued_rows, rows_written
from qmskit.docset.issuing.signed_files import signed_files
from qmskit.docset.plans import PlannedEntry, SetPlan, planned
from qmskit.docset.rendering import rendered_files, without_collecting
from qmskit.documents.plan import SHORT_TITLE, plan
from qmskit.language import translate as _
from qmskit.model.agencies import Revision
from qmskit.model.check_codes import check_code
from qmskit.model.control import (
    DocumentControl,
    IssuedDocument,
    Release,
    SetControl,
    Stage,
)
from qmskit.model.digests import digest
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import shortened
from qmskit.problems import Location, Problem
from qmskit.readers.agencies import agency_tree
from qmskit.readers.procedures import procedure_tree
from qmskit.readers.revision_rows import REVISIONS
from qmskit.readers.trees import Json
from qmskit.readers.workflows import province_tree, workflow_tree


@dataclass(frozen=True, slots=True)
class Issuing:
    """A decision that issues documents.

    Attributes:
        decision: its number; on: its day.
        effective: first day in force; None means the day of the decision.
        still_for: dossiers received before this day are still settled by the issues replaced; None
            where those end at once.
        signed: signed PDFs or scans that came back from the e-office.
        roots: root certificates that signatures of these must lead to, PEM or DER; empty leaves it
            open whether they are trusted.
        formats: of the files to keep, such as docx and pdf.
    """

    decision: str
    on: date
    effective: date | None = None
    still_for: date | None = None
    signed: tuple[Path, ...] = ()
    roots: tuple[Path, ...] = ()
    formats: tuple[str, ...] = ("docx",)

    @property
    def holds_from(self) -> date:
        """Return the first day in force."""
        return self.effective or self.on


class ReleaseFiles:
    """The files of one release."""

    def __init__(
        self,
        qmset: DocumentSet,
        found: Drafts,
        approved: Mapping[str, Standing],
        issuing: Issuing,
    ) -> None:
        self._found, self._issuing = found, issuing
        self._standings = approved
        self._number = len(found.history.releases) + 1
        rows = {
            code: issued_rows(one.rows, issuing.on, issuing.holds_from, issuing.decision)
            for code, one in approved.items()
        }
        self._rows_text = rows_written(qmset.folder, rows)
        issued = {code: _issued(approved[code], new[-1]) for code, new in rows.items()}
        self._issued = issued
        printed = {code: DocumentControl(one.check, one.signatures) for code, one in issued.items()}
        self._qmset = replace(
            qmset,
            revisions={**qmset.revisions, **rows},
            control=SetControl(printed, receipt=found.ledger.receipt),
        )

    def plan(self) -> SetPlan:
        """Return the release as a plan."""
        top = folder_of(self._number)
        documents = dict(self._documents())
        others = {DATA: self._data(), SNAPSHOT: self._snapshot()}
        signed, contents = signed_files(self._issuing.signed, self._issuing.roots)
        manifest = manifest_bytes(
            Manifest(
                number=self._number,
                agency=self._qmset.agency.name,
                framework=self._qmset.framework.id,
                framework_version=self._qmset.framework.version,
                qmskit=__version__,
                receipt=self._found.ledger.receipt,
                decision=self._issuing.decision,
                on=self._issuing.on,
                effective=self._issuing.holds_from,
                still_for=self._issuing.still_for,
                documents=tuple(
                    (one, tuple(_kept(path, content) for path, content in documents[code].items()))
                    for code, one in self._issued.items()
                ),
                files=tuple(_kept(path, content) for path, content in others.items()),
                signed=signed,
            )
        )
        inside = {path: content for files in documents.values() for path, content in files.items()}
        inside |= {**others, **contents, MANIFEST: manifest}
        files: dict[str, bytes | None] = {
            f"{top}/{path}": content for path, content in inside.items()
        }
        sealed = frozenset(files)
        files[REVISIONS] = self._rows_text
        issued = self._release(digest(manifest))
        files[LOOKUP] = self._lookup(issued)
        details = release_json(issued)
        return SetPlan(
            self._qmset.folder,
            planned(self._qmset.folder, files, {}),
            tuple(self._remarks()),
            entry=PlannedEntry(Kind.RELEASE, details, is_final=True, sealed=sealed),
            acts=tuple(self._told()),
        )

    def _documents(self) -> Mapping[str, Mapping[str, bytes]]:
        """Return the files of each document by path in the release, by document code."""
        chosen = tuple(
            one
            for one in plan(self._qmset, self._issuing.on)
            if one.is_controlled and one.code in self._issued
        )
        code_of = {one.stem: one.code for one in chosen}
        found: dict[str, dict[str, bytes]] = {code: {} for code in self._issued}
        with without_collecting():
            for name in self._issuing.formats:
                for file in rendered_files(self._qmset, chosen, self._issuing.on, name, None):
                    found[code_of[file.stem]][f"{DOCUMENTS}/{file.path}"] = file.content
        return found

    def _data(self) -> bytes:
        """Return the data that the documents were made of, for other programs."""
        served = {
            code: [procedure.code for procedure in one.document.procedures]
            for code, one in self._standings.items()
        }
        codes = {procedure for procedures in served.values() for procedure in procedures}
        workflows = {code: self._qmset.workflow_of(code) for code in sorted(codes)}
        values = {
            "agency": agency_tree(self._qmset.agency),
            "decision": self._issuing.decision,
            "on": self._issuing.on.isoformat(),
            "effective": self._issuing.holds_from.isoformat(),
            "documents": {
                code: {**document_json(one), "procedures": served[code]}
                for code, one in self._issued.items()
            },
            "procedures": {
                code: procedure_tree(self._qmset.procedures[code]) for code in sorted(codes)
            },
            "province": {
                code: province_tree(self._qmset.province[code])
                for code in sorted(codes)
                if code in self._qmset.province
            },
            "workflows": {code: workflow_tree(one) for code, one in workflows.items() if one},
        }
        return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()

    def _snapshot(self) -> bytes:
        """Return all that the release was made of: the set, its framework, what was signed."""
        files = dict(source_files(self._qmset.folder))
        files[REVISIONS] = self._rows_text
        framework = self._qmset.framework.folder
        for path in sorted(framework.rglob("*")):
            if path.is_file():
                name = path.relative_to(framework).as_posix()
                files[f"{FRAMEWORK}/{name}"] = path.read_bytes()
        contents: dict[str, Json] = {code: self._standings[code].content for code in self._issued}
        files[CONTENTS] = canonical(contents)
        return zip_of(files)

    def _release(self, manifest: str) -> Release:
        return Release(
            number=self._number,
            decision=self._issuing.decision,
            on=self._issuing.on,
            effective=self._issuing.holds_from,
            documents=tuple(self._issued.values()),
            still_for=self._issuing.still_for,
            manifest=manifest,
        )

    def _lookup(self, issued: Release) -> bytes:
        known = self._found.history
        now = replace(known, releases=(*known.releases, issued))
        receipt = self._found.ledger.receipt
        return lookup_file(self._qmset.agency.name, now, self._issuing.on, receipt)

    def _told(self) -> Iterator[str]:
        text = _("lần phát hành {number}: quyết định số {decision} ngày {on}, hiệu lực từ {day}")
        yield text.format(
            number=self._number,
            decision=self._issuing.decision,
            on=f"{self._issuing.on:%d/%m/%Y}",
            day=f"{self._issuing.holds_from:%d/%m/%Y}",
        )
        if self._issuing.still_for:
            until = _("hồ sơ tiếp nhận trước ngày {day} vẫn làm theo bản cũ")
            yield until.format(day=f"{self._issuing.still_for:%d/%m/%Y}")
        for path in self._issuing.signed:
            yield _("giữ kèm: {name}").format(name=path.name)
        if "pdf" in self._issuing.formats:
            yield _("giữ thêm bản PDF của từng tài liệu")
        for one in self._issued.values():
            line = _(
                "ban hành: {code} {title}, lần ban hành {issue:02d}, lần sửa đổi {revision:02d}"
            )
            yield line.format(
                code=one.code,
                title=shortened(one.title, SHORT_TITLE),
                issue=one.issue,
                revision=one.revision,
            )

    def _remarks(self) -> Iterator[Problem]:
        """Yield which documents stay behind because a signature is missing."""
        for code, one in self._found.standings.items():
            if one.signatures and one.stage is not Stage.APPROVED:
                message = _("chưa đủ ba chữ ký nên không thuộc lần phát hành này")
                yield Problem(Location(code), "QMS767", message)


def _issued(standing: Standing, row: Revision) -> IssuedDocument:
    code = standing.document.code
    numbers = (row.issue, row.revision)
    return IssuedDocument(
        code=code,
        title=standing.document.title,
        issue=row.issue,
        revision=row.revision,
        fingerprint=standing.fingerprint,
        check=check_code(code, *map(str, numbers), standing.fingerprint),
        signatures=standing.signatures,
    )


def _kept(path: str, content: bytes) -> KeptFile:
    return KeptFile(path, digest(content), len(content))
