"""Requests that want their answer at once get it from the committed reply; the same again gets the same."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.app import utc_now
from commands.questions.life.lifecycle import Act, among
from storage.members import people, roles
from storage.members.roles import Grant
from storage.questions import questions
from storage.vocabulary import Outcome, Role
from tests.adapters.teams.activities import TENANT, Json, in_channel, message, pressed, query
from tests.adapters.teams.conftest import Office

SIGN_UP = {
    "line": "aanmelden",
    "fields": "name organisation organisation_kind position regions themes knows found",
    "in.name": "Adviseur Water",
    "in.organisation": "Waterschap Voorbeeld",
    "in.organisation_kind": "waterschap",
    "in.regions": "Twente",
    "in.themes": "Water",
    "in.knows": "Ik weet hoe je peilbuizen leest.",
    "in.found": "ja",
}


@pytest.fixture
def database_url(tmp_path: Path, examples: Path) -> str:
    return f"sqlite:///{shutil.copy(examples, tmp_path / 'plek.db')}"


def text_of(answer: Json) -> str:
    assert answer["type"] == "application/vnd.microsoft.card.adaptive"
    assert answer["statusCode"] == 200
    return str(answer["value"]["fallbackText"])


def buttons(answer: Json) -> dict[str, Json]:
    """The data behind every button of a card, by its title."""

    def walk(part: Any) -> None:  # Any: JSON
        if isinstance(part, dict):
            if part.get("type") == "Action.Execute" and "title" in part:
                found.setdefault(part["title"], part["data"])
            for each in part.values():
                walk(each)
        elif isinstance(part, list):
            for each in part:
                walk(each)

    found: dict[str, Json] = {}
    walk(answer["value"])
    return found


async def sign_up(office: Office, **who: Any) -> Json:
    return await office.invoke(pressed(SIGN_UP, id=f"f:sign-up-{who}", **who))


async def test_a_button_is_answered_in_place(office: Office) -> None:
    answer = await office.invoke(pressed({"line": "netwerken flevoland"}))
    assert "Noordelijk Flevoland" in text_of(answer)
    assert office.connector.sent == []


async def test_the_same_invoke_again_gets_the_same_answer_and_does_nothing(office: Office) -> None:
    first, second = await asyncio.gather(sign_up(office), sign_up(office))
    assert first == second == await sign_up(office)


async def test_the_answer_is_json_once(office: Office) -> None:
    """The SDK serialises the body of every invoke twice, and answers 500."""
    async with office.http.post(
        office.url, json={**pressed({"line": "hulp"}), "serviceUrl": office.connector.url}
    ) as answer:
        assert answer.status == 200
        assert isinstance(json.loads(await answer.text()), dict)


async def test_a_form_with_a_mistake_comes_back_in_the_same_card_with_what_was_typed(office: Office) -> None:
    wrong = {**SIGN_UP, "in.regions": "", "in.regions.more": "Flevoland, Twenthe"}
    answer = await office.invoke(pressed(wrong))
    shown = json.dumps(answer, ensure_ascii=False)
    assert "Twenthe" in shown
    assert "Waterschap Voorbeeld" in shown
    assert "Attention" in shown
    meant = buttons(answer)["Bedoel je Twente?"] | {key: value for key, value in wrong.items() if key.startswith("in.")}
    assert "Welkom" in text_of(await office.invoke(pressed(meant, id="f:meant")))
    assert "Regio's: Flevoland; Twente" in text_of(await office.invoke(pressed({"line": "profiel"}, id="f:profile")))


async def test_a_yes_or_no_that_is_left_open_is_asked_again_and_is_no_no(office: Office) -> None:
    answer = await office.invoke(pressed({**SIGN_UP, "in.found": ""}))
    assert "Welkom" not in text_of(answer)
    assert "Vul dit nog in." in json.dumps(answer)
    assert "Mogen andere deelnemers je vinden?" in json.dumps(answer, ensure_ascii=False)


async def test_signing_up_by_card_leads_on_to_the_question_about_a_network(office: Office) -> None:
    answer = await sign_up(office)
    assert "netwerk" in text_of(answer)


async def test_a_way_back_leads_to_the_card_that_was_replaced(office: Office) -> None:
    listed = await office.invoke(pressed({"line": "netwerken flevoland"}, id="f:1"))
    look = next(data for data in buttons(listed).values() if data["line"].startswith(("N-", "netwerk")))
    shown = await office.invoke(pressed(look, id="f:2"))
    back = buttons(shown)["‹ Terug"]
    assert text_of(await office.invoke(pressed(back, id="f:3"))) == text_of(listed)


async def test_what_comes_of_a_button_on_a_living_card_stands_on_the_current_card(office: Office) -> None:
    await sign_up(office)
    await office.post(in_channel("K-1"))
    await office.connector.until(lambda: bool(office.connector.sent))
    posted = office.connector.posts[office.connector.sent[0]]["attachments"][0]["content"]
    assert {"Ik weet iets", "Volg", "Geef door"} <= buttons({"value": posted}).keys()
    follow = buttons({"value": posted})["Volg"]
    answer = await office.invoke(pressed(follow, id="f:9", conversation=in_channel("")["conversation"]))
    assert "K-1" in text_of(answer)
    assert "Volg niet meer" in buttons(answer)


async def test_what_came_of_a_click_in_a_personal_chat_stands_until_the_card_changes_again(office: Office) -> None:
    await sign_up(office)
    await office.post(message("K-1", id="m:1"))
    await office.connector.until(lambda: bool(office.connector.sent))
    await office.cafe.settled()
    chat, number = place = office.connector.sent[0]
    posted = office.connector.posts[place]["attachments"][0]["content"]
    follow = buttons({"value": posted})["Volg"]
    answer = await office.invoke(pressed(follow, id="f:19", replyToId=number))
    assert "Je volgt K-1" in text_of(answer)
    assert text_of(answer).count("ontvolg K-1") == 1, "what the card offers anyway is not offered twice"
    assert "Volg niet meer" in buttons(answer)
    await office.cafe.settled()
    assert [call.method for call in office.connector.calls] == ["POST"], "what Teams shows is the answer to the click"
    other = {"from": {"id": "29:ander", "name": "Onderzoeker", "aadObjectId": "00000000-0000-4000-8000-000000000004"}}
    await sign_up(office, **other)
    told = {"line": "antwoord K-1", "fields": "text", "in.text": "Vraag het de kennishub."}
    await office.invoke({**pressed(told, id="f:20"), **other})
    await office.connector.until(lambda: "kennishub" in "".join(office.connector.texts(chat)))
    assert "Je volgt K-1" not in "".join(office.connector.texts(chat))


async def test_a_form_on_a_living_card_still_says_what_it_is_about(office: Office) -> None:
    await sign_up(office)
    answer = await office.invoke(pressed({"line": "antwoord K-1", "subject": "K-1", "back": "K-1"}, id="f:14"))
    assert "lerende aanpak" in text_of(answer)
    assert "Terug" in json.dumps(answer, ensure_ascii=False)
    assert '"in.text"' in json.dumps(answer)


async def test_a_button_on_an_outdated_card_says_so_and_shows_the_current_one(office: Office) -> None:
    await sign_up(office)
    await office.cafe.database.write(
        questions.close, 1, Outcome.answered, "Opgelost.", utc_now(), among=among(Act.close)
    )
    answer = {"line": "antwoord K-1", "subject": "K-1", "back": "K-1"}
    shown = await office.invoke(pressed(answer, id="f:16"))
    filled_in = {**answer, "fields": "text", "in.text": "Vraag het de kennishub."}
    told = await office.invoke(pressed(filled_in, id="f:17"))
    for card in (shown, told):
        assert text_of(card).startswith("K-1 is gesloten.")
        assert "Opgelost." in text_of(card)
        assert "Ik weet iets" not in buttons(card)


async def test_a_second_click_does_nothing_twice(office: Office) -> None:
    await sign_up(office)
    follow = {"line": "volg K-1", "subject": "K-1"}
    await office.invoke(pressed(follow, id="f:11"))
    again = await office.invoke(pressed(follow, id="f:12"))
    assert "al" in text_of(again)


async def test_the_card_in_the_channel_follows_for_everyone(office: Office) -> None:
    await sign_up(office)
    await office.post(in_channel("K-1"))
    await office.connector.until(lambda: bool(office.connector.sent))
    answer = {"line": "antwoord K-1", "fields": "text", "in.text": "Vraag het de kennishub.", "subject": "K-1"}
    await office.invoke(pressed(answer, id="f:13"))
    place, number = office.connector.sent[0]
    await office.connector.until(lambda: "kennishub" in json.dumps(office.connector.posts[place, number]))
    assert [call.method for call in office.connector.calls].count("PUT") >= 1


async def test_a_button_for_the_asker_alone_says_so_to_others(office: Office) -> None:
    answer = await office.invoke(pressed({"line": "sluit K-1", "only": "tenant/somebody-else"}))
    assert answer["type"] == "application/vnd.microsoft.activity.message"
    assert "wie de vraag stelde" in answer["value"]


async def test_a_refresh_draws_the_card_for_its_viewer(office: Office) -> None:
    answer = await office.invoke(pressed({"line": "K-1"}, verb="refresh"))
    assert "K-1" in text_of(answer)


async def test_a_refresh_shows_each_viewer_their_own_buttons_in_their_own_language(office: Office) -> None:
    await sign_up(office)
    there = {"conversation": in_channel("")["conversation"]}
    await office.invoke(pressed({"line": "volg K-1"}, id="f:follow", **there))
    mine = await office.invoke(pressed({"line": "K-1"}, verb="refresh", id="f:mine", **there))
    other = {"id": "29:ander", "name": "Researcher", "aadObjectId": "00000000-0000-4000-8000-000000000004"}
    english = {"entities": [{"type": "clientInfo", "locale": "en-GB"}], "locale": "en-GB"}
    theirs = await office.invoke(
        {**pressed({"line": "K-1"}, verb="refresh", id="f:o", **there), "from": other} | english
    )
    assert "Volg niet meer" in buttons(mine)
    assert "Follow" in buttons(theirs)
    assert "Gesteld door" in text_of(mine)
    assert "Asked by" in text_of(theirs)


async def test_a_refresh_shows_the_buttons_of_a_role_to_who_has_it_and_to_nobody_else(office: Office) -> None:
    await sign_up(office)
    there = {"conversation": in_channel("")["conversation"]}
    await office.post(in_channel("K-1"))
    await office.connector.until(lambda: bool(office.connector.sent))
    posted = office.connector.posts[office.connector.sent[0]]["attachments"][0]["content"]
    assert "29:adviseur" in posted["refresh"]["userIds"]
    drawing = posted["refresh"]["action"]["data"]
    assert not {"Sluit", "Wie kan helpen"} & buttons({"value": posted}).keys(), "for everybody"
    as_member = await office.invoke(pressed(drawing, verb="refresh", id="f:member", **there))
    assert not {"Sluit", "Wie kan helpen"} & buttons(as_member).keys()
    database = office.cafe.database
    member = await database.read(people.by_identity, "teams", f"{TENANT}/{message()['from']['aadObjectId']}")
    assert member
    await database.write(roles.grant, member.id, Grant(Role.coordinator), None, utc_now())
    as_coordinator = await office.invoke(pressed(drawing, verb="refresh", id="f:coordinator", **there))
    assert {"Sluit", "Wie kan helpen"} <= buttons(as_coordinator).keys()


async def test_who_installs_the_bot_is_greeted_once_with_three_buttons_and_nothing_else_is_asked(
    office: Office,
) -> None:
    """`installationUpdate` and `conversationUpdate` both come; the SDK would fetch the members for the second."""
    person = message()["from"]
    added = {"type": "conversationUpdate", "membersAdded": [message()["recipient"], person]}
    for number in range(2):
        await office.post({**message(id=f"i{number}"), "type": "installationUpdate", "action": "add"})
        await office.post({**message(id=f"c{number}"), **added})
    await office.connector.until(lambda: bool(office.connector.sent))
    await office.cafe.settled()
    (greeting,) = office.connector.sent
    card = office.connector.posts[greeting]["attachments"][0]["content"]
    assert list(buttons({"value": card})) == ["Meld je aan", "Wie weet wat", "Stel een vraag"]
    assert [call.method for call in office.connector.calls] == ["POST"]


async def test_the_fallback_to_submit_does_the_same(office: Office) -> None:
    await office.post({**message(id="20"), "text": None, "value": {"line": "netwerken flevoland"}, "replyToId": "1"})
    await office.connector.until(lambda: bool(office.connector.sent))
    assert "Noordelijk Flevoland" in office.connector.texts("a:adviseur")[0]


async def test_the_message_extension_finds_networks_to_insert(office: Office) -> None:
    answer = await office.invoke(query("netwerken", "flevoland"))
    found = answer["composeExtension"]
    assert (found["type"], found["attachmentLayout"]) == ("result", "list")
    titles = [each["preview"]["content"]["title"] for each in found["attachments"]]
    assert any("Flevoland" in title for title in titles)
    assert all(each["content"]["version"] == "1.5" for each in found["attachments"])


async def test_the_message_extension_finds_questions(office: Office) -> None:
    answer = await office.invoke(query("vragen", "bodem"))
    assert answer["composeExtension"]["attachments"]


async def test_the_message_extension_with_nothing_typed_shows_something_to_begin_with(office: Office) -> None:
    activity = query("netwerken", "true")
    activity["value"]["parameters"] = [{"name": "initialRun", "value": "true"}]
    assert (await office.invoke(activity))["composeExtension"]["attachments"]
