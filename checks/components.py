"""Writes what the product is made of (CycloneDX 1.6) and under which licences, from what the lock file names.

`python -m checks.components FOLDER` writes `sbom.json` and `licences.md` there, and ends with 1 when a licence is not
known to go with EUPL 1.2. Without a folder it only checks.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution, version
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements" / "app.lock"
_LOCKED = re.compile(r"^([a-z0-9._-]+)==(\S+)((?:.*\\\n)?(?:\s+--hash=sha256:\w+.*\n)+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:(\w+)")

FITTING = (
    *("MIT", "BSD", "Apache", "ISC", "PSF", "Python Software Foundation", "MPL", "Mozilla Public", "LGPL"),
    *(
        "GNU Lesser",
        "Internet Systems Consortium",
        "Unlicense",
        "Zlib",
        "EUPL",
        "CC0",
        "0BSD",
        "HPND",
        "Historical Permission",
    ),
)
"""What a licence may be called that goes with EUPL 1.2, whose own list of those is in its appendix."""


_BY_TEXT = {
    "Permission is hereby granted, free of charge, to any person obtaining a copy": "MIT",
    "Apache License Version 2.0": "Apache-2.0",
}


@dataclass(frozen=True, slots=True)
class Component:
    name: str
    version: str
    licence: str
    hashes: Sequence[str]

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{self.name}@{self.version}"

    @property
    def fits(self) -> bool:
        return any(each.lower() in self.licence.lower() for each in FITTING)


def components(lock: Path = LOCK) -> Iterator[Component]:
    """Yield what is locked, in its order, with the licence that it says of itself."""
    for name, locked, hashes in _LOCKED.findall(lock.read_text()):
        yield Component(name, locked, _licence(distribution(name)), _HASH.findall(hashes))


def document(found: Sequence[Component]) -> Mapping[str, Any]:  # Any: what JSON holds
    """Return the bill of materials. The same components give the same document."""
    listed = "\n".join(each.purl for each in found)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, listed)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "plek",
                "name": "plek",
                "version": version("plek"),
                "licenses": [{"license": {"id": "EUPL-1.2"}}],
            }
        },
        "components": [
            {
                "type": "library",
                "bom-ref": each.purl,
                "name": each.name,
                "version": each.version,
                "purl": each.purl,
                "licenses": [{"license": {"name": each.licence}}],
            }
            for each in found
        ],
        "dependencies": [{"ref": "plek", "dependsOn": [each.purl for each in found]}],
    }


def main(folder: Path | None) -> int:
    found = list(components())
    strange = [each for each in found if not each.fits]
    for each in strange:
        print(f"{each.name} {each.version}: «{each.licence or 'no licence'}» is not known to go with EUPL 1.2")
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sbom.json").write_text(json.dumps(document(found), indent=2) + "\n")
        rows = [f"| {each.name} | {each.version} | {each.licence} |\n" for each in found]
        (folder / "licences.md").write_text("".join(["| package | version | licence |\n|---|---|---|\n", *rows]))
    return 1 if strange else 0


def _licence(package: Distribution) -> str:
    """Return what a package says: its expression, its classifiers, the first line of its own words, or its text."""
    said = package.metadata
    expressions = said.get_all("License-Expression", [])
    if expressions:
        return str(expressions[0])
    classifiers = [str(each) for each in said.get_all("Classifier", []) if str(each).startswith("License ::")]
    classified = [each.rpartition(" :: ")[2] for each in classifiers]
    own = "".join(map(str, said.get_all("License", []))).strip().partition("\n")[0][:80]
    return ", ".join(each for each in classified if each != "OSI Approved") or own or _read(package)


def _read(package: Distribution) -> str:
    """Tell a licence by its text, of a package that does not name it."""
    texts = [each.read_text() for each in package.files or () if "licen" in each.name.lower()]
    found = (name for text in texts for words, name in _BY_TEXT.items() if words in " ".join(text.split()))
    return next(found, "")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
