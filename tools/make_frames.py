"""Make the framework's Word frames.

The frames are plain .docx files with docxtpl tags: an agency opens a copy in Word and changes what
it likes. This script is how ours were drawn; run it again after a change here or in `frames`:

    python tools/make_frames.py frameworks/qd101-2019/templates
"""

import sys
from pathlib import Path

from frames.boxed import card, form, register
from frames.letters import letter
from frames.packing import pack
from frames.procedures import procedure

FRAMES = {
    "procedure.docx": procedure,
    "card.docx": card,
    "register.docx": register,
    "form.docx": form,
    "form-lying.docx": lambda: form(is_lying=True),
    "letter.docx": letter,
}


def main(folder: Path) -> None:
    """Write every frame into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FRAMES.items():
        pack(make(), folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
