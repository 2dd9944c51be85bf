"""What all pages share: parts that lie beside the code, and hashes that let browsers use them."""

import base64
import hashlib
from importlib.resources import files


def page_part(name: str) -> str:
    """Return a file that lies beside this one."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def policy_hash(content: str) -> str:
    """Return what a page's policy calls a style or a script that stands inside of it."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
