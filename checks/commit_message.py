"""Refuses a commit whose subject is not `area: Imperative`, of at most 72 characters.

`python -m checks.commit_message FILE` is a hook of pre-commit, to which git hands the message. What git writes itself
(a merge, a revert, a fixup) passes.
"""

import re
import sys
from pathlib import Path

MOST = 72
"""Characters, which every list of commits shows whole."""

SUBJECT = re.compile(r"[a-z][a-z0-9_-]*: [A-Z]\S*")
GIT = ("Merge ", 'Revert "', "fixup! ", "squash! ", "amend! ")


def wrong(message: str) -> str | None:
    """Return what is wrong with a commit message."""
    subject, *rest = [line for line in message.split("\n") if not line.startswith("#")] or [""]
    if subject.startswith(GIT):
        return None
    if not SUBJECT.match(subject):
        return f"Begin with the area and what is done, as in `outbox: Wake delivery after a commit`: {subject!r}"
    if len(subject) > MOST:
        return f"The subject has {len(subject)} characters, and at most {MOST} fit: the why stands in the body"
    if subject.endswith("."):
        return "The subject ends without a full stop"
    if rest and rest[0].strip():
        return "An empty line stands between the subject and the body"
    return None


if __name__ == "__main__":
    sys.exit(wrong(Path(sys.argv[1]).read_text("utf-8")))
