"""What old text leans on, handed to the new file: pictures, links, styles and lists.

The trees of the old file are changed so that they speak of the new one.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from qmskit.renderers.docx.redline.packages import OFFICE, Package, R
from qmskit.renderers.docx.redline.tracking import canonical
from qmskit.renderers.docx.sources import W

_STYLED = tuple(f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle"))
_STYLE_LINKS = tuple(f"{W}{name}" for name in ("basedOn", "next", "link"))
_REFERENCES = frozenset({f"{W}headerReference", f"{W}footerReference"})
_VALUE, _STYLE, _NUM, _ABSTRACT = f"{W}val", f"{W}style", f"{W}num", f"{W}abstractNum"
_NUM_ID, _ABSTRACT_ID = f"{W}numId", f"{W}abstractNumId"


def carry_relations(
    old: Package, old_part: str, root: etree._Element, new: Package, new_part: str
) -> None:
    """Let the tree of a part of the old file speak of relations of the new one."""
    named = [
        (one, str(name))
        for one in root.iter("*")
        if one.tag not in _REFERENCES
        for name in one.attrib
        if str(name).startswith(R)
    ]
    if not named:
        return
    given = old.related(old_part)
    for element, name in named:
        kind, target = given.get(element.get(name, ""), ("", ""))
        if kind:
            element.set(name, _relation(old, kind, target, new, new_part))


def _relation(old: Package, kind: str, target: str, new: Package, part: str) -> str:
    """Return the id of the relation to the same thing in the new file, which may be made."""
    content = old.members.get(target)
    for number, (own, place) in new.related(part).items():
        is_same = place == target if content is None else new.members.get(place) == content
        if own == kind and is_same:
            return number
    return new.relate(part, kind, target if content is None else new.adopt(old, target))


def carry_styles(old: Package, new: Package, roots: Iterable[etree._Element]) -> None:
    """Let old text be written in styles of the new file; those it lacks are added."""
    before, after = old.part("styles"), new.part("styles")
    if not before or not after or old.members[before] == new.members[after]:
        return
    styles = new.root(after)
    ids = {_named(one): one.get(f"{W}styleId", "") for one in styles.iterchildren(_STYLE)}
    lacking = [one for one in old.root(before).iterchildren(_STYLE) if _named(one) not in ids]
    renamed = {
        one.get(f"{W}styleId", ""): ids[_named(one)]
        for one in old.root(before).iterchildren(_STYLE)
        if _named(one) in ids
    }
    used = set(ids.values())
    added: list[etree._Element] = []
    for style in lacking:
        copy = deepcopy(style)
        copy.attrib.pop(f"{W}default", "")
        number = _free(style.get(f"{W}styleId", ""), used)
        used.add(number)
        renamed[style.get(f"{W}styleId", "")] = number
        copy.set(f"{W}styleId", number)
        added.append(copy)
    styles.extend(added)
    for one in (*_all(roots, _STYLED), *_all(added, _STYLE_LINKS)):
        one.set(_VALUE, renamed.get(one.get(_VALUE, ""), one.get(_VALUE, "")))


def _named(style: etree._Element) -> tuple[str, str]:
    name = style.find(f"{W}name")
    shown = style.get(f"{W}styleId", "") if name is None else name.get(_VALUE, "")
    return style.get(f"{W}type", ""), shown.casefold()


def _free(wanted: str, used: set[str]) -> str:
    number, name = 1, wanted
    while name in used:
        name, number = f"{wanted}{number}", number + 1
    return name


def carry_lists(old: Package, new: Package, roots: Iterable[etree._Element]) -> None:
    """Let old text be numbered by lists of the new file; those it lacks are added."""
    before, after = old.part("numbering"), new.part("numbering")
    if not before or old.members[before] == new.members.get(after):
        return
    if not after:
        new.relate("word/document.xml", f"{OFFICE}/numbering", new.adopt(old, before))
        return
    given, lists = old.root(before), new.root(after)
    known: dict[bytes, str] = {}
    for one in lists.iterchildren(_NUM):
        known.setdefault(_list_key(lists, one), one.get(_NUM_ID, ""))
    renamed: dict[str, str] = {}
    for one in given.iterchildren(_NUM):
        key = _list_key(given, one)
        if key not in known:
            known[key] = _added(given, one, lists)
        renamed[one.get(_NUM_ID, "")] = known[key]
    for one in _all(roots, (_NUM_ID,)):
        one.set(_VALUE, renamed.get(one.get(_VALUE, ""), one.get(_VALUE, "")))


def _list_key(lists: etree._Element, one: etree._Element) -> bytes:
    """Return number and look of a list; two lists of one look count apart."""
    abstract = _abstract(lists, one)
    levels = () if abstract is None else abstract.iterchildren(f"{W}lvl")
    return one.get(_NUM_ID, "").encode() + canonical(
        [*levels, *one.iterchildren(f"{W}lvlOverride")]
    )


def _abstract(lists: etree._Element, one: etree._Element) -> etree._Element | None:
    named = one.find(_ABSTRACT_ID)
    number = None if named is None else named.get(_VALUE)
    found = (each for each in lists.iterchildren(_ABSTRACT) if each.get(_ABSTRACT_ID) == number)
    return next(found, None)


def _added(given: etree._Element, one: etree._Element, lists: etree._Element) -> str:
    """Add a list to those of the new file, and return its number."""
    copy, abstract = deepcopy(one), _abstract(given, one)
    number = _next(lists.iterchildren(_NUM), _NUM_ID)
    copy.set(_NUM_ID, number)
    named = copy.find(_ABSTRACT_ID)
    if abstract is not None and named is not None:
        look = deepcopy(abstract)
        look.set(_ABSTRACT_ID, _next(lists.iterchildren(_ABSTRACT), _ABSTRACT_ID))
        for name in ("nsid", "tmpl"):
            for found in look.findall(f"{W}{name}"):
                look.remove(found)
        named.set(_VALUE, look.get(_ABSTRACT_ID, ""))
        lists.insert(len(lists.findall(_ABSTRACT)), look)
    nums = lists.findall(_NUM)
    if nums:
        nums[-1].addnext(copy)
    else:
        lists.append(copy)
    return number


def _next(elements: Iterable[etree._Element], name: str) -> str:
    given = (one.get(name, "") for one in elements)
    return str(max((int(one) for one in given if one.isdecimal()), default=0) + 1)


def _all(roots: Iterable[etree._Element], tags: tuple[str, ...]) -> Iterator[etree._Element]:
    return (one for root in roots for one in root.iter(*tags))
