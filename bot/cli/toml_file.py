"""Writes settings as TOML, for the part of it that settings use: sections of texts, numbers, yes or no, and lists."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Data = Mapping[str, Any]  # Any: what TOML holds


def write(file: Path, data: Data) -> None:
    """Put settings in a file that only its owner may read: it is whole, or as it was. The last is kept beside it."""
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text(data))
        opened.flush()
        os.fsync(opened.fileno())
    if file.is_file():
        kept = file.with_name(f"{file.name}.before")
        kept.unlink(missing_ok=True)
        kept.hardlink_to(file)
        kept.chmod(0o600)
    fresh.replace(file)


def text(data: Data, within: str = "") -> str:
    """Return settings as TOML: what stands by itself first, then each section."""
    own = {name: value for name, value in data.items() if not isinstance(value, Mapping)}
    lines = [f"{_key(name)} = {_value(value)}\n" for name, value in own.items()]
    told = "".join([f"[{within}]\n", *lines] if within and lines else lines)
    for name, value in data.items():
        if isinstance(value, Mapping):
            below = text(value, f"{within}.{_key(name)}" if within else _key(name))
            told += ("\n" if told and below else "") + below
    return told


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else _value(name)


def _value(value: Any) -> str:  # Any: as above
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            # JSON's escapes are TOML's, but for letters beyond the first plane, which both take as they are.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
        case int() | float():
            return str(value)
    return str(value.isoformat())  # a day or a time, which TOML has too
