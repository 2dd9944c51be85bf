"""Markdown and Jinja texts of an agency that reach for Python, for files, or never end."""

from collections.abc import Callable

from tests.hostile.cases import HARMLESS, Case, Place, with_files
from tests.trees import TINY

_NAME = "documents/procedure.md"


def _text(body: str) -> Callable[[Place], list[str]]:
    """Return what builds a set whose procedures are this text."""
    return with_files({_NAME: body + "\n\nHết.\n"})


def _printed(expression: str) -> Callable[[Place], list[str]]:
    return _text("Chữ {{ " + expression + " }}")


def _loops(body: str) -> Callable[[Place], list[str]]:
    """Return a text whose three loops turn as often as they like over a long text."""
    opened = "".join(f"{{% for {name} in procedure.name | list %}}" for name in "abc")
    return _text(opened + body + "{% endfor %}" * 3)


def _rows(statement: str, count: int) -> str:
    return "| a |\n|---|\n| b |\n" + statement * count + "| c |\n"


CASES = (
    Case("classes of a text", _printed("''.__class__.__mro__[1].__subclasses__()"), "QMS20"),
    Case("classes of a value", _printed("procedure.__class__.__init__.__globals__"), "QMS20"),
    Case("classes by a filter", _printed("''|attr('__class__')"), "QMS20"),
    Case("classes by the filter map", _printed("[procedure]|map(attribute='__class__')|first"),
        "QMS20"),
    Case("classes by a format", _printed("'{0.__class__}'.format(procedure)"), "QMS20"),
    Case("globals of cycler", _printed("cycler.__init__.__globals__.os.popen('id').read()"),
        "QMS20"),
    Case("globals of lipsum", _printed("lipsum.__globals__['os'].system('id')"), "QMS20"),
    Case("a namespace that is called", _printed("namespace(a=1).a"), "QMS20"),
    Case("the template itself", _printed("self.__init__.__globals__.__builtins__"), "QMS20"),
    Case("a path of the set as an object that reads files",
        _printed("set.folder.parent.joinpath('outside/secret.txt').read_text()"), "QMS20"),
    Case("an include of a system file", _text("{% include '/etc/passwd' %}"), "QMS20"),
    Case("an include of the secret", _text("{% include '../../outside/secret.txt' %}"), "QMS20"),
    Case("an import", _text("{% import 'os' as os %}"), "QMS20"),
    Case("a parent outside", _text('{% extends "../../../outside/secret.txt" %}'), "QMS20"),
    Case("a parent that is the text itself", _text('{% extends "procedure.md" %}'), "QMS20"),
    Case("two parents in a ring", with_files({
        _NAME: '{% extends "b.md" %}\n', "documents/b.md": '{% extends "procedure.md" %}\n'}),
        "QMS20"),
    Case("a macro that calls itself", _text("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
        "QMS20"),
    Case("a range without end", _text("{% for n in range(1000000000) %}a{% endfor %}"), "QMS20"),
    Case("a text a billion times", _printed("'a' * 1000000000"), "QMS20"),
    Case("a list a billion times", _printed("[1] * 1000000000"), "QMS20"),
    Case("a large power", _printed("9 ** 99999999"), "QMS20"),
    Case("a wide cell", _printed("'a' | center(1000000000)"), "QMS20"),
    Case("a text that doubles sixty times", _text("{% set x = 'ab' %}\n\n" +
        "{% set x = x + x %}\n\n" * 60 + "{{ x }}"), "QMS20"),
    Case("a text joined with itself", _text("{% set x = 'ab' %}\n\n" +
        "{% set x = [x, x, x, x, x, x, x, x, x] | join %}\n\n" * 20 + "{{ x }}"), "QMS20"),
    Case("loops in loops in loops", _loops("a"), codes=(0, 1, 3)),
    Case("four loops", _text("{% for a in x %}" * 4 + "a" + "{% endfor %}" * 4), "QMS20"),
    Case("a long text put in upper case in every turn", with_files({
        "catalogue/1.000170.yaml": TINY["catalogue/1.000170.yaml"].replace(
            "dùng thử\n", "dùng thử" + " rất dài" * 100 + "\n", 1),
        _NAME: "{% set t = '" + "a" * 900_000 + "' %}\n\n"
        "{% for a in procedure.name | list %}{% for b in procedure.name | list %}"
        "{% if t | upper | lower == a %}a{% endif %}{% endfor %}{% endfor %}\n"}), "QMS20"),
    Case("five thousand filters", _printed("'a'" + "|upper" * 5000), "QMS20"),
    Case("five thousand brackets", _printed("(" * 5000 + "1" + ")" * 5000), "QMS20"),
    Case("five thousand attributes", _printed("procedure" + ".a" * 5000), "QMS20"),
    Case("a hundred thousand sums", _printed("1" + " + 1" * 100_000), "QMS20"),
    Case("a number of 100,000 digits in a text", _printed("9" * 100_000), "QMS20"),
    Case("conditions a hundred deep", _text("{% if 1 %}" * 200 + "a" + "{% endif %}" * 200),
        codes=(0, 1, 3)),
    Case("an expression without end", _text("{{ " + "a" * 900_000), "QMS20"),
    Case("private letters that stand for Jinja", _text("\ue0000\ue001 \ue0020\ue003"), "QMS201"),
    Case("separators of records in a text", _text("a\x1e0:0\x1fb"), "QMS012"),
    Case("quotations 10,000 deep", _text(">" * 10_000 + " a"), "QMS20"),
    Case("lists 10,000 deep", _text("- " * 10_000 + "a"), codes=(0, 1, 3)),
    Case("lists 5,000 lines deep", _text("\n".join("  " * n + "- a" for n in range(1200))),
        codes=(0, 1, 3)),
    Case("a text of 3 MB", _text("a" + "\n" * 3_000_000), "QMS004"),
    Case("a million blank lines", _text("a" + "\n" * 990_000), codes=(0, 1)),
    Case("thirty thousand statements between rows",
        _text(_rows("{% if 1 %}\n{% endif %}\n", 15_000)), codes=(0, 1, 3)),
    Case("forty thousand open statements between rows", _text(_rows("{% if 1 %}\n", 40_000)),
        "QMS20"),
    Case("square brackets without end", _text("[" * 100_000), codes=(0, 1, 3)),
    Case("links in links", _text("[a](" * 50_000), codes=(0, 1, 3)),
    Case("stars without end", _text("*a **b " * 100_000), codes=(0, 1, 3)),
    Case("stars and lines", _text("*_" * 200_000 + "a" + "_*" * 50_000), codes=(0, 1, 3)),
    Case("backquotes of all lengths", _text(" ".join("`" * n for n in range(1, 1500))),
        codes=(0, 1, 3)),
    Case("angle brackets without end", _text("<a" * 200_000), codes=(0, 1, 3)),
    Case("exclamation marks and brackets", _text("![" * 50_000), codes=(0, 1, 3)),
    Case("entities without end", _text("&" * 300_000 + "amp;" * 10_000), codes=(0, 1, 3)),
    Case("a table of 50,000 columns", _text("|" + "a|" * 50_000 + "\n|" + "-|" * 50_000 + "\n"),
        codes=(0, 1, 3)),
    Case("a directive with 200,000 arguments", _text("::: steps " + "a=b " * 200_000),
        codes=(0, 1, 3)),
    Case("a directive of letters without end", _text("::: " + "a" * 900_000), "QMS20"),
    Case("a link to a file", _text("[a](file:///etc/passwd)"), codes=HARMLESS),
    Case("a link that runs a script", _text("[a](javascript:alert(1))"), codes=HARMLESS),
    Case("a link to the network", _text("[a](http://example.com/x)"), "QMS20"),
    Case("a picture from outside", _text("![a](../../outside/secret.txt)"), "QMS20"),
    Case("raw HTML", _text("<script>fetch('http://example.com')</script>"), "QMS20"),
    Case("HTML in a line", _text("a <img src='file:///etc/passwd'> b"), "QMS20"),
    Case("Word markup in a text", _text("</w:t></w:r><w:altChunk r:id='x'/>"), codes=(0, 1, 3)),
    Case("Word markup in a value", with_files({"catalogue/1.000170.yaml":
        TINY["catalogue/1.000170.yaml"].replace("name: Thủ tục", "name: </w:t><w:x/> ]]> Thủ tục")
        }), codes=HARMLESS),
)  # fmt: skip
