"""Runs every benchmark in a process of its own, one after the other: `make bench`, or `make bench ONLY=speed`."""

import subprocess
import sys

EACH = ("speed", "search_speed", "delivery", "digests", "matrix", "teams", "hostile", "web", "relations")


def main(only: list[str]) -> int:
    """Run them, and return how many failed."""
    failed = 0
    for name in only or EACH:
        print(f"\n== {name}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
