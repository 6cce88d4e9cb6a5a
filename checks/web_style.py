"""Brings the parts of the NL Design System that the web pages use into the house, and checks that they are unchanged.

`python -m checks.web_style` compares each file with `VENDOR.json`, which says of which package and version it is, under
which licence, and its hash. With `--write` it asks npm for the versions below, and takes of the tokens only those that
the parts use.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
VENDOR = ROOT / "adapters" / "web" / "static" / "vendor"
OURS = (ROOT / "adapters" / "web" / "static" / "plek.css",)
TOKENS = ("@nl-design-system-unstable/voorbeeld-design-tokens", "7.4.1", "dist/variables.css")
PARTS: Mapping[str, tuple[str, str, str]] = {
    "heading.css": ("@nl-design-system-candidate/heading-css", "1.1.3", "dist/heading.css"),
    "paragraph.css": ("@nl-design-system-candidate/paragraph-css", "2.1.3", "dist/paragraph.css"),
    "link.css": ("@nl-design-system-candidate/link-css", "2.0.3", "dist/link.css"),
    "skip-link.css": ("@nl-design-system-candidate/skip-link-css", "1.0.5", "dist/skip-link.css"),
    "data-badge.css": ("@nl-design-system-candidate/data-badge-css", "1.0.5", "dist/data-badge.css"),
    "document.css": ("@utrecht/document-css", "3.0.1", "dist/index.min.css"),
    "page-header.css": ("@utrecht/page-header-css", "3.0.2", "dist/index.min.css"),
    "page-body.css": ("@utrecht/page-body-css", "1.0.1", "dist/index.min.css"),
    "page-footer.css": ("@utrecht/page-footer-css", "4.0.2", "dist/index.min.css"),
    "breadcrumb-nav.css": ("@utrecht/breadcrumb-nav-css", "3.0.1", "dist/index.min.css"),
    "data-list.css": ("@utrecht/data-list-css", "3.0.1", "dist/index.min.css"),
    "blockquote.css": ("@utrecht/blockquote-css", "3.0.1", "dist/index.min.css"),
    "alert.css": ("@utrecht/alert-css", "4.0.2", "dist/index.min.css"),
    "form-label.css": ("@utrecht/form-label-css", "3.0.1", "dist/index.min.css"),
    "textbox.css": ("@utrecht/textbox-css", "4.0.1", "dist/index.min.css"),
    "select.css": ("@utrecht/select-css", "3.0.1", "dist/index.min.css"),
    "button.css": ("@utrecht/button-css", "4.0.1", "dist/index.min.css"),
    "pagination.css": ("@utrecht/pagination-css", "3.0.1", "dist/index.min.css"),
}
LICENCE = "EUPL-1.2"
LISTED = "VENDOR.json"

_USED = re.compile(r"var\(\s*(--[\w-]+)")
_GIVEN = re.compile(r"^\s*(--[\w-]+):\s*(.+);\s*$", re.MULTILINE)
_MAP = re.compile(r"\s*/\*# sourceMappingURL=.*?\*/")


def problems(folder: Path = VENDOR) -> Iterator[str]:
    """Yield what differs from `VENDOR.json`, a line each."""
    listed = json.loads((folder / LISTED).read_text())
    there = {path.name for path in folder.glob("*.css")}
    for name in sorted(there ^ listed.keys()):
        yield f"{name}: {'not listed' if name in there else 'missing'}"
    for name in sorted(there & listed.keys()):
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != listed[name]["sha256"]:
            yield f"{name}: changed since it was taken"
        if listed[name]["licence"] != LICENCE:
            yield f"{name}: {listed[name]['licence']}, of which nobody looked whether it fits ours"


def closure(tokens: str, users: Iterable[str]) -> str:
    """Return the tokens that these style sheets use, and those that they use in turn."""
    given = dict(_GIVEN.findall(tokens))
    waiting = [name for text in users for name in _USED.findall(text)]
    wanted: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in given and name not in wanted:
            wanted.add(name)
            waiting += _USED.findall(given[name])
    return "".join((":root {\n", *(f"  {name}: {given[name]};\n" for name in sorted(wanted)), "}\n"))


def write(folder: Path = VENDOR) -> None:
    """Take every part from npm. Raises `CalledProcessError` when it does not give one."""
    listed: dict[str, dict[str, str]] = {}
    held = {name: _MAP.sub("", _taken(*part)).strip() + "\n" for name, part in PARTS.items()}
    ours = [path.read_text() for path in OURS if path.exists()]
    held["tokens.css"] = closure(_taken(*TOKENS), [*held.values(), *ours])
    for old in folder.glob("*.css"):
        old.unlink()
    for name, text in held.items():
        package, version, path = PARTS.get(name, TOKENS)
        (folder / name).write_text(text)
        listed[name] = {
            "package": package,
            "version": version,
            "file": path,
            "licence": LICENCE,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
        }
    (folder / LISTED).write_text(json.dumps(listed, indent=2, sort_keys=True) + "\n")


def _taken(package: str, version: str, path: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        packed = ["npm", "pack", "--silent", "--pack-destination", folder, f"{package}@{version}"]
        subprocess.run(packed, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as opened:
            described = opened.extractfile("package/package.json")
            licence = json.load(described)["license"] if described else ""
            if licence != LICENCE:
                raise ValueError(f"{package} is under {licence!r} now, not under {LICENCE}")
            held = opened.extractfile(f"package/{path}")
            return held.read().decode() if held else ""


def main(folder: Path = VENDOR) -> int:
    if "--write" in sys.argv[1:]:
        write(folder)
    found = list(problems(folder))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
