"""Runs commands of strangers' files: each in a fork of one warmed-up process, watched and limited.

Requests come as JSON lines on standard input, an answer goes to standard output for each. The watch
is Python's own audit hook: it sees files that Python opens, sockets, processes and foreign
libraries. What it does not see (files that lxml would open by itself) the corpus finds by the
letters of the secret, which then stand in an output.
"""

import faulthandler
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from qmskit.cli import main
from tests.trees import write_tree

ROOT = Path(__file__).parents[2]

# What Python itself reads while it runs: its library, zones of time, what the machine is.
_SYSTEM = tuple(
    os.path.realpath(path)
    for path in (
        sys.prefix,
        sys.base_prefix,
        str(ROOT),
        "/usr/share/zoneinfo",
        "/proc/self",
        *sys.path,
    )
    if path
)
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
    "pty.", "ctypes.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "pickle.",
    "sys.settrace", "winreg.", "mmap.",
)  # fmt: skip
_CHANGES = {
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate",
    "os.chmod", "os.chown", "os.utime",
}  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True)
class Request:
    """A command to run.

    Attributes:
        arguments: of the command line.
        reads: the folder below which the command may read.
        writes: the folder below which it may write.
        aside: the folder of temporary files, for reading and writing.
        output: the file that takes what the command prints.
        seconds: of the processor.
        patience: seconds on the clock, for what waits for ever; the machine may be busy.
        memory: in bytes, beyond what the warmed-up process has.
    """

    arguments: list[str]
    reads: str
    writes: str
    aside: str
    output: str
    seconds: int
    patience: int
    memory: int


@dataclass(frozen=True)
class Answer:
    """What became of a command.

    Attributes:
        code: exit code; below 0 the signal that ended the process.
        refused: what the watch refused; must be empty.
        seconds: on the clock.
    """

    code: int
    refused: list[str]
    seconds: float


class Watch:
    """An audit hook that refuses what no command on strangers' files may do."""

    def __init__(self, request: Request) -> None:
        self.refused: list[str] = []
        aside = os.path.realpath(request.aside)
        self._reads = (*_SYSTEM, os.path.realpath(request.reads), aside)
        self._writes = (os.path.realpath(request.writes), aside)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            self._opened(*arguments)
        elif event in _CHANGES:
            self._changed(event, arguments)
        elif event.startswith(_FORBIDDEN):
            self._refuse(f"{event} {arguments!r:.200}")

    def _opened(self, path: object, _mode: object, flags: object) -> None:
        if not isinstance(path, str | bytes):
            return  # a descriptor that was opened, and watched, before
        name = os.path.realpath(os.fsdecode(path))
        writing = isinstance(flags, int) and flags & _WRITES
        if name != os.devnull and not _below(name, self._writes if writing else self._reads):
            self._refuse(f"{'write' if writing else 'read'} {name}")

    def _changed(self, event: str, arguments: tuple[object, ...]) -> None:
        """Look at the paths of a change; those relative to a descriptor were looked at before."""
        paths = [os.fsdecode(one) for one in arguments if isinstance(one, str | bytes)]
        for path in paths if -1 in arguments or event == "os.truncate" else ():
            name = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))  # noqa: PTH118, PTH119, PTH120
            if not _below(name, self._writes):
                self._refuse(f"{event} {name}")

    def _refuse(self, what: str) -> None:
        self.refused.append(what)
        raise PermissionError(what)


def _below(name: str, folders: tuple[str, ...]) -> bool:
    return any(name == folder or name.startswith(folder + os.sep) for folder in folders)


def answered(request: Request) -> Answer:
    """Run a command in a fork and return what became of it."""
    told, telling = os.pipe()
    started = time.monotonic()
    process = os.fork()
    if not process:
        os.close(told)
        _child(request, telling)
    os.close(telling)
    with os.fdopen(told, "rb") as stream:
        refused = json.loads(stream.read() or b"[]")
    _process, status = os.waitpid(process, 0)
    seconds = round(time.monotonic() - started, 2)
    return Answer(os.waitstatus_to_exitcode(status), refused, seconds)


def _child(request: Request, telling: int) -> None:
    """Become the process that runs a command; never returns."""
    output = os.open(request.output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    faulthandler.enable()
    _limit(request)
    watch = Watch(request)
    tempfile.tempdir = request.aside
    os.chdir(request.reads)
    sys.addaudithook(watch)
    code = 1
    try:
        code = main(request.arguments)
    except BaseException:  # noqa: BLE001 - the test looks at what it printed
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(telling, json.dumps(watch.refused[:20]).encode()[:60_000])
        os._exit(code)


def _limit(request: Request) -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + request.memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (request.seconds, request.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(request.patience)


def serve(warm_up: Callable[[], None]) -> None:
    """Answer requests until there are no more."""
    sys.dont_write_bytecode = True
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    warm_up()
    for line in sys.stdin:
        print(json.dumps(asdict(answered(Request(**json.loads(line))))), file=answers, flush=True)


def _warm_up() -> None:
    """Load what commands load when they first need it; a wrong set loads the judge of schemas."""
    folder = Path(sys.argv[1])
    write_tree(folder.parent / "wrong", {"qms.yaml": "a: b\n"})
    for arguments in (
        ["build", str(folder), "-j", "1", "-b", "docx", "-b", "xlsx", "--as-of", "2026-11-22"],
        ["check", str(folder), "--as-of", "2026-11-22"],
        ["explain", str(folder), "agency.name"],
        ["update", str(folder), str(folder), "--dry-run"],
        ["update", str(folder), str(folder / "nobody.json"), "--dry-run"],
        ["check", str(folder.parent / "wrong")],
    ):
        main(arguments)


if __name__ == "__main__":
    serve(_warm_up)
