import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from qmskit.cli import main
from qmskit.language import LOCALE, language, speaking, translate

ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "qmskit.po"
CLICK = LOCALE / "vi" / "LC_MESSAGES" / "messages.po"
# Letters that Vietnamese has and English has not.
VIETNAMESE = re.compile("[đơưĐƠƯàáâãèéêìíòóôõùúýăĩũạ-ỹ]")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QMSKIT_LANG", raising=False)
    # `main` sets it; told to monkeypatch so that it is put back.
    monkeypatch.setenv("LANGUAGE", "")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file) if path.suffix == ".po" else read_mo(file)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def translations(path: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {texts(one.id): texts(one.string) for one in messages(catalogue(path))}


def texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value or ""),)


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{[\w.]+(?:!r)?(?::\w+)?\}|%\(\w+\)s", text))


def marked_in_the_package() -> Iterator[tuple[str, ...]]:
    keywords = {"_": None, "marked": None}
    for found in extract_from_dir(LOCALE.parent, [("**.py", "python")], {}, keywords):
        yield texts(found[2])


def test_every_message_has_an_english_translation() -> None:
    known = translations(ENGLISH)
    lacking = [one for one in marked_in_the_package() if not all(known.get(one, ("",)))]
    assert lacking == [], "run python tools/messages.py"


def test_no_translation_is_left_over() -> None:
    assert set(translations(ENGLISH)) - set(marked_in_the_package()) == set()


def test_english_keeps_the_placeholders() -> None:
    for message in messages(catalogue(ENGLISH)):
        (source,), (target,) = texts(message.id), texts(message.string)
        assert placeholders(target) == placeholders(source), source


def test_english_keeps_the_blanks_around() -> None:
    for message in messages(catalogue(ENGLISH)):
        (source,), (target,) = texts(message.id), texts(message.string)
        assert re.findall(r"^\s*|\s*$", target) == re.findall(r"^\s*|\s*$", source), source


def test_vietnamese_words_of_click_use_only_its_placeholders() -> None:
    for message in messages(catalogue(CLICK)):
        known = {one for text in texts(message.id) for one in placeholders(text)}
        for text in texts(message.string):
            assert text
            assert set(placeholders(text)) <= known, message.id


@pytest.mark.parametrize("source", [ENGLISH, CLICK], ids=["en", "vi"])
def test_compiled_catalogues_are_those_of_the_sources(source: Path) -> None:
    assert translations(source.with_suffix(".mo")) == translations(source)


@pytest.mark.parametrize("source", [ENGLISH, CLICK], ids=["en", "vi"])
def test_catalogues_name_no_day_and_nobody(source: Path) -> None:
    for path in (source, source.with_suffix(".mo")):
        assert not re.search(rb"Date:|Translator:|Generated-By:|/home/|/tmp/", path.read_bytes())


def test_messages_are_vietnamese_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "nothing"]) == 3
    assert "không có lược đồ “nothing”" in capsys.readouterr().err


def test_messages_are_english_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "schema", "nothing"]) == 3
    error = capsys.readouterr().err
    assert "there is no schema “nothing”" in error
    assert not VIETNAMESE.search(error)


def test_problems_are_english_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "build", str(tmp_path / "nothing")]) == 3
    error = capsys.readouterr().err
    assert "QMS001" in error
    assert not VIETNAMESE.search(error)


def test_the_language_may_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QMSKIT_LANG", "en")
    main(["schema", "nothing"])
    assert "there is no schema" in capsys.readouterr().err


def test_click_speaks_vietnamese_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Cách dùng: qmskit build")
    assert "Tùy chọn:" in shown


def test_click_refuses_in_vietnamese_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--nothing"]) == 2
    error = capsys.readouterr().err
    assert "Lỗi: Không có tùy chọn" in error
    assert "để xem hướng dẫn." in error


def test_help_is_english_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "build", "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Usage: qmskit build")
    assert not VIETNAMESE.search(shown)


def test_languages_follow_each_other_in_one_process(capsys: pytest.CaptureFixture[str]) -> None:
    shown: dict[str, list[str]] = {"vi": [], "en": []}
    for chosen in ("vi", "en", "vi", "en"):
        for arguments in (["--help"], ["build", "--help"], ["schema", "nothing"], ["nothing"]):
            main(["--lang", chosen, *arguments])
        shown[chosen].append("".join(capsys.readouterr()))
    assert shown["vi"][0] == shown["vi"][1] != shown["en"][0] == shown["en"][1]
    assert shown["vi"][0].count("Cách dùng:") == 3
    assert shown["en"][0].count("Usage:") == 3


def test_a_language_ends_with_its_block() -> None:
    with speaking("en"):
        with speaking("vi"):
            assert (language(), translate("cơ quan")) == ("vi", "cơ quan")
        assert (language(), translate("cơ quan")) == ("en", "agency")
    assert (language(), translate("cơ quan")) == ("vi", "cơ quan")


def test_an_unknown_message_stays_as_it_is() -> None:
    with speaking("en"):
        assert translate("câu chưa dịch") == "câu chưa dịch"
