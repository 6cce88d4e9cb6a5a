"""Checks that nothing in git names the host of a package index, or a path of the machine it was made on.

Such a name works on one machine only, and tells about it to all.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]

# Written so that the patterns do not match themselves.
_INDEX = re.compile(
    r"""(?ix)
    \b(?:
        (?:[\w-]+\.)* (?: pypi\.org | pythonhosted\.org | npmjs\.(?:org|com) | yarnpkg\.com | anaconda\.org )
      | pypi\.python\.org
      | (?:deb|security|ftp)\.(?:[\w-]+\.)*debian\.org
    )\b
    | ^\s*(?: --?(?:extra-)?index-url | --find-links | --trusted-host ) [=\s]
    | "resolved" \s* : \s* "https?:
    """
)
# A whole path from the root of the file system: not the tail of a URL or of another path, not a longer name.
_MACHINE = re.compile(r"(?<![\w.~$}/-])(?:file://)?/(?:work|root|farm)(?![\w.-]*\w)")


def tracked(root: Path) -> Iterator[Path]:
    """Yield the files that git tracks, links and files deleted meanwhile left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], check=True, cwd=root, capture_output=True).stdout
    for name in listed.decode().split("\0"):
        path = root / name
        if name and path.is_file() and not path.is_symlink():
            yield path


def traces(text: str, here: str) -> Iterator[tuple[int, str]]:
    """Line numbers and what is wrong there. `here` is where the project stands on this machine."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := _INDEX.search(line):
            yield number, f"names a package index: {found.group().strip()}"
        if found := _MACHINE.search(line):
            yield number, f"names a path of a machine: {found.group()}"
        elif here in line:
            yield number, f"names a path of this machine: {here}"


def main(root: Path = ROOT) -> int:
    failed = False
    for path in tracked(root):
        content = path.read_bytes()
        if b"\0" in content:
            continue  # binary
        for number, what in traces(content.decode(errors="replace"), str(root)):
            failed = True
            print(f"{path.relative_to(root)}:{number}: {what}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
