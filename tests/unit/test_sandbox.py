import subprocess
import sys
from decimal import Decimal

import pytest

from qmskit import InvalidInputError, Limit, Procedure, TimeUnit
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.library import Library
from qmskit.model.procedures import Channel, ChannelMethod
from qmskit.model.sources import SourceText
from tests.outlines import outline

PROCEDURE = Procedure(
    "1.000170",
    "Thủ tục cấp giấy xác nhận",
    channels=(Channel(ChannelMethod.DIRECT, Limit(Decimal(3), TimeUnit.WORKING_DAY)),),
    applicants=("Công dân", "Tổ chức"),
)

NAMES = {
    "x": "Hộ tịch",
    "items": ("một", "hai"),
    "titles": {"purpose": "MỤC ĐÍCH"},
    "procedure": PROCEDURE,
}


def printed(body: str) -> str:
    """Return what a text prints, one paragraph a line."""
    library = Library([{"thu.md": SourceText("thu.md", "thu.md", body)}], frozenset())
    blocks = (one for one in library.blocks("thu.md", NAMES) if not isinstance(one, DirectiveCall))
    return outline(tuple(blocks))


HARMLESS = {
    "a value": ("{{ x }}", "body | Hộ tịch"),
    "an attribute": ("{{ procedure.code }}", "body | 1.000170"),
    "a computed attribute": ("{{ procedure.limits | first }}", "body | 03 ngày làm việc"),
    "a key": ("{{ titles.purpose }} {{ titles['purpose'] }}", "body | MỤC ĐÍCH MỤC ĐÍCH"),
    "a member": ("{{ items[0] }} {{ items | last }}", "body | một hai"),
    "a list on one line": ("{{ procedure.applicants | join('; ') }}", "body | Công dân; Tổ chức"),
    "letters": ("{{ x | upper }} {{ x | lower | title }}", "body | HỘ TỊCH Hộ Tịch"),
    "a number": ("{{ 5 | number }} {{ none | day }}", "body | 05 …/…/……"),
    "a sum": ("{{ items | length + 1 }}", "body | 3"),
    "a choice": ("{{ 'có' if items else 'không' }}", "body | có"),
    "a default": ("{{ nobody | default('–') }}", "body | –"),
    "a test": ("{% if nobody is defined %}a{% else %}b{% endif %}", "body | b"),
    "a loop": (
        "{% for one in items %}\n- {{ loop.index }}: {{ one }}\n{% endfor %}",
        "- 1: một\n- 2: hai"),
    "a loop on a line": ("{% for one in items %}{{ one }} {% endfor %}", "body | một hai"),
    "a name of its own": ("{% set y = x %}\n{{ y }}", "body | Hộ tịch"),
    "a block": ("{% block a %}\nMột\n{% endblock %}", "body | Một"),
    "a comment": ("Một{# {{ nobody }} #}", "body | Một"),
    "text that looks like code": ("{{ '{{ x }}' }}", "body | {{ x }}"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), HARMLESS.values(), ids=HARMLESS)
def test_what_a_text_may_do(body: str, expected: str) -> None:
    assert printed(body) == expected


# Ways out of a template, into Python.
WAYS_OUT = (
    "{{ x.__class__ }}",
    "{{ x['__class__'] }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ().__class__.__bases__[0].__subclasses__() }}",
    "{{ procedure.__init__.__globals__ }}",
    "{{ procedure.__dataclass_fields__ }}",
    "{{ procedure.__class__.limits.fget.__globals__ }}",
    "{{ x | attr('__class__') }}",
    "{{ items | map(attribute='__class__') | join }}",
    "{{ items | sort(attribute='__class__') }}",
    "{{ items | selectattr('__class__') | list }}",
    "{{ items | map('attr', '__class__') | join }}",
    "{{ items | map('nobody') | join }}",
    "{{ '{0.__class__}'.format(x) }}",
    "{{ '{0.__class__}' | format(x) }}",
    "{{ '%s' % x }}",
    "{{ '%s' | format(x) }}",
    "{{ x.format_map }}",
    "{{ x.upper }}",
    "{{ x.format }}",
    "{{ titles.items }}",
    "{% for one in items %}{{ loop.cycle }}{% endfor %}",
    "{{ x.upper() }}",
    "{{ x.join(items) }}",
    "{{ items.count('a') }}",
    "{{ titles.update({'a': 'b'}) }}",
    "{{ [].append(1) }}",
    "{{ range(9) }}",
    "{{ dict(a=1) }}",
    "{{ lipsum() }}",
    "{{ cycler('a').next() }}",
    "{{ joiner(', ') }}",
    "{{ namespace(a=1) }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ lipsum.__globals__ }}",
    "{{ config }}",
    "{{ request }}",
    "{{ self }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.a() }}\n\n{% block a %}\nMột\n{% endblock %}",
    "{{ super() }}",
    "{{ caller() }}",
    "{{ varargs }}",
    "{% for one in items %}{{ loop(items) }}{% endfor %}",
    "{% for one in items recursive %}{{ loop(items) }}{% endfor %}",
    "{% macro a() %}a{% endmacro %}",
    "{% call x() %}a{% endcall %}",
    "{% filter upper %}a{% endfilter %}",
    "{% set a %}b{% endset %}",
    "{% set x.a = 1 %}",
    "{% autoescape true %}a{% endautoescape %}",
    "{% do x %}",
    "{% debug %}",
    "{% include 'thu.md' %}",
    "{% import 'thu.md' as a %}",
    "{% from 'thu.md' import a %}",
    "{% extends '../../qms.yaml' %}",
    "{% extends '/etc/hostname' %}",
    "{% extends x %}",
    "{% extends 'thu.md' %}",
    "{{ x ~ x }}",
    "{{ x | xmlattr }}",
    "{{ x | pprint }}",
    "{{ x | tojson }}",
    "{{ x | day }}",
    "{{ x | number }}",
    "{{ 1 / 0 }}",
    "{{ nobody }}",
    "{{ x.nobody.nothing }}",
)


@pytest.mark.parametrize("body", WAYS_OUT)
def test_ways_out_are_refused(body: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        printed(body)
    assert {(one.where.file, one.code[:4]) for one in caught.value.problems} == {("thu.md", "QMS2")}


# Much out of little: time, memory or depth. Each gets a process of its own and six seconds, a
# thousand times what a text needs.
BOMBS = {
    "power": "{{ 9 ** 999999999 }}",
    "power of a power": "{% set a = 999999999999 ** 99 %}\n{{ a ** 99 }}",
    "power in a filter": "{{ 1 | round(1000000000, 'ceil') }}",
    "shift by a product": "{{ 999999999999 * 999999999999 }}",
    "repeated text": "{{ x * 1000000000 }}",
    "repeated list": "{{ [x] * 1000000000 }}",
    "doubled text": "{% set x = x + x %}\n" * 60 + "{{ x }}",
    "doubled list": "{% set items = items + items %}\n" * 60 + "{{ items }}",
    "joined text": "{% set x = [x, x, x, x, x, x, x, x, x, x] | join %}\n" * 12 + "{{ x }}",
    "joined by text": "{% set x = [x, x, x, x, x, x] | join(x) %}\n" * 12 + "{{ x }}",
    "wide format": "{{ '%1000000000d' % 1 }}",
    "wide cell": "{{ x | center(1000000000) }}",
    "deep indentation": "{{ x | indent(1000000000) }}",
    "a long range": "{% for one in range(1000000000) %}a{% endfor %}",
    "loops in loops": "a{% for a in t %}{% for b in t %}{% for c in t %}{% endfor %}{% endfor %}"
    "{% endfor %}",
    "loops that print": "{% for a in t %}{% for b in t %}{% for c in t %}{{ t }}{% endfor %}"
    "{% endfor %}{% endfor %}",
    "four loops": "{% for a in t %}{% for b in t %}{% for c in t %}{% for d in t %}"
    "{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    "nested lists": "{{ " + "[" * 300 + "]" * 300 + " }}",
    "nested brackets": "{{ " + "(" * 5000 + "x" + ")" * 5000 + " }}",
    "nested sums": "{{ " + "1 + (" * 300 + "1" + ")" * 300 + " }}",
    "signs": "{{ " + "-" * 5000 + "1 }}",
    "nested conditions": "{% if x %}\n" * 120 + "a\n" + "{% endif %}\n" * 120,
    "a number of five thousand digits": "{{ " + "9" * 5000 + " }}",
}

PROGRAM = """
import sys
from qmskit import InvalidInputError
from qmskit.documents.library import Library
from qmskit.model.sources import SourceText

try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
except ImportError:
    pass
texts = {"thu.md": SourceText("thu.md", "thu.md", sys.stdin.buffer.read().decode())}
names = {"x": "xin chào", "items": ["a", "b"], "t": "Điều kiện " * 300}
try:
    library = Library([texts], frozenset())
    print(sum(1 for block in library.blocks("thu.md", names)))
except InvalidInputError as error:
    print(error.problems[0].where.file, error.problems[0].code[:4])
"""


@pytest.mark.parametrize("body", BOMBS.values(), ids=BOMBS)
def test_bombs_are_refused_before_they_go_off(body: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", PROGRAM],
        input=body.encode(), capture_output=True, timeout=6, check=False,
    )  # fmt: skip
    assert done.stderr.decode()[-300:] == ""
    assert done.stdout.decode().split() == ["thu.md", "QMS2"]
