"""Pages that are kept: for so long, so many, and made once however many ask."""

import asyncio

from aiohttp.test_utils import make_mocked_request
from aiohttp.web import Response

from adapters.web.kept import MOST_BYTES, MOST_PAGES, SPREAD, Body, Pages


async def ask(pages: Pages, key: object, made: list[int], content: bytes = b"x", status: int = 200) -> Response:
    async def make() -> Body:
        made.append(1)
        await asyncio.sleep(0)
        return Body(content, "text/plain", status)

    return await pages.answer(make_mocked_request("GET", "/"), str(key), make)


async def test_many_who_ask_at_once_cost_as_much_as_one() -> None:
    made: list[int] = []
    pages = Pages(keep=60)
    answers = await asyncio.gather(*(ask(pages, "one", made) for _ in range(50)))
    assert (len(made), {each.status for each in answers}) == (1, {200})


async def test_who_hangs_up_takes_the_page_from_nobody() -> None:
    made: list[int] = []
    pages = Pages(keep=60)
    first, second = (asyncio.ensure_future(ask(pages, "one", made)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).status == 200
    assert len(made) == 1


async def test_a_page_is_kept_no_longer_than_said_and_errors_not_at_all() -> None:
    made: list[int] = []
    await ask(pages := Pages(keep=0), "one", made)
    await ask(pages, "one", made)
    assert len(made) == 2
    made.clear()
    await ask(pages := Pages(keep=60), "one", made, status=400)
    await ask(pages, "one", made, status=400)
    assert len(made) == 2


async def test_pages_made_at_once_are_not_all_made_anew_at_once() -> None:
    made: list[int] = []
    pages = Pages(keep=60)
    await asyncio.gather(*(ask(pages, number, made) for number in range(100)))
    last = [each.until for each in pages._pages.values()]
    assert max(last) <= asyncio.get_running_loop().time() + 60
    assert max(last) - min(last) > 60 * SPREAD / 2


async def test_what_is_kept_stays_within_bounds() -> None:
    made: list[int] = []
    pages = Pages(keep=60)
    for number in range(MOST_PAGES + 50):
        await ask(pages, number, made)
    assert len(pages._pages) == MOST_PAGES
    for number in range(10):
        await ask(pages, f"big {number}", made, bytes(MOST_BYTES // 4))
    assert pages._bytes <= MOST_BYTES
    assert pages._bytes == sum(each.size for each in pages._pages.values())
