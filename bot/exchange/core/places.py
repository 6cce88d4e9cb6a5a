"""Declares the file of places: the channels and groups that the bot is in."""

from collections.abc import Iterator

from bot.chat.message import Conversation, Kind
from bot.chat.reply import codec
from bot.chat.texts import LANGUAGES, _
from bot.exchange.core.platform import TERMINAL
from bot.exchange.format import Format
from bot.exchange.refused import none_of
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View
from storage.exchange import Result
from storage.messaging import conversations, lists


def _place(row: Row) -> Result:
    language = row.text("language", 2) or "nl"
    if language not in LANGUAGES:
        raise Rejected(none_of(language, LANGUAGES), "language")
    key, name = row.text("key", 500, needed=True), row.text("name", 160)
    regions, themes = row.regions("regions"), row.themes("themes")
    kind = row.text("kind", 20) or Kind.channel
    if kind not in set(Kind):
        raise Rejected(none_of(kind, Kind), "kind")
    if ":" in key:
        held = conversations.by_key(row.tx, key)
        if held is None:
            told = _(
                "the bot is not in «{place}». Add it there first; then it greets, and can be described.", place=key
            )
            raise Rejected(told, "key")
        return lists.put_place(row.tx, held, language, regions, themes)
    place = Conversation(TERMINAL, key, Kind(kind), name=name)
    held = conversations.by_key(row.tx, place.key)
    if held:
        return lists.put_place(row.tx, held, language, regions, themes)
    made, _new = conversations.put(
        row.tx,
        key=place.key,
        platform=place.platform,
        kind=place.kind,
        name=name,
        language=language,
        address=codec.dump(place),
        now=row.world.now,
    )
    conversations.describe(row.tx, made.id, regions=regions, themes=themes)
    return Result.new


def _places(view: View) -> Iterator[dict[str, str]]:
    for each in lists.all_places(view.tx):
        yield {
            "key": each.key.removeprefix(f"{TERMINAL}:"),
            "name": each.name,
            "kind": each.kind,
            "language": each.language,
            "regions": view.regions(each.regions),
            "themes": view.themes(each.themes),
        }


PLACES = Format("places", ("key", "name", "kind", "language"), ("regions", "themes"), _place, _places, rank=80)
