"""Follows every link of a site, from what it says of itself, as a search engine would."""

import re
from collections.abc import AsyncIterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from tests.adapters.web.conftest import URL, Answer, Look

_LINK = re.compile(r"(?:href|src|action)=\"([^\"]+)\"")
_NAMED = re.compile(r"https://cafe\.example\.nl(/[^\s\"'<>&]*)")


async def crawl(look: Look, *starts: str, most: int = 5000) -> AsyncIterator[tuple[str, Answer]]:
    """Every address that can be reached, and what it answers."""
    waiting = list(starts or ("/", "/en", "/robots.txt", "/.well-known/security.txt"))
    seen = set(waiting)
    while waiting:
        path = waiting.pop()
        answer = await look.at(path)
        yield path, answer
        for found in _links(path, answer.text):
            if found not in seen and len(seen) < most:
                seen.add(found)
                waiting.append(found)


def _links(here: str, text: str) -> list[str]:
    told = [unescape(each) for each in _LINK.findall(text)]
    told += [URL + unescape(each) for each in _NAMED.findall(text)]
    found = []
    for each in told:
        whole = urlsplit(urljoin(URL + here, each))
        if f"{whole.scheme}://{whole.netloc}" == URL:
            found.append(whole.path + (f"?{whole.query}" if whole.query else ""))
    return found
