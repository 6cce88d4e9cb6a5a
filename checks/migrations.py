"""Checks that the migrations are one chain, and that those which were released are as they were.

`storage/migrations/released.sha256` holds the sums of the released ones, as `sha256sum` writes them; with `--release`
the sums of the new ones are added.
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MIGRATIONS = ROOT / "storage" / "migrations"

_SAID = re.compile(r'^(revision|down_revision)\b[^=\n]*= *(?:"(\w+)"|None)', re.MULTILINE)


def wrong(folder: Path) -> Iterator[str]:
    """Yield what is the matter with the migrations of a folder."""
    yield from _chain(folder)
    for name, released in _sums(folder).items():
        file = folder / "versions" / name
        if not file.exists():
            yield f"{name} was released, and is gone"
        elif _sum(file) != released:
            yield f"{name} was released, and differs: put it back, and add a migration"


def _chain(folder: Path) -> Iterator[str]:
    before: dict[str, str] = {}
    for file in _files(folder):
        said = dict(_SAID.findall(file.read_text()))
        if said.get("revision") != file.name.partition("_")[0]:
            yield f"{file.name} says that it is {said.get('revision', 'nothing')}"
        elif said["revision"] in before:
            yield f"there are two migrations {said['revision']}"
        else:
            before[said["revision"]] = said.get("down_revision", "")
    for revision, earlier in before.items():
        if earlier and earlier not in before:
            yield f"{revision} comes after {earlier}, which there is not"
    heads = sorted(set(before) - set(before.values()))
    if len(heads) > 1:
        yield f"there are {len(heads)} heads, {', '.join(heads)}: let each come after another"


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "versions").glob("[0-9]*.py"))


def _sums(folder: Path) -> dict[str, str]:
    lines = (line.split() for line in (folder / "released.sha256").read_text().splitlines())
    return {name: digest for digest, name in lines}


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def release(folder: Path) -> None:
    """Add the sums of what was not released before."""
    known = _sums(folder)
    sums = {file.name: known.get(file.name) or _sum(file) for file in _files(folder)}
    (folder / "released.sha256").write_text("".join(f"{digest}  {name}\n" for name, digest in sums.items()))


def main(folder: Path = MIGRATIONS) -> int:
    if "--release" in sys.argv[1:]:
        release(folder)
    found = list(wrong(folder))
    for each in found:
        print(f"{folder.name}: {each}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
