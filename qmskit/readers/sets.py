"""A document set from disk: all files of the three owners, every problem in one run."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from qmskit.language import translate as _
from qmskit.model.agencies import NO_UNIT, Appointment, Codes, Revision
from qmskit.model.calendars import NO_CALENDAR, CalendarData
from qmskit.model.distribution import NO_DISTRIBUTION, Distribution
from qmskit.model.frameworks import Framework
from qmskit.model.kinds import DocumentKind
from qmskit.model.layouts import Profile
from qmskit.model.procedures import Procedure
from qmskit.model.sets import DocumentSet
from qmskit.model.sources import SourceText
from qmskit.model.systems import SystemLists
from qmskit.model.workflows import ProvinceDecisions, Workflow
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers import agencies
from qmskit.readers.calendars import calendar
from qmskit.readers.distribution import distribution, names_of_documents
from qmskit.readers.editions import outline_named
from qmskit.readers.entry_names import unknown_in_own_entries, unknown_wording
from qmskit.readers.files import link_problem
from qmskit.readers.layouts import chosen_profile, pack_layout, unknown_layout
from qmskit.readers.own_documents import code_problems, own_kinds, text_problems
from qmskit.readers.packs import read_framework
from qmskit.readers.procedures import read_procedure
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record
from qmskit.readers.set_law import read_set_law
from qmskit.readers.systems import system_lists, unknown_choices
from qmskit.readers.texts import read_source, texts_below
from qmskit.readers.workflows import KnownNames, one_of, read_province, read_workflow

PROPOSED = ".proposed.yaml"

# Files of the agency's own entries in the lists of the system; each may hold any list.
_LIST_FILES = ("context", "risks", "objectives", "plan")

P = ParamSpec("P")
V = TypeVar("V")


def load(folder: Path | str, framework: Path | None = None) -> DocumentSet:
    """Return the document set in `folder`.

    Args:
        framework: the folder of its framework where it is not one at hand, such as a release's.

    Raises:
        InvalidInputError: every problem of every file; nothing is half read.
        UnknownNameError: the set's framework is not at hand.
    """
    return _Loading(Path(folder), framework).result()


class _Loading:
    """Reads file after file and keeps the problems, so that one run reports all."""

    def __init__(self, folder: Path, framework: Path | None) -> None:
        self.folder, self.kept_framework = folder, framework
        self.problems: list[Problem] = []
        self.workflow_files: dict[str, str] = {}

    def result(self) -> DocumentSet:
        base = self._record("qms.yaml", "qms", needed=True)
        self._folder("templates")  # renderers read what is in it
        framework = self._framework(base) if base else None
        texts, kinds = self._texts(framework)
        rest = self._rest(framework, base.record("agency") if base else None, kinds)
        if base is None or framework is None:
            raise InvalidInputError(self.problems)
        agency = agencies.agency(base.record("agency"))
        self.problems.extend(agencies.unknown_type(base, agency, framework))
        self.problems.extend(agencies.other_version(base, framework))
        register, events, problems = read_set_law(self.folder, framework)
        self.problems.extend(problems)
        found = rest(
            agency=agency,
            framework=framework,
            profile=self._profile(base, framework),
            scope=agencies.scope(base.record("scope")),
            texts=texts,
            own_kinds=kinds,
            system=self._system(framework, kinds),
            choices=agencies.choices(base.record("system")),
            register=register,
            law_events=events,
        )
        self.problems.extend(unknown_choices(base, framework))
        self.problems.extend(unknown_wording(base, framework))
        if self.problems:
            raise InvalidInputError(self.problems)
        return found

    def _framework(self, base: Record) -> Framework | None:
        """Return the set's framework with its packs; None where a pack is wrong, which is told."""
        name = base.record("framework").text_of("id")
        if outlined := tuple(outline_named(base)):
            self.problems.extend(outlined)
            return None
        return self._kept(read_framework, name, self._folder("packs"), self.kept_framework)

    def _rest(
        self, framework: Framework | None, agency: Record | None, own: tuple[DocumentKind, ...]
    ) -> partial[DocumentSet]:
        """Read the files beside `qms.yaml`; without a framework, roles stay unchecked."""
        pattern = framework.code_pattern if framework else ""
        kind, unit = (agency.text_of("type"), agency.text_of("unit_code")) if agency else ("", "")
        of_framework = framework.kinds if framework else ()
        kinds = tuple(one for one in (*of_framework, *own) if one.is_for(kind))
        procedures, codes = self._procedures(), self._codes(pattern, kinds, unit)
        # A file that could not be read still names its procedure: its faults are told once.
        named = frozenset(path.stem for path in (self.folder / "catalogue").glob("*.yaml"))
        known = _known_names(framework, kind, named | frozenset(procedures))
        return partial(
            DocumentSet,
            folder=self.folder,
            procedures=procedures,
            province=self._province(known, framework),
            workflows=self._workflows(known),
            workflow_files=self.workflow_files,
            appointments=self._appointments(known),
            codes=codes or Codes(pattern, {}),
            revisions=self._revisions(codes, kinds, unit),
            distribution=self._distribution(known, codes, kinds, unit),
            calendar=self._calendar(),
        )

    def _system(self, framework: Framework, own: tuple[DocumentKind, ...]) -> SystemLists:
        """Return the framework's lists with the agency's own entries over them."""
        read = (self._record(f"{name}.yaml", "system") for name in _LIST_FILES)
        records = [record for record in read if record]
        self.problems.extend(unknown_in_own_entries(records, framework, own))
        return self._kept(system_lists, records, framework.system) or framework.system

    def _record(self, name: str, schema: str, *, needed: bool = False) -> Record | None:
        path = self.folder / name
        if not needed and not path.exists() and not path.is_symlink():
            return None
        # Where nothing is there, the folder was most likely not the one meant.
        shown = name if path.exists() else str(path)
        return self._kept(read_record, path, schema, shown)

    def _kept(self, read: Callable[P, V], *args: P.args, **kwargs: P.kwargs) -> V | None:
        """Return what `read` returns, or keep its problems and return None."""
        try:
            return read(*args, **kwargs)
        except InvalidInputError as error:
            self.problems.extend(error.problems)
            return None

    def _folder(self, name: str) -> Path | None:
        """Return a folder of the set; None where it is a link, which could lead out of it."""
        path = self.folder / name
        if not path.is_symlink():
            return path
        self.problems.append(link_problem(Location(name)))
        return None

    def _files(self, name: str) -> Iterator[tuple[Path, str]]:
        """Yield the YAML files of a folder with the name messages use, in order of names."""
        folder = self._folder(name)
        for path in sorted(folder.glob("*.yaml")) if folder else ():
            yield path, f"{name}/{path.name}"

    def _procedures(self) -> Mapping[str, Procedure]:
        found: dict[str, Procedure] = {}
        for path, shown in self._files("catalogue"):
            procedure = self._kept(read_procedure, path, shown)
            if procedure:
                self._check_name(shown, procedure.code)
                found[procedure.code] = procedure
        return dict(sorted(found.items()))

    def _province(
        self, known: KnownNames, framework: Framework | None
    ) -> Mapping[str, ProvinceDecisions]:
        """Return the decisions of the set's own folder over those of its packs."""
        found: dict[str, ProvinceDecisions] = {}
        for path, shown in self._files("province"):
            decisions = self._kept(read_province, path, shown, known)
            if decisions:
                self._check_name(shown, decisions.code)
                found[decisions.code] = decisions
        return over_packs(found, framework, known.procedures or frozenset())

    def _check_name(self, shown: str, code: str) -> None:
        if Path(shown).stem != code:
            message = _("tên tệp không khớp mã {code} ghi trong tệp").format(code=code)
            fix = _("đổi tên tệp thành {code}.yaml").format(code=code)
            self.problems.append(Problem(Location(shown), "QMS141", message, fix))

    def _workflows(self, known: KnownNames) -> Mapping[str, Workflow]:
        """Return the agency's workflows; a proposal counts only where nothing better stands."""
        found: dict[str, Workflow] = {}
        proposed: dict[str, Workflow] = {}
        for path, shown in self._files("workflows"):
            workflow = self._kept(read_workflow, path, shown, known)
            target = proposed if shown.endswith(PROPOSED) else found
            for code in workflow.procedures if workflow else ():
                if code in target:
                    message = _("TTHC {code} đã có quy trình ở tệp khác").format(code=code)
                    fix = _("chỉ giữ mã này ở một tệp")
                    self.problems.append(Problem(Location(shown), "QMS142", message, fix))
                elif workflow:
                    target[code] = workflow
                    if target is found or code not in found:
                        self.workflow_files[code] = shown
        return {**proposed, **found}

    def _appointments(self, known: KnownNames) -> tuple[Appointment, ...]:
        record = self._record("staff.yaml", "staff")
        return (record and self._kept(agencies.appointments, record, known)) or ()

    def _calendar(self) -> CalendarData:
        record = self._record("calendar.yaml", "calendar")
        return (record and self._kept(calendar, record)) or NO_CALENDAR

    def _codes(self, pattern: str, kinds: tuple[DocumentKind, ...], unit: str) -> Codes | None:
        """Return the codes; None where the file is wrong, which has been told."""
        record = self._record("codes.yaml", "codes")
        if record is None:
            return None if (self.folder / "codes.yaml").exists() else Codes(pattern, {})
        codes = self._kept(agencies.codes, record)
        if codes and kinds:
            self.problems.extend(code_problems(record, codes, kinds, unit))
        return codes

    def _revisions(
        self, codes: Codes | None, kinds: tuple[DocumentKind, ...], unit: str
    ) -> Mapping[str, tuple[Revision, ...]]:
        record = self._record("revisions.yaml", "revisions")
        system = [kind.code_for(unit or NO_UNIT) for kind in kinds]
        return (record and self._kept(agencies.revisions, record, codes, system)) or {}

    def _distribution(
        self, known: KnownNames, codes: Codes | None, kinds: tuple[DocumentKind, ...], unit: str
    ) -> Distribution:
        record = self._record("distribution.yaml", "distribution")
        names = names_of_documents(codes, kinds, unit)
        return (record and self._kept(distribution, record, known, names)) or NO_DISTRIBUTION

    def _texts(
        self, framework: Framework | None
    ) -> tuple[Mapping[str, SourceText], tuple[DocumentKind, ...]]:
        """Return texts by name, and the agency's own documents among them.

        A text in `documents/` with a head makes a document; one without hides the framework's text
        of its name. Forms are called `forms/<file>`.
        """
        texts: list[SourceText] = []
        heads: list[tuple[Record, SourceText]] = []
        before = len(self.problems)
        for top, prefix in (("documents", ""), ("forms", "forms/")):
            folder = self._folder(top)
            for path, name in texts_below(folder) if folder else ():
                read = self._kept(read_source, path, prefix + name, f"{top}/{name}")
                if read:
                    text, head = read
                    texts.append(text)
                    heads += [(head, text)] if head else ()
        found = {text.name: text for text in texts}
        if framework is None:
            return found, ()
        is_whole = len(self.problems) == before
        self.problems.extend(text_problems(texts, heads, framework))
        return found, own_kinds(heads, framework, self.folder, self.problems, is_whole=is_whole)

    def _profile(self, base: Record, framework: Framework) -> Profile:
        layout = {**pack_layout(framework), **base.pairs("layout")}
        unknown = dict(unknown_layout(layout, framework))
        for key, error in unknown.items():
            self.problems.append(
                base.problem(("layout", key), "QMS131", str(error), one_of(error.known))
            )
        return framework.profiles[0] if unknown else chosen_profile(layout, framework)


def over_packs(
    own: Mapping[str, ProvinceDecisions], framework: Framework | None, codes: Iterable[str]
) -> Mapping[str, ProvinceDecisions]:
    """Return decisions over those of a framework's packs, by procedure code.

    Args:
        own: decisions that come before all packs.
        codes: procedures whose decisions are wanted from packs.
    """
    found = dict(own)
    for pack in framework.packs if framework else ():
        for code in pack.province.keys() & set(codes):
            below = pack.province[code]
            found[code] = found[code].over(below) if code in found else below
    return dict(sorted(found.items()))


def _known_names(framework: Framework | None, kind: str, procedures: frozenset[str]) -> KnownNames:
    """Return what files of a set may name; roles of other types of agency are known too."""
    if framework is None:
        return KnownNames(None, procedures)
    types = {role.id: role.agency_types for role in framework.roles}
    elsewhere = frozenset(role for role, its in types.items() if its and kind not in its)
    return KnownNames(frozenset(types), procedures, elsewhere)
