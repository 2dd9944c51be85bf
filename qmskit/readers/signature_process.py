"""The process that looks at signatures: one PDF file in, one report out, then it ends.

Standard input has a line of JSON (`language`, `roots`, `seconds`) and then the file; standard
output gets the report as JSON. Whatever goes wrong ends the process with another code than 0.
"""

import base64
import json
import sys
from dataclasses import asdict

from qmskit.language import speaking
from qmskit.readers.signed_pdfs import examined

# More than a large file with its signatures needs, less than a machine of an office has.
_MOST_MEMORY = 2_000_000_000


def main() -> None:
    """Answer one question."""
    question = json.loads(sys.stdin.buffer.readline())
    _limit(int(question["seconds"]) + 1)
    roots = [base64.b64decode(root) for root in question["roots"]]
    with speaking(question["language"]):
        report = examined(sys.stdin.buffer.read(), roots)
    sys.stdout.write(json.dumps(asdict(report)))


def _limit(seconds: int) -> None:
    """Let the system end this process before it takes the machine.

    Windows has no such limits, macOS does not keep the one of memory; the time that the caller
    allows holds there too.
    """
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
