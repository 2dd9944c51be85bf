"""LibreOffice as a program: where it is, and what it is asked."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Location, Problem

SOFFICE = "QMSKIT_SOFFICE"

# LibreOffice leaves out, without a word, what comes behind some 240 files in one call.
_A_CALL = 100
_SECONDS_TO_START = 120
_SECONDS_A_FILE = 10

_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)

# PDF/A-2b: archives keep it, its fonts are inside. Tags let it be read aloud.
_OPTIONS = {
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
}
_FILTER = f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS, separators=(',', ':'))}"

# A frame comes from a stranger: no macro runs, and nothing is fetched for it. Without a locale of
# its own LibreOffice takes the machine's, and a Chinese one gives other pages than a Vietnamese.
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop
 oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi-VN</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop
 oor:name="DefaultLocale" oor:op="fuse"><value>vi-VN</value></prop></item>
</oor:items>
"""


def find_office() -> str:
    """Return the path of LibreOffice: from the environment, the search path or a usual place.

    Raises:
        InvalidInputError: it is not there.
    """
    named = os.environ.get(SOFFICE, "")
    if named:
        if Path(named).is_file():
            return named
        raise _missing(_("{name} chỉ tới “{path}”, ở đó không có chương trình nào"), named)
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    for place in _PLACES:
        if Path(place).is_file():
            return place
    raise _missing(_("không tìm thấy LibreOffice, chương trình đổi tài liệu Word sang PDF"))


def converted(
    files: Mapping[str, bytes],
    office: str,
    seconds_to_start: int = _SECONDS_TO_START,
    seconds_a_file: int = _SECONDS_A_FILE,
) -> dict[str, bytes]:
    """Return Word files as LibreOffice exports them, by their names and in their order.

    Args:
        files: Word files by name; the names are for messages only, LibreOffice never sees them.
        office: path of the program.
        seconds_to_start: time allowed for a call, beside `seconds_a_file` for each file.
        seconds_a_file: see `seconds_to_start`.

    Raises:
        InvalidInputError: a problem for each file that could not be converted.
    """
    names = tuple(files)
    made: dict[str, bytes] = {}
    with TemporaryDirectory(prefix="qmskit-") as work:
        profile = Path(work) / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        for at in range(0, len(names), _A_CALL):
            batch = names[at : at + _A_CALL]
            folder = Path(work) / str(at)
            folder.mkdir()
            seconds = seconds_to_start + seconds_a_file * len(batch)
            made |= _batch({name: files[name] for name in batch}, office, folder, seconds)
    return made


def _batch(files: Mapping[str, bytes], office: str, folder: Path, seconds: int) -> dict[str, bytes]:
    """Return the files of one call."""
    places = {name: folder / f"{number:03d}.docx" for number, name in enumerate(files)}
    for name, place in places.items():
        place.write_bytes(files[name])
    profile = (folder.parent / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    command += ["--convert-to", _FILTER, "--outdir", str(folder), *map(str, places.values())]
    in_time = _finished(command, seconds)
    pdfs = {name: place.with_suffix(".pdf") for name, place in places.items()}
    failed = [name for name, pdf in pdfs.items() if not pdf.is_file() or not pdf.stat().st_size]
    if failed or not in_time:
        raise _failed(failed or list(files), "" if in_time else str(seconds))
    return {name: pdf.read_bytes() for name, pdf in pdfs.items()}


def _finished(command: Sequence[str], seconds: int) -> bool:
    """Run LibreOffice, and tell whether it ended in time.

    It starts processes of its own; those must not outlive the time either.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's LibreOffice, names of our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TZ": "UTC"},
            start_new_session=True,
        )
    except OSError as error:
        raise _missing(_("không chạy được “{path}”"), command[0]) from error
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _stop(process)
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, with all it started."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        ending = [shutil.which("taskkill") or "taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(ending, check=False, capture_output=True)  # noqa: S603 - of Windows
    else:
        os.killpg(process.pid, 9)
    process.wait()


def _missing(message: str, path: str = "") -> InvalidInputError:
    fix = _(
        "cài LibreOffice (có Writer) từ libreoffice.org hoặc kho phần mềm của máy; nếu đã cài ở "
        "nơi khác, ghi đường dẫn của tệp soffice vào biến môi trường {name}"
    ).format(name=SOFFICE)
    message = message.format(name=SOFFICE, path=path)
    return InvalidInputError([Problem(Location("-b pdf"), "QMS731", message, fix)])


def _failed(names: Sequence[str], seconds: str) -> InvalidInputError:
    message = _("LibreOffice không đổi được tài liệu này sang PDF")
    if seconds:
        message = _("LibreOffice chưa đổi xong sang PDF sau {seconds} giây").format(seconds=seconds)
    fix = _("mở tệp Word bằng LibreOffice xem có lỗi không; đóng bớt chương trình rồi chạy lại")
    return InvalidInputError(Problem(Location(name), "QMS732", message, fix) for name in names)
