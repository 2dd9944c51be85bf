"""A process that loads everything once and forks for each command it is to run.

Each line of its input is a job in JSON, each line of its output how the job ended. The child that
runs the command can be killed at its n-th change of the disk, or after a time; its disk can be
made small, and it can be made a user without rights.
"""

import gc
import importlib
import json
import os
import pkgutil
import resource
import select
import signal
import sys
import time
import traceback
from typing import NoReturn, TypedDict

NOBODY = 65534

CHANGING = frozenset(
    {
        "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink",
        "os.truncate",
    }
)  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Job(TypedDict):
    """What to run.

    Attributes:
        command: arguments of the command line, or `module:function`.
        at_event: which change of the disk is the last moment; 0 for none.
        seconds: after which time the command is killed; 0 for never.
        most_bytes: how large a file may become; -1 for any size.
    """

    command: list[str] | str
    folder: str
    at_event: int
    seconds: float
    most_bytes: int
    without_rights: bool


class Watch:
    """Counts changes of the disk and ends the process just before a certain one."""

    def __init__(self, at_event: int) -> None:
        self.count, self._last, self._process = 0, at_event, os.getpid()

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if os.getpid() != self._process or not _changes_disk(event, arguments):
            return
        self.count += 1
        if self.count == self._last:
            os.kill(self._process, signal.SIGKILL)


def _changes_disk(event: str, arguments: tuple[object, ...]) -> bool:
    if event != "open":
        return event in CHANGING or event.startswith("shutil.")
    path, _mode, flags = arguments
    return isinstance(flags, int) and bool(flags & WRITING) and path != os.devnull


def main() -> None:
    """Load everything, then do job after job."""
    sys.dont_write_bytecode = True  # an import of the child is no change of the set
    package = importlib.import_module("qmskit")
    for module in pkgutil.walk_packages(package.__path__, "qmskit."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    # Imported late, when the child may no longer be allowed to read where Python is installed.
    importlib.import_module("encodings.unicode_escape")
    gc.freeze()  # else each child's collector copies all of it
    for line in sys.stdin:
        print(json.dumps(_done(json.loads(line))), flush=True)  # noqa: T201 - the answer


def _done(job: Job) -> dict[str, object]:
    """Run a job in a child and return how it ended."""
    output, child_output = os.pipe()
    report, child_report = os.pipe()
    started = time.monotonic()
    process = os.fork()
    if not process:
        os.close(output)
        os.close(report)
        _become(job, child_output, child_report)
    os.close(child_output)
    os.close(child_report)
    text = _read(output, process, job["seconds"])
    _process, status = os.waitpid(process, 0)
    told = os.read(report, 100)
    os.close(output)
    os.close(report)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "output": text,
        "points": int(told or 0),
        "seconds": time.monotonic() - started,
    }


def _read(output: int, process: int, seconds: float) -> str:
    """Return all a process prints; kill it when its time is over."""
    end = time.monotonic() + seconds if seconds else None
    pieces: list[bytes] = []
    while True:
        left = None if end is None else max(0.0, end - time.monotonic())
        if not select.select([output], [], [], left)[0]:
            os.kill(process, signal.SIGKILL)
            end = None
            continue
        piece = os.read(output, 65536)
        if not piece:
            return b"".join(pieces).decode(errors="replace")
        pieces.append(piece)


def _become(job: Job, output: int, report: int) -> NoReturn:
    """Be the command and end."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)
    os.chdir(job["folder"])
    _restrict(job)
    watch = Watch(job["at_event"])
    sys.addaudithook(watch)
    try:
        code = _run(job["command"])
    except BaseException:  # noqa: BLE001 - whatever it is, the test is to see it
        traceback.print_exc()
        code = 70
    os.write(report, str(watch.count).encode())
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _restrict(job: Job) -> None:
    if job["most_bytes"] >= 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["most_bytes"], job["most_bytes"]))
    if job["without_rights"] and os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def _run(command: list[str] | str) -> int:
    if not isinstance(command, str):
        code: int = importlib.import_module("qmskit.cli").main(command)
        return code
    module, _colon, name = command.partition(":")
    getattr(importlib.import_module(module), name)()
    return 0


if __name__ == "__main__":
    main()
