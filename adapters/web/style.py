"""Puts the style of the pages together: tokens, parts of the NL Design System, ours, and what the operator adds."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Style:
    """One sheet under a name of its own for every content, so that it may be kept for ever."""

    content: bytes
    name: str

    @property
    def path(self) -> str:
        return f"/static/{self.name}"


def load(tokens: Path | None) -> Style:
    """Read the style. Raises `OSError` when the tokens of the operator cannot be read."""
    vendor = STATIC / "vendor"
    parts = sorted(path for path in vendor.glob("*.css") if path.name != "tokens.css")
    own = [tokens] if tokens else []
    sheets = [path.read_text() for path in (vendor / "tokens.css", *parts, STATIC / "plek.css", *own)]
    content = "\n".join(sheets).encode()
    return Style(content, f"plek.{sha256(content).hexdigest()[:12]}.css")
