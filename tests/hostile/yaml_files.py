"""YAML that reaches for Python, grows without end or cannot be read."""

from tests.hostile.cases import CATALOGUE, HARMLESS, WORKFLOW, Case, Place, build, with_files
from tests.trees import TINY, edited


def _laughs() -> str:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines) + "\n"


def _large_scalar(place: Place) -> list[str]:
    folder = place.tiny()
    with (folder / WORKFLOW).open("ab") as file:
        file.write(b"note: ")
        file.truncate(50_000_000)
    return build(place)


def _many_wrong_steps() -> str:
    return "procedures: [1.000170]\nstanding: agency\nsteps:\n" + "  - nobody: x\n" * 100_000


CASES = (
    Case("a billion laughs by anchors", with_files({WORKFLOW: _laughs()}), "QMS011"),
    Case("an alias that holds itself", with_files({WORKFLOW: "a: &a\n  - *a\n"}), "QMS011"),
    Case(
        "a tag that makes Python call os.system",
        with_files({WORKFLOW: "a: !!python/object/apply:os.system ['touch evil']\n"}),
        "QMS011",
    ),
    Case(
        "a tag that makes Python import a module",
        with_files({"qms.yaml": "--- !!python/module:antigravity\n"}),
        "QMS01",
    ),
    Case("a merge key", with_files({WORKFLOW: "<<: {a: b}\n"}), "QMS011"),
    Case("lists 100,000 deep", with_files({WORKFLOW: "a: " + "[" * 100_000}), "QMS01"),
    Case(
        "mappings a thousand deep",
        with_files({WORKFLOW: "\n".join(" " * n + "a:" for n in range(1000)) + " b\n"}),
        "QMS011",
    ),
    Case(
        "a key written twice",
        with_files({"qms.yaml": TINY["qms.yaml"] + "framework: {id: ../../outside}\n"}),
        "QMS011",
    ),
    Case("a file of 50 MB", _large_scalar, "QMS004"),
    Case(
        "a million empty lists", with_files({WORKFLOW: "a: [" + "[]," * 1_300_000 + "]"}), "QMS011"
    ),
    Case("two million values", with_files({WORKFLOW: "a: [" + "a," * 1_990_000 + "]"}), "QMS011"),
    Case("a hundred thousand mistakes", with_files({WORKFLOW: _many_wrong_steps()}), "QMS10"),
    Case(
        "a hundred thousand procedures nobody has",
        with_files(
            {
                WORKFLOW: TINY[WORKFLOW].replace(
                    "  - 1.000170\n", "".join(f"  - 1.{n:06d}\n" for n in range(100_000, 200_000))
                )
            }
        ),
        "QMS",
        (0, 1, 3),
    ),
    Case(
        "a hundred thousand unknown keys",
        with_files({WORKFLOW: TINY[WORKFLOW] + "".join(f"k{n}: x\n" for n in range(100_000))}),
        "QMS102",
    ),
    Case(
        "a number of 100,000 digits",
        with_files(edited(CATALOGUE, "amount: 8000", "amount: " + "9" * 100_000)),
        codes=(0, 1, 3),
    ),
    Case(
        "an exponent that fills the memory",
        with_files(edited(CATALOGUE, "value: 3,", "value: 1e999999999,")),
        "QMS104",
    ),
    Case(
        "the separators of compiled texts in a title",
        with_files(edited(CATALOGUE, "name: Thủ", 'name: "\\x1e0:0\\x1f{{ 1 }}" # Thủ')),
        "QMS011",
    ),
    Case(
        "a bare separator in a title",
        with_files(edited(CATALOGUE, "name: Thủ", "name: \x1e0:0\x1fThủ")),
        "QMS012",
    ),
    Case("a NUL", with_files({WORKFLOW: "a: b\0c\n"}), "QMS012"),
    Case("letters that are no UTF-8", with_files({WORKFLOW: b"a: \xff\xfe\xfa\n"}), "QMS002"),
    Case(
        "UTF-16 that hides a tag",
        with_files({WORKFLOW: "a: !!python/name:os.system x\n".encode("utf-16")}),
        "QMS002",
    ),
    Case("UTF-7", with_files({WORKFLOW: b"a: +ACE-python/name:os.system x\n"}), "QMS10"),
    Case(
        "a title of a megabyte",
        with_files(edited(CATALOGUE, "name: Thủ", "name: " + "Rất dài " * 120_000 + "Thủ")),
        codes=(0, 1, 3),
    ),
    Case(
        "Jinja in a title",
        with_files(edited(CATALOGUE, "name: Thủ", 'name: "{{ 1 + 1 }}{% include x %}" # Thủ')),
        codes=HARMLESS,
    ),
)
