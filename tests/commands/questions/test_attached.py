"""Files that come with a question: linked wherever the question is shown, and never copied."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from bot.chat import attachments
from bot.chat.message import Attachment
from bot.chat.reply import spans
from bot.chat.spans import Link
from bot.chat.texts import Language, _, _n
from bot.dialogue.draft import Draft
from storage.accounts.erasure import held
from storage.questions import questions
from storage.search.tables import search_row
from storage.tables.base import metadata
from tests.cafe import Door, Person, Said
from tests.commands.questions.conversation.test_conversing import a_room, brought_to, said_in, thread
from tests.commands.questions.test_questions import LUCHT

DRIVE = "https://contoso.sharepoint.com/personal/adviseur_lucht_voorbeeld_nl/Documents"
PLAN = Attachment("Meetplan.pdf", f"{DRIVE}/Meetplan.pdf")
PHOTO = Attachment("Foto.png", "https://matrix.to/#/%21kamer/%24foto")
FILES = _("Files")
QUESTION = _("What is your question?")


def links(said: Said) -> list[tuple[str, str]]:
    """What can be opened from it without unfolding: names and addresses."""
    in_sight = [block for block in said.reply.blocks if not getattr(block, "under", None)]
    texts = [block.words for block in in_sight if hasattr(block, "words")]
    rows = [row.value for block in in_sight if hasattr(block, "rows") for row in block.rows]
    found = [span for words in (*texts, *rows) for span in spans(words)]
    return [(span.text, span.url) for span in found if isinstance(span, Link)]


def named(*files: Attachment) -> list[tuple[str, str]]:
    return [(each.name, each.url) for each in files]


async def replacement(door: Door, said: Said) -> Said:
    """What it was replaced by, once it was."""

    def later() -> list[Said]:
        return [each for each in door.far.sent if each.replaces == said.native_id]

    await door.far.until(lambda: bool(later()), said)
    return later()[-1]


async def put_with(asker: Person, *files: Attachment) -> Said:
    await asker.says(f"vraag {LUCHT}", files=files)
    return await asker.says("ja")


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_file_stands_in_the_proposal_and_on_the_card(door: Door, language: str) -> None:
    asker = await door.member("Adviseur Lucht", language)
    proposal = await asker.says(f"{'vraag' if language == 'nl' else 'ask'} {LUCHT}", files=(PLAN,))
    assert proposal.tells(FILES, _("Shall I put your question like this?"))
    assert links(proposal) == named(PLAN)
    card = await asker.says(Language(language).text(_("yes")))
    assert card.tells(FILES)
    assert links(card) == named(PLAN)
    assert links(await asker.says("K-1")) == named(PLAN)
    reader = await door.member("Lezer", "en" if language == "nl" else "nl")
    assert links(await reader.says("K-1")) == named(PLAN)


async def test_the_other_places_and_who_is_asked_see_it_too(door: Door) -> None:
    asker, helper, follower = [await door.member(name) for name in ("Adviseur Lucht", "Onderzoeker", "Volger")]
    await follower.says("volg Twente")
    here, there = await a_room(door, "Lucht"), await a_room(door, "Buurten")
    asked = thread(here, "root")
    await asker.says(f"vraag {LUCHT}", where=asked, files=(PLAN,))
    assert links(await asker.says("ja", where=asked)) == named(PLAN)
    assert links(await follower.hears(_("A new question on what you follow:"))) == named(PLAN)
    await brought_to(door, asker, there)
    assert links(next(each for each in door.heard_in(there) if each.reply.subject)) == named(PLAN)
    await asker.says("breng K-1 bij M-2")
    assert (await helper.member()).id == 2
    assert links(await helper.hears(_("{who} has a question for you:", who="Adviseur Lucht (Gemeente Voorbeeld)"))) == (
        named(PLAN)
    )


async def test_files_of_every_turn_come_together_once_each(door: Door) -> None:
    asker = await door.member("Adviseur Lucht")
    assert (await asker.says("vraag", files=(PLAN,))).tells(_("What is your question?"))
    assert links(await asker.says(LUCHT, files=(PLAN,))) == named(PLAN)
    told = await asker.says("", files=(PHOTO,))
    assert told.tells(
        _n("I put the file with it.", "I put the files with it.", 1), _("Shall I put your question like this?")
    )
    assert links(told) == named(PLAN, PHOTO)
    await asker.says("meer")
    await asker.says("Er staat een fabriek.", files=(replace(PLAN, name="Kaart.pdf", url=f"{DRIVE}/Kaart.pdf"),))
    for _rest in range(3):
        await asker.says("overslaan")
    assert [name for name, _url in links(await asker.says("overslaan"))] == ["Meetplan.pdf", "Foto.png", "Kaart.pdf"]


@pytest.mark.parametrize("forms", [False, True])
async def test_what_was_put_aside_keeps_its_files(door: Door, forms: bool) -> None:
    await door.member("Adviseur Lucht")
    async with Door(door.database, forms=forms, clock=door.clock) as cafe:
        asker = cafe.person("Adviseur Lucht")
        await asker.says("vraag", files=(PLAN,))
        stopped = await asker.says("stop")
        assert not stopped.tells(_("Stopped. Nothing was kept.")), "a file is something"
        cafe.clock.ahead(timedelta(days=6))
        said = await asker.says("verder")
        said = await (asker.fills_in(said, text=LUCHT) if forms else asker.says(LUCHT))
        assert links(said) == named(PLAN)
        assert links(await asker.says("ja")) == named(PLAN)


async def test_a_form_comes_back_with_the_file_that_called_for_it(door: Door) -> None:
    await door.member("Adviseur Lucht")
    async with Door(door.database, forms=True) as cards:
        asker = cards.person("Adviseur Lucht")
        form = await asker.says("vraag", files=(PLAN,))
        assert links(await asker.fills_in(form, text=LUCHT)) == named(PLAN)
        assert links(await asker.says("ja")) == named(PLAN)
        # What is asked next begins with none.
        await asker.fills_in(await asker.says("vraag"), text="Wie meet de bodem in Salland?")
        assert links(await asker.says("ja")) == []


async def test_who_signs_up_meanwhile_keeps_the_files(door: Door) -> None:
    visitor = door.person("Nieuweling")
    await visitor.says(f"vraag {LUCHT}", files=(PLAN,))
    await visitor.says("ja")
    await visitor.signs_up()
    said = await visitor.says("verder")
    assert links(said if said.reply.subject else await visitor.says("ja")) == named(PLAN)


async def test_a_file_with_words_that_look_like_a_command_is_with_the_answer(door: Door) -> None:
    asker = await door.member("Adviseur Lucht")
    await asker.says("vraag")
    assert links(await asker.says("netwerken Twente", files=(PLAN,))) == named(PLAN)


async def test_a_command_that_takes_files_takes_them_while_something_else_is_asked(door: Door) -> None:
    await put_with(await door.member("Ander"))
    asker = await door.member("Adviseur Lucht")
    await asker.says("vraag")
    said = await asker.says("antwoord K-1 Zie het plan.", files=(PLAN,))
    assert said.tells(_("I still wait for your answer: {question}", question=Language("nl").text(QUESTION)))
    assert links(await asker.says("K-1")) == named(PLAN)
    assert links(await asker.says("Wie meet de bodem in Salland?")) == [], "it went with the answer"


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_file_alone_is_told_how_to_send_it(door: Door, language: str) -> None:
    said = await (await door.member("Adviseur Lucht", language)).says("", files=(PLAN,))
    assert said.tells(
        _("What does this file belong to? Send it while you put a question or answer one: then I put it with that.")
    )


async def test_a_question_to_one_member_takes_its_files(door: Door) -> None:
    asker, helper = await door.member("Adviseur Lucht"), await door.member("Onderzoeker")
    shown = await asker.says(f"vraag aan M-2 {LUCHT}", files=(PLAN,))
    assert links(shown) == named(PLAN)
    assert not helper.notices, "it is shown before it is put"
    assert (await asker.says("ja")).reply.subject
    assert links(await helper.hears(LUCHT)) == named(PLAN)
    assert links(await helper.says("K-1")) == named(PLAN)


async def test_the_address_of_an_unnamed_asker_is_for_themselves_alone(door: Door) -> None:
    asker, reader = await door.member("Adviseur Lucht"), await door.member("Lezer")
    kernteam, follower = await door.coordinator("Kernteam"), await door.member("Volger")
    await follower.says("volg Twente")
    await asker.says(f"vraag {LUCHT}", files=(PLAN,))
    assert (await asker.in_turn("zonder mijn naam", "ja")).reply.subject
    assert links(await asker.says("K-1")) == named(PLAN)
    for seen in (
        await reader.says("K-1"),
        await kernteam.says("K-1"),
        await follower.hears(_("A new question on what you follow:")),
    ):
        assert "Meetplan.pdf" in seen
        assert links(seen) == []
        assert "adviseur_lucht" not in repr(seen.reply)


async def test_an_unnamed_asker_stays_so_with_a_file_in_the_thread(door: Door) -> None:
    asker = await door.member("Adviseur Lucht")
    here, there = await a_room(door, "Lucht"), await a_room(door, "Buurten")
    asked = thread(here, "root")
    await asker.says(f"vraag {LUCHT}", where=asked)
    for line in ("zonder mijn naam", "ja"):
        await asker.says(line, where=asked)
    other = await brought_to(door, asker, there)
    await asker.says("Zie het plan.", where=asked, addressed=False, files=(PLAN,))
    copy = said_in(door, other)[-1]
    assert "Meetplan.pdf" in copy
    assert links(copy) == []


@pytest.mark.parametrize("turns", [1, 2])
async def test_a_file_with_an_answer_is_on_the_card_in_the_notice_and_in_the_copies(door: Door, turns: int) -> None:
    asker, helper = await door.member("Adviseur Lucht"), await door.member("Onderzoeker")
    place = await a_room(door, "Lucht")
    await put_with(asker)
    await brought_to(door, asker, place)
    if turns == 2:
        await helper.says("antwoord K-1", files=(PHOTO,))
        await helper.says("Zie het plan.", files=(PLAN,))
    else:
        await helper.says("antwoord K-1 Zie het plan.", files=(PHOTO, PLAN))
    linked = named(PHOTO, PLAN)
    told = await asker.hears(_("There is an answer to your question:"), "Zie het plan.")
    assert [each for each in links(told) if "begin?with=" not in each[1]] == linked, "besides how to meet who answered"
    assert links(next(each for each in door.far.sent if "Zie het plan." in each and each.conversation.thread)) == linked
    assert links(await asker.says("K-1")) == linked
    assert (await door.database.read(held, (await helper.member()).id))["answers"][0]["attachments"]
    card = next(each for each in door.heard_in(place) if each.reply.subject)
    await door.far.until(lambda: any(links(each) for each in door.far.sent if each.replaces == card.native_id))
    await helper.in_turn("vergeet mij", "ja")
    assert links(await asker.says("K-1")) == []
    await door.far.until(lambda: not links(next(x for x in door.far.sent[::-1] if x.replaces == card.native_id)))


async def test_an_edit_of_what_asked_it_changes_its_words_and_leaves_its_files(door: Door) -> None:
    asker = await door.member("Adviseur Lucht")
    first = asker.message(f"vraag {LUCHT}")
    await asker.meets(replace(first, attachments=(PLAN,)))
    await asker.says("ja")
    await door.happens(asker.corrects(first, "vraag Iets anders?"))
    card = await asker.says("K-1")
    assert "Iets anders?" in card
    assert LUCHT not in card
    assert links(card) == named(PLAN)


async def test_the_same_message_again_puts_nothing_twice(door: Door) -> None:
    asker = await door.member("Adviseur Lucht")
    first = replace(asker.message(f"vraag {LUCHT}"), attachments=(PLAN,))
    await asker.meets(first)
    await door.happens(first)
    assert links(await asker.says("ja")) == named(PLAN)
    assert await door.database.read(questions.get, 2) is None


async def test_what_is_hidden_shows_no_file(door: Door) -> None:
    asker, kernteam = await door.member("Adviseur Lucht"), await door.coordinator("Kernteam")
    place = await a_room(door, "Lucht")
    await put_with(asker, PLAN)
    await brought_to(door, asker, place)
    card = next(each for each in door.heard_in(place) if each.reply.subject)
    await kernteam.does("verberg K-1")
    assert "Meetplan" not in await replacement(door, card)
    assert "Meetplan" not in await asker.says("K-1")
    assert links(await kernteam.says("K-1")) == named(PLAN), "who decides about it sees it"


async def test_a_name_of_a_file_is_not_searched(door: Door) -> None:
    await put_with(await door.member("Adviseur Lucht"), replace(PLAN, name="Stikstofdepositie.pdf"))

    def rows(tx: Connection) -> str:
        return repr(tx.execute(select(search_row)).all())

    assert "Stikstof" not in await door.database.read(rows)


async def test_my_data_tells_the_files_and_who_is_forgotten_takes_the_links_along(door: Door) -> None:
    asker, helper = await door.member("Adviseur Lucht"), await door.member("Onderzoeker")
    here, there = await a_room(door, "Lucht"), await a_room(door, "Buurten")
    asked = thread(here, "root")
    await asker.says(f"vraag {LUCHT}", where=asked, files=(PLAN,))
    await asker.says("ja", where=asked)
    other = await brought_to(door, asker, there)
    await asker.says("breng K-1 bij M-2")
    notice = await helper.hears(LUCHT)
    await asker.says("Zie de kaart.", where=asked, addressed=False, files=(replace(PLAN, url=f"{DRIVE}/Kaart.pdf"),))
    copy = said_in(door, other)[-1]
    kept = await door.database.read(held, (await asker.member()).id)
    assert kept["questions"][0]["attachments"][0]["url"] == PLAN.url
    assert {PLAN.url, f"{DRIVE}/Kaart.pdf"} == {url for each in kept["messages"] for url in each.get("files", ())}
    document = (await asker.says("mijn gegevens markdown")).handed
    read = next(iter(document.values())).decode()
    assert "name: Meetplan.pdf" in read
    assert f"url: {PLAN.url}" in read

    await helper.says("antwoord K-1 Met een meter.")
    await asker.in_turn("vergeet mij", "blijven", "ja")
    for before in (notice, copy):
        again = await replacement(door, before)
        assert links(again) == []
        assert ".pdf" not in again
    root = next(each for each in door.heard_in(there) if each.reply.subject)
    await door.far.until(lambda: any(each.replaces == root.native_id and not links(each) for each in door.far.sent))
    assert (await helper.says("K-1")).tells(FILES) is False
    assert "adviseur_lucht" not in await door.database.read(everything)


def everything(tx: Connection) -> str:
    return repr([tx.execute(select(table)).all() for table in metadata.sorted_tables])


async def test_who_sent_very_many_files_is_forgotten_too(door: Door) -> None:
    asker, other = await door.member("Adviseur Lucht"), await door.member("Lezer")
    many = tuple(Attachment(f"{n}.pdf", f"{DRIVE}/é{n}.pdf") for n in range(1_200))
    await asker.says("hulp", files=many)
    await put_with(asker, many[-1])
    await asker.says("breng K-1 bij M-2")
    notice = await other.hears(LUCHT)
    await other.says("antwoord K-1 Met een meter.")
    await asker.in_turn("vergeet mij", "blijven", "ja")
    assert links(await replacement(door, notice)) == []


async def test_thirty_files_at_once_fit_and_it_says_which_go_along(door: Door) -> None:
    asker = await door.member("Adviseur Lucht")
    many = tuple(Attachment(f"{n}.pdf", f"{DRIVE}/{n}.pdf") for n in range(30))
    said = await asker.says(f"vraag {LUCHT}", files=many)
    assert said.tells(_("Only the first {n} files go with it.", n=10))
    assert links(said) == named(*many[:10])
    assert links(await asker.says("ja")) == named(*many[:10])
    here, there = await a_room(door, "Lucht"), await a_room(door, "Buurten")
    asked = await brought_to(door, asker, here)
    other = await brought_to(door, asker, there)
    await asker.says("Alles bij elkaar.", where=asked, addressed=False, files=many)
    copy = said_in(door, other)[-1]
    assert links(copy) == named(*many[:10])
    assert copy.tells(_n("and {n} more file", "and {n} more files", 20))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:iemand@example.org",
        "ftp://example.org/x",
        " https://x",
        "https://example.org/" + "x" * 2_000,
        "",
    ],
    ids=["script", "data", "mail", "ftp", "space", "long", "none"],
)
def test_what_is_no_address_to_open_is_no_link(url: str) -> None:
    assert attachments.in_line([Attachment("plan.pdf", url)]) == ("plan.pdf",)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nStatus: gesloten\r\n.pdf", "a Status: gesloten .pdf"),
        ("\x1b[31mrood\x00.pdf", "[31mrood .pdf"),
        ("factuur\u202efdp.exe", "factuur fdp.exe"),
        ("x" * 5_000 + ".exe", "x" * 60 + "…" + "x" * 16 + ".exe"),
        ("<b>vet</b> [x](https://x) @room.pdf", "<b>vet</b> [x](https://x) @room.pdf"),
        ("", "https://example.org/1"),
    ],
    ids=["lines", "steering", "turned round", "long", "markup", "none"],
)
def test_a_name_stays_a_name_on_one_line(name: str, shown: str) -> None:
    assert attachments.in_line([Attachment(name, "https://example.org/1")]) == (Link(shown, "https://example.org/1"),)


def test_without_a_name_or_a_link_it_is_a_file() -> None:
    assert attachments.linked([Attachment("", "x:y")]) == [(_("a file"),)]


def test_a_draft_of_an_earlier_version_has_no_files() -> None:
    old: dict[str, object] = {"line": "vraag", "values": {}, "skipped": [], "asked": [], "asking": None}
    assert Draft.load(old).attachments == ()
