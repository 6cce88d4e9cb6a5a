"""Runs every soak in a process of its own, one after the other: `make soak`. Each fails when something was lost."""

import subprocess
import sys

EACH = ("teams_soak",)


def main() -> int:
    """The number of soaks that lost something."""
    return sum(
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0 for name in EACH
    )


if __name__ == "__main__":
    sys.exit(main())
