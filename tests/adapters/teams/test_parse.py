"""What Teams sends becomes an event, to the last field that matters; what is not for us becomes nothing."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.teams.parse import Malformed, parse, pressed_in
from bot.chat.message import Deleted, Edited, Event, Identity, Installed, Kind, Message, Removed
from bot.chat.spans import Bold
from tests.adapters.teams.activities import BOT, SERVICE, TENANT, in_channel, message

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def event(activity: dict[str, Any]) -> Event | None:  # Any: JSON
    return parse(activity, now=NOW)


def said(activity: dict[str, Any]) -> Message:  # Any: JSON
    found = event(activity)
    assert isinstance(found, Message)
    return found


def test_a_person_is_a_tenant_and_an_object_id() -> None:
    one = said(message())
    assert one.sender.id == f"{TENANT}/00000000-0000-4000-8000-000000000003"
    assert one.sender.name == "Adviseur Water"
    assert one.locale == "nl-NL"


def test_the_tenant_comes_from_the_channel_data() -> None:
    """`conversation.tenantId` may be the guest's; the SDK leaves it empty altogether."""
    guest = message()
    guest["conversation"]["tenantId"] = "00000000-0000-4000-8000-00000000beef"
    assert said(guest).sender.id.startswith(TENANT)


def test_a_thread_is_split_from_its_channel() -> None:
    place = said(in_channel("hulp")).conversation
    assert (place.id, place.thread, place.kind) == ("19:bodem@thread.tacv2", "1690000000000", Kind.channel)
    assert place.name == "Bodem"
    assert place.address == {
        "service": SERVICE,
        "tenant": TENANT,
        "bot": BOT,
        "team": "19:general@thread.tacv2",
    }


def test_two_threads_are_two_conversations_of_one_place() -> None:
    one, other = (said(in_channel("hulp", thread=number)).conversation for number in ("1", "2"))
    assert one.key != other.key
    assert one.place.key == other.place.key


def test_only_the_mention_of_us_is_cut_and_only_once() -> None:
    activity = in_channel("wat weet PLeK van <at>Jan</at>&nbsp;en &lt;PLeK&gt;?")
    activity["entities"].append({"type": "mention", "text": "<at>Jan</at>", "mentioned": {"id": "29:1", "name": "Jan"}})
    assert said(activity).text == "wat weet PLeK van Jan en <PLeK>?"


def test_what_is_said_without_a_mention_is_for_the_adapter_to_drop() -> None:
    """With the RSC permission everything that is said in the channel arrives (test_conversing)."""
    assert not said(in_channel("hulp") | {"entities": [], "text": "tegen elkaar"}).addressed


def test_a_mention_of_somebody_else_is_not_for_us() -> None:
    other = {"type": "mention", "text": "<at>PLeK</at>", "mentioned": {"id": "29:1", "name": "PLeK"}}
    assert not said(in_channel("hulp") | {"entities": [other]}).addressed


@pytest.mark.parametrize(("kind", "closed"), [("standard", False), ("private", True), ("shared", True)])
def test_a_channel_for_some_is_closed(kind: str, closed: bool) -> None:
    activity = in_channel("hulp") | {"type": "installationUpdate", "action": "add"}
    activity["channelData"]["channel"]["type"] = kind
    installed = event(activity)
    assert isinstance(installed, Installed)
    assert installed.closed is closed


@pytest.mark.parametrize("who", [{"id": "28:other-bot"}, {"id": "x", "role": "bot"}])
def test_the_bot_never_speaks_to_another_bot(who: dict[str, str]) -> None:
    assert event({**message(), "from": who}) is None


def test_the_same_number_in_two_chats_is_two_events() -> None:
    """Teams numbers messages by the millisecond within a conversation."""
    assert said(message()).id != said(in_channel("hulp", id="1")).id
    assert said(message()).id == said(message()).id


def test_a_submit_is_its_line_with_what_was_filled_in() -> None:
    value = {"line": "aanmelden", "fields": "name regions knows", "in.name": "Jan", "in.regions": "Twente"}
    value["in.regions.more"] = "De Peel"
    activity = message()
    del activity["text"]
    pressed = said(activity | {"value": value, "replyToId": "7"})
    assert pressed.text == "aanmelden"
    assert pressed.values == {"name": "Jan", "regions": "Twente; De Peel", "knows": ""}
    assert pressed.reply_to == "7"


def test_a_submit_in_a_channel_needs_no_mention() -> None:
    activity = in_channel("") | {"entities": [], "text": None, "value": {"line": "K-12"}}
    assert said(activity).text == "K-12"


def test_data_of_other_cards_is_no_button_of_ours() -> None:
    assert pressed_in({"msteams": {"type": "task/fetch"}}) is None
    assert pressed_in({"line": ["K-12"]}) is None
    assert pressed_in("K-12") is None


def test_an_edit_is_of_the_message_as_first_sent() -> None:
    edited = event(message("netwerken twente", type="messageUpdate"))
    assert isinstance(edited, Edited)
    assert edited.message.id == said(message()).id
    assert edited.id != edited.message.id


def test_two_edits_are_two_events() -> None:
    one, other = (event(message(text, type="messageUpdate")) for text in ("een", "twee"))
    assert one
    assert other
    assert one.id != other.id


def test_a_deletion_names_what_is_gone() -> None:
    gone = event(message(type="messageDelete"))
    assert isinstance(gone, Deleted)
    assert gone.message_id == said(message()).id


def test_being_added_is_told_in_two_ways() -> None:
    added = [
        event(message(type="installationUpdate", action="add")),
        event(message(type="conversationUpdate", membersAdded=[{"id": BOT}])),
    ]
    assert all(isinstance(each, Installed) for each in added)


def test_others_coming_and_going_ask_for_nothing() -> None:
    assert event(message(type="conversationUpdate", membersAdded=[{"id": "29:1"}])) is None
    assert event(message(type="conversationUpdate", membersRemoved=[{"id": "29:1"}])) is None
    assert event(message(type="conversationUpdate", channelData={"eventType": "channelRenamed"})) is None


@pytest.mark.parametrize("how", [{"type": "installationUpdate", "action": "remove"}, {"membersRemoved": [{"id": BOT}]}])
def test_being_taken_out_is_told(how: dict[str, Any]) -> None:
    assert isinstance(event(message(**{"type": "conversationUpdate", **how})), Removed)


def test_attachments_are_linked_and_the_html_copy_of_the_text_is_none() -> None:
    files = [
        {"contentType": "text/html", "content": "<p>hulp</p>"},
        {"contentType": "image/*", "contentUrl": "https://beeld.example/bodem.png"},
        {"contentType": "image/*", "contentUrl": "https://teams.test/emea/v3/attachments/0-weu-1/views/original"},
        {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "contentUrl": "https://contoso.sharepoint.com/personal/adviseur/Documents/Kaart.pdf",
            "name": "Kaart.pdf",
            "content": {"downloadUrl": "https://download.link", "uniqueId": "1150D938", "fileType": "pdf", "etag": "1"},
        },
        {"contentType": "x", "name": "slim", "contentUrl": "javascript:alert(1)"},
    ]
    names = [(each.name, each.url) for each in said(message(attachments=files)).attachments]
    drive = "https://contoso.sharepoint.com/personal/adviseur/Documents"
    pasted = ("", "")  # nobody but the bot can open it where it is
    assert names == [("bodem.png", "https://beeld.example/bodem.png"), pasted, ("Kaart.pdf", f"{drive}/Kaart.pdf")]


@pytest.mark.parametrize("name", ["conversation", "from"])
def test_what_every_activity_has_is_missed_when_it_is_not_there(name: str) -> None:
    with pytest.raises(Malformed):
        event({**message(), name: None})


@pytest.mark.parametrize(
    "text",
    [
        '<span class="inline-compose-card" itemid="0" itemtype="http://schema.skype.com/InputExtension"> </span>',
        '<attachment id="1"></attachment>',
        '<attachment id="1"/>',
    ],
)
def test_a_card_that_was_inserted_from_the_message_extension_asks_nothing(text: str) -> None:
    assert event(message(text)) is None
    assert said(message(f"wie weet {text} hiervan")).text == "wie weet hiervan"


SKYPE = 'contenteditable="false" itemscope="" itemtype="http://schema.skype.com/Mention"'


@pytest.mark.parametrize(
    "html",
    [
        f'<div><span {SKYPE} itemid="0">PLeK </span> antwoord K-1 Meet <b>eerst</b> met <span {SKYPE} itemid="1">'
        "Ander Lid </span></div>",
        '<p><at id="0">PLeK</at>&nbsp;antwoord K-1 Meet <strong>eerst</strong> met <at id="1">Ander Lid</at></p>',
    ],
    ids=["as documented", "as Teams sends now"],
)
def test_what_was_formatted_beside_mentions_is_read_from_the_html(html: str) -> None:
    """https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook"""
    typed = in_channel("antwoord K-1 Meet eerst met <at>Ander Lid</at>")
    typed["entities"].append(
        {"type": "mention", "text": "<at>Ander Lid</at>", "mentioned": {"id": "29:ander", "name": "Ander Lid"}}
    )
    told = said({**typed, "attachments": [{"contentType": "text/html", "content": html}]})
    assert told.text == "antwoord K-1 Meet eerst met Ander Lid"
    assert [span for span in told.formatted if not isinstance(span, str)] == [Bold("eerst")]
    assert told.attachments == ()


@pytest.mark.parametrize(("change", "kind"), [("channelDeleted", Removed), ("channelRenamed", Installed)])
def test_a_channel_that_is_renamed_or_deleted_is_told_of_that_channel(change: str, kind: type[Event]) -> None:
    activity = in_channel("", type="conversationUpdate")
    activity["conversation"]["id"] = "19:general@thread.tacv2"
    activity["channelData"] |= {
        "eventType": change,
        "channel": {"id": "19:bodem@thread.tacv2", "name": "Bodem en water"},
    }
    told = event(activity)
    assert isinstance(told, kind)
    assert told.conversation.key == "teams:19:bodem@thread.tacv2"
    assert told.conversation.name == "Bodem en water"


@pytest.mark.parametrize(
    ("activity", "answers", "text"),
    [
        (message('<quoted messageId="17"/>Met sensoren.'), "17", "Met sensoren."),
        (message("Met sensoren.", replyToId="17"), "17", "Met sensoren."),
        (
            message(
                '<attachment id="17"></attachment>Met sensoren.',
                attachments=[
                    {"contentType": "messageReference", "content": '{"messageId": "17", "messagePreview": "x"}'}
                ],
            ),
            "17",
            "Met sensoren.",
        ),
        (
            message(
                "Met sensoren.",
                attachments=[
                    {
                        "contentType": "text/html",
                        "content": '<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="17">'
                        "<strong>PLeK</strong><p>Een vraag</p></blockquote><p>Met sensoren.</p>",
                    }
                ],
            ),
            "17",
            "Met sensoren.",
        ),
        (in_channel("Met sensoren.", replyToId="1690000000000"), None, "Met sensoren."),
    ],
)
def test_what_is_quoted_is_what_it_answers(activity: dict[str, Any], answers: str | None, text: str) -> None:
    found = said(activity)
    assert (found.reply_to, found.text) == (answers, text)


def test_who_wrote_what_is_quoted_is_told_where_teams_does() -> None:
    def quoting(sender: dict[str, Any]) -> Message:
        told = {"messageId": "17", "messagePreview": "De kaart is klaar.", "messageSender": sender}
        reference = {"contentType": "messageReference", "content": json.dumps(told)}
        return said(message('<attachment id="17"></attachment>neem mee', attachments=[reference]))

    person = {"user": {"userIdentityType": "aadUser", "id": "anna-1", "displayName": "Anna"}}
    found = quoting(person)
    assert found.quoted == "De kaart is klaar."
    assert found.quoted_from == Identity("teams", f"{TENANT}/anna-1", "Anna")
    for other in (
        {"application": {"id": "x"}, "user": None},
        {"user": {"userIdentityType": "anonymousGuest", "id": "3"}},
    ):
        assert quoting(other).quoted_from is None


def test_an_empty_frame_says_nothing_and_a_forwarded_message_says_what_is_forwarded() -> None:
    assert said(message("<b></b>")).text == ""
    forward = {"contentType": "forwardedMessageReference", "content": {"messagePreview": "Wie kent de ZZS?"}}
    assert said(message('<attachment id="9"></attachment>', attachments=[forward])).text == "Wie kent de ZZS?"


def test_an_undeleted_message_is_restored() -> None:
    data = {"tenant": {"id": TENANT}, "eventType": "undeleteMessage"}
    back = event(message("Met sensoren.", type="messageUpdate", channelData=data))
    assert isinstance(back, Edited)
    assert back.restored


@pytest.mark.parametrize(
    ("change", "kind"),
    [(each, Removed) for each in ("teamArchived", "teamDeleted", "teamHardDeleted")]
    + [(each, Installed) for each in ("teamUnarchived", "teamRestored")],
)
def test_a_team_that_ends_or_comes_back_is_told_of_all_its_channels(change: str, kind: type[Event]) -> None:
    activity = in_channel("", type="conversationUpdate")
    activity["channelData"] |= {"eventType": change}
    told = event(activity)
    assert isinstance(told, Removed | Installed)
    assert isinstance(told, kind)
    assert told.team == told.conversation.address["team"]
    assert isinstance(told, Removed) or told.silent
