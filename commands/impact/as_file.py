"""Hands over figures of a year as a table (CSV), with how each is counted: what may not be told is not in it."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from bot.chat.reply import File, Quote, Reply, Text, words
from bot.chat.spans import Bold, Code, straight
from bot.chat.texts import Language, _
from bot.command.command import Context, Takes, command
from bot.command.scope import covers
from bot.exchange.formulas import guarded
from bot.inbound.documents import Asking, Document
from bot.process.office_hours import OfficeHours
from bot.things.figures import Amount, Figure, Median, Number, Share, enough, hides
from bot.topic import Topics
from commands.impact.asked import Wanted, extent_of, figures_of, wanted
from commands.impact.measuring import measured, quarters
from commands.impact.quarters import Quarter, quarter_in
from commands.impact.wording import rounded
from storage.atlas import Atlas, atlas
from storage.database.database import Tx
from storage.extents import Extent
from storage.members import people
from storage.vocabulary import Role

CSV: Final = "text/csv"
YEAR: Final = 4
"""Quarters in a file."""
COLUMNS: Final = ("figure", "quarter", "regions", "themes", "number", "of", "hours", "counted")
_BOUNDS: Final = "; "
_THEMES: Final = " / "


def _line(asked: Wanted) -> str:
    """What is asked for, so that it reads back without a doubt: "2026-q4; Twente; Salland / water"."""
    return _BOUNDS.join((asked.quarter.word, *asked.regions)) + _THEMES + _BOUNDS.join(asked.themes)


def _not_apart(asked: Wanted) -> Iterator[Text]:
    """Say what was asked for and is not in it."""
    left = (*asked.read.line, *asked.found.unknown)
    if left:
        told = _(
            "The table is of all questions: it does not tell {what} apart. {line} does.",
            what=Bold(", ".join(left)),
            line=Code("impact"),
        )
        yield Text(words(told))


@command(
    nl=("impact als csv", "impact als bestand", "cijfers als csv"),
    en=("impact as csv", "impact as a file", "figures as csv"),
    summary=_("Take the figures of a year along as a table"),
    allow=Role.member,
    private=True,
    shows=True,
    hidden=True,
    takes=Takes.names,
)
async def impact_as_file(ctx: Context, which: str = "") -> Reply:
    as_text, text = _as_text(which)
    asked = await wanted(ctx, text.translate(str.maketrans(";/", "  ")))
    line = _line(asked)
    if as_text:
        whole = await ctx.read(_table, line, ctx.member.id, ctx.atlas, ctx.choices.of(OfficeHours), ctx.topics, ctx.now)
        return Reply((*_not_apart(asked), Quote(words(whole))))
    name = ctx.language.text(_("impact-file"))
    file = File(f"{name}.csv", CSV, impact_as_file.line(line, "p1"), ctx.message.sender)
    told = _("These are the figures of a year until that quarter. What is too little to tell is not in it.")
    rather = _("Rather as text, here? Type {line}.", line=Code(file.line))
    return Reply((Text(words(told)), *_not_apart(asked), file, Text(words(rather))))


def _as_text(which: str) -> tuple[bool, str]:
    text, _gap, last = which.strip().rpartition(" ")
    return (True, text) if last.lower() == "p1" else (which.strip().lower() == "p1", which)


def _contents(tx: Tx, file: File, asking: Asking) -> bytes | None:
    """Write it as its owner may see it at this moment."""
    member = people.by_identity(tx, file.owner.platform, file.owner.id)
    if member is None or member.signed_up_at is None or member.blocked_at:
        return None
    said = next((each for each in impact_as_file.line().forms if file.line.startswith(each)), "")
    line = file.line.removeprefix(said).removesuffix("p1").strip()
    hours = asking.choices.of(OfficeHours)
    return _table(tx, line, member.id, atlas(tx), hours, asking.topics, asking.now).encode()


DOCUMENT: Final = Document(CSV, _contents, begins=impact_as_file.line())


def _table(tx: Tx, line: str, member: int, known: Atlas, hours: OfficeHours, topics: Topics, now: datetime) -> str:
    quarter, extent, names = _bounds(known, line, now)
    reader = people.get(tx, member)
    whole = reader is not None and covers(reader, known, Role.coordinator, regions=_ids(known, names[0]))
    figures = [each for each in figures_of(topics) if whole or each.for_all]
    year = quarters(extent, quarter, YEAR)
    language = Language(reader.language if reader else "nl")
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for figure, amounts in zip(
        figures, measured(tx, figures, [each for _when, each in year], known, hours, topics), strict=True
    ):
        for (when, _extent), amount in zip(year, amounts, strict=True):
            for values in _told(figure, amount):
                row = {"figure": language.text(figure.label), "quarter": when.word, **values}
                row |= {"regions": names[0], "themes": names[1], "counted": language.text(figure.means)}
                writer.writerow({name: guarded(straight(value)) for name, value in row.items()})
    return out.getvalue()


def _bounds(known: Atlas, line: str, now: datetime) -> tuple[Quarter, Extent, tuple[str, str]]:
    head, _gap, themes = f"{line} ".partition(_THEMES.rstrip())
    word, *regions = head.split(";")
    names = tuple("; ".join(filter(None, (each.strip() for each in those))) for those in (regions, themes.split(";")))
    _rest, quarter = quarter_in(word, now)
    on = frozenset(found.id for each in names[1].split("; ") if (found := known.theme(each)))
    return quarter, extent_of(known, quarter, now, _ids(known, names[0]), on), (names[0], names[1])


def _ids(known: Atlas, names: str) -> frozenset[int]:
    return frozenset(found.id for each in names.split("; ") if (found := known.region(each)))


def _told(figure: Figure, amount: Amount) -> Iterator[dict[str, str]]:
    """A row, when it may be told: of people neither side of a share under the bound, as in words."""
    if not enough(amount) or hides(figure, amount):
        return
    match amount:
        case Number(of=times):
            yield {"number": str(times)}
        case Share(part=part, of=of):
            yield {"number": str(part), "of": str(of)}
        case Median(hours=hours_, of=of):
            yield {"hours": str(rounded(hours_)), "of": str(of)}
