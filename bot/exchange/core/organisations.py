"""Declares the file of organisations."""

from collections.abc import Iterator

from bot.chat.texts import _
from bot.exchange.format import Format
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View, also
from storage.database.text import fold
from storage.exchange import Result
from storage.members import organisations
from storage.vocabulary import OrganisationKind


def _organisation(row: Row) -> Result:
    name, others = row.name("name", 160), row.several("also")
    for other in others:
        held = organisations.named(row.tx, other)
        if held and held.name != name and fold(other) != fold(name):
            raise Rejected(_("«{said}» is another organisation, {name}.", said=other, name=held.name), "also")
    new = organisations.named(row.tx, name) is None
    _id, changed = organisations.put(row.tx, name, row.one_of("kind", OrganisationKind), also=others)
    return Result.new if new else Result.changed if changed else Result.same


def _organisations(view: View) -> Iterator[dict[str, str]]:
    names = organisations.names(view.tx)
    for each in organisations.every(view.tx):
        yield {"name": each.name, "kind": each.kind or "", "also": also(names, each.id, each.name)}


ORGANISATIONS = Format("organisations", ("name", "kind"), ("also",), _organisation, _organisations, rank=30)
