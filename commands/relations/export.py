"""Hands over all ties as a file: CSV for a spreadsheet, JSON for a program, GraphML for who draws networks."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from bot.chat.reply import Action, Actions, Block, File, Quote, Reply, Text, words
from bot.chat.spans import Bold, Code, straight
from bot.chat.texts import _
from bot.command.command import Ask, Context, command
from bot.command.labels import Labels
from bot.command.refusal import Refused
from bot.exchange.formulas import guarded
from bot.inbound.documents import Asking, Document
from bot.members.personal_data import parts
from bot.reading.value_readers import LONGEST_TEXT
from commands.relations.readers import find, unknown
from storage import atlas
from storage.database.database import Tx
from storage.links import Thing
from storage.relations import partners, ties
from storage.relations.partners import Partner
from storage.relations.relation import Tie
from storage.vocabulary import Role

MOST: Final = 4 * LONGEST_TEXT
"""Characters of a file in one message, for who cannot take a file."""
_GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
_FORBIDDEN: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
COLUMNS: Final = ("from", "from_kind", "tie", "to", "to_kind", "chance", "times", "text")


class Form(StrEnum):
    """Says what kind of file it is."""

    csv = "csv"
    json = "json"
    graphml = "graphml"


FORMS = Labels(
    Form, {Form.csv: _("a table (CSV)"), Form.json: _("data (JSON)"), Form.graphml: _("a graph (GraphML)")}, {}
)


@dataclass(frozen=True, slots=True)
class Web:
    """Holds all ties that may be told, and what they are between."""

    partners: Sequence[Partner]
    ties: Sequence[tuple[Partner, Tie, Partner]]


def web(tx: Tx, of: Collection[Thing] | None = None) -> Web:
    """Read the ties that both sides said and those that are counted, between what is on the list; of some, or all."""
    found = [each for each in ties.every(tx) if of is None or each.one in of or each.other in of]
    known = partners.load(tx, {side for each in found for side in (each.one, each.other)})
    shown = [(known[each.one], each, known[each.other]) for each in found if each.one in known and each.other in known]
    among = {partner.thing: partner for one, _tie, other in shown for partner in (one, other)}
    return Web([among[each] for each in sorted(among)], shown)


def _row(one: Partner, tie: Tie, other: Partner) -> dict[str, str | int | bool]:
    values = (one.name, one.thing.kind, tie.name, other.name, other.thing.kind, tie.chance, tie.times, tie.line)
    return dict(zip(COLUMNS, values, strict=True))


def _csv(held: Web) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for each in held.ties:
        row = _row(*each)
        told = {"chance": "yes" if row["chance"] else "no", "times": str(row["times"] or "")}
        writer.writerow({name: guarded(straight(str(value))) for name, value in {**row, **told}.items()})
    return out.getvalue()


def _json(held: Web) -> str:
    things = [{"id": _id(each), "kind": each.thing.kind, "name": each.name} for each in held.partners]
    rows = [{**_row(*each), "from": _id(each[0]), "to": _id(each[2])} for each in held.ties]
    return json.dumps({"things": things, "ties": rows}, ensure_ascii=False, indent=1)


def _graphml(held: Web) -> str:
    """As http://graphml.graphdrawing.org/specification.html has it."""
    root = ET.Element("graphml", xmlns=_GRAPHML)
    for what, name, kind in (
        *(("node", "name", "string"), ("node", "kind", "string"), ("edge", "tie", "string")),
        *(("edge", "chance", "boolean"), ("edge", "times", "int"), ("edge", "text", "string")),
    ):
        ET.SubElement(root, "key", {"id": name, "for": what, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(root, "graph", {"id": "ties", "edgedefault": "directed"})
    for each in held.partners:
        _data(ET.SubElement(graph, "node", id=_id(each)), {"name": each.name, "kind": each.thing.kind})
    for one, tie, other in held.ties:
        edge = ET.SubElement(graph, "edge", source=_id(one), target=_id(other))
        chance = str(tie.chance).lower()
        _data(edge, {"tie": tie.name, "chance": chance, "times": str(tie.times), "text": tie.line})
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def _data(parent: ET.Element, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        ET.SubElement(parent, "data", key=name).text = value.translate(_FORBIDDEN)


def _id(partner: Partner) -> str:
    return f"{partner.thing.kind}-{partner.thing.id}"


_WRITERS: Final[Mapping[Form, tuple[str, Callable[[Web], str]]]] = {
    Form.csv: ("text/csv", _csv),
    Form.json: ("application/json", _json),
    Form.graphml: ("application/graphml+xml", _graphml),
}


@command(
    nl=("relaties als", "banden als", "download relaties"),
    en=("relations as", "ties as", "download relations"),
    summary=_("Take all ties along as a file"),
    allow=Role.member,
    private=True,
    shows=True,
)
async def ties_as(
    ctx: Context, form: Annotated[Form, Ask(_("As what kind of file?"), label=_("File"))], which: str = ""
) -> Reply:
    media_type, write = _WRITERS[form]
    name, page = _paged(which)
    side = await ctx.read(find, name, ctx.atlas) if name else None
    if name and side is None:
        missing = await unknown(ctx, name)
        near = tuple(Action(each.label, ties_as.line(form, each.value)) for each in missing.choices)
        raise Refused(missing.words, reply=Reply((Text(words(missing.words)), Actions(near))))
    of = side.things if side else None
    if page:
        return _part(await ctx.read(lambda tx: write(web(tx, of))), form, name, page)
    named = ctx.language.text(_("relations-file"))
    line = ties_as.line(form, *((name,) if name else ()), "p1")
    file = File(f"{named}.{form}", media_type, line, ctx.message.sender)
    told = _("These are all ties that both sides said, and those that are counted.")
    if side:
        told = _("These are the ties of {name} that both sides said, and those that are counted.", name=Bold(side.name))
    rather = _("Rather as text, here? Type {line}.", line=Code(file.line))
    return Reply((Text(words(told)), file, Text(words(rather))))


def _paged(which: str) -> tuple[str, int]:
    """Return whose ties are asked for, and which part as text: 0 for the file."""
    found = _PART.search(which)
    return (which[: found.start()].strip(), max(1, int(found[1]))) if found else (which.strip(), 0)


_PART: Final = re.compile(r"(?:^|\s)p(\d{1,5})\s*$", re.IGNORECASE)


def _part(whole: str, form: Form, name: str, page: int) -> Reply:
    """Return one part of the file as text: as much as fits one message."""
    all_parts = parts(whole, MOST) or [""]
    at = min(page, len(all_parts))
    blocks: list[Block] = [Quote(words(all_parts[at - 1]))]
    if at < len(all_parts):
        line = Code(ties_as.line(form, *((name,) if name else ()), f"p{at + 1}"))
        blocks.append(Text(words(_("Type {line} for the next part.", line=line))))
    return Reply(tuple(blocks))


def _contents(form: Form) -> Callable[[Tx, File, Asking], bytes | None]:
    def contents(tx: Tx, file: File, _asking: Asking) -> bytes | None:
        name, _page = _paged(file.line.removeprefix(ties_as.line(form)))
        side = find(tx, name, atlas.atlas(tx)) if name else None
        return None if name and side is None else _WRITERS[form][1](web(tx, side.things if side else None)).encode()

    return contents


DOCUMENTS = tuple(Document(_WRITERS[each][0], _contents(each), begins=ties_as.line()) for each in Form)
