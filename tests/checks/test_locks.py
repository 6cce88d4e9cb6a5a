"""`checks.locks`: the committed locks as a fresh machine will read them."""

import re

import pytest

from checks.locks import LOCKS, ROOT, Lock


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.path)
def test_every_requirement_has_an_exact_version_and_hashes_and_nothing_else_stands_there(lock: Lock) -> None:
    requirements = (ROOT / lock.path).read_text().replace("\\\n", " ").splitlines()
    wrong = [
        line
        for line in requirements
        if not re.fullmatch(r"[a-z0-9-]+==\S+(?: ;[^\\]*?)?(?:\s+--hash=sha256:[0-9a-f]{64})+", line)
    ]
    assert not wrong


def test_the_tests_run_on_the_versions_of_the_product() -> None:
    def versions(path: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / path).read_text(), re.MULTILINE))

    assert versions("requirements/app.lock") <= versions("requirements/test.lock")
