"""Checks that the lock files hold what pyproject.toml asks for: exact versions with hashes, and no package index.

`python -m checks.locks` resolves again, with the committed lock as preference, and compares: newer releases make no
difference, a changed requirement does. `--write` writes the locks, `--upgrade` takes the newest versions that fit.
"""

import difflib
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")
COMPILE = (
    "pip",
    "compile",
    "--quiet",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--python-version",
    "3.11",  # Debian 12
)


@dataclass(frozen=True, slots=True)
class Lock:
    """One lock file and what it is compiled from."""

    path: str
    sources: tuple[str, ...]


LOCKS = (
    Lock("requirements/app.lock", ("pyproject.toml", "--group", "build")),
    # The tests run on exactly the versions that the product runs on.
    Lock(
        "requirements/test.lock",
        ("pyproject.toml", "--group", "build", "--group", "test", "--constraint", "requirements/app.lock"),
    ),
    # Instead of app.lock, with the extra.
    Lock(
        "requirements/semantic.lock",
        ("pyproject.toml", "--group", "build", "--extra", "semantic", "--constraint", "requirements/app.lock"),
    ),
    Lock("requirements/synapse.lock", ("--group", "pyproject.toml:synapse")),
)


def resolved(lock: Lock, root: Path, *options: str) -> str:
    """Return what the lock file should say now. Raises `CalledProcessError` when nothing fits."""
    path = root / lock.path
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / path.name
        if path.exists():
            output.write_text(path.read_text())  # the versions to prefer
        subprocess.run([UV, *COMPILE, *options, *lock.sources, "--output-file", output], check=True, cwd=root)
        return output.read_text()


def main(root: Path = ROOT) -> int:
    options = sys.argv[1:]
    write, upgrade = "--write" in options or "--upgrade" in options, ("--upgrade",) if "--upgrade" in options else ()
    stale = False
    for lock in LOCKS:
        path = root / lock.path
        now, then = resolved(lock, root, *upgrade), path.read_text() if path.exists() else ""
        if write:
            path.write_text(now)
        elif now != then:
            stale = True
            changes = difflib.unified_diff(
                then.splitlines(), now.splitlines(), lock.path, "resolved now", lineterm="", n=0
            )
            print(*(line for line in changes if "--hash=" not in line), sep="\n")
            print(f"{lock.path} is not current: run `make lock`.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
