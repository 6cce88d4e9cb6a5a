"""Declares the file of members: those who signed up, as far as they agreed to be shown."""

from collections.abc import Iterator

from bot.chat.texts import LANGUAGES, _
from bot.exchange.core.platform import TERMINAL
from bot.exchange.format import NUMBER, Format
from bot.exchange.refused import none_of
from bot.exchange.row import LONGEST_TEXT, Rejected, Row, joined, separate
from bot.exchange.view import View
from bot.members.visibility import FOUND
from storage.accounts import lists
from storage.accounts.lists import MemberSheet
from storage.exchange import Result
from storage.members import people
from storage.members.member import Member
from storage.networks import networks
from storage.vocabulary import Field, NetworkRole, NetworkStatus, Place


def _member(row: Row) -> Result:
    key = row.text("key", 120, needed=True)
    language = row.text("language", 2)
    if language not in ("", *LANGUAGES):
        raise Rejected(none_of(language, LANGUAGES), "language")
    identities = tuple(_identity(each) for each in row.several("identities", 420))
    sheet = MemberSheet(
        key=key,
        name=row.name("name", 120),
        organisation_id=row.organisation("organisation"),
        position=row.text("role", 120),
        knows=row.text("knows", LONGEST_TEXT),
        regions=row.regions("regions"),
        themes=row.themes("themes"),
        consents=_consents(row),
        convenor_of=frozenset(row.network("convenor_of", name) for name in row.several("convenor_of")),
        language=language or None,
        # An example member can be tried: plek chat --as KEY.
        identities=((TERMINAL, key), *identities) if row.world.example else identities,
    )
    return lists.put_member(row.tx, sheet, row.world.now, example=row.world.example)[1]


def _identity(text: str) -> tuple[str, str]:
    platform, colon, native = text.partition(":")
    if not colon or not platform.isalpha() or not native:
        raise Rejected(_("«{said}» is none. Write it like matrix:@naam:voorbeeld.nl", said=text), "identities")
    return platform.lower(), native


def _consents(row: Row) -> frozenset[tuple[Field, Place]] | None:
    """`yes`, `no`, or exactly what may be shown where: `found:members;knows:web`. Empty says nothing."""
    value = row.text("consent", 400)
    if not value:
        return None
    if ":" not in value:
        return FOUND if row.yes("consent") else frozenset()
    agreed = set()
    fields, places = ", ".join(Field), ", ".join(Place)
    for part in separate(row.values["consent"]):
        shown, _colon, where = part.strip().partition(":")
        if shown not in set(Field) or where not in set(Place):
            told = _(
                "«{said}» is not like found:members ({fields}; {places}).", said=part, fields=fields, places=places
            )
            raise Rejected(told, "consent")
        agreed.add((Field(shown), Place(where)))
    return frozenset(agreed)


def _members(view: View) -> Iterator[dict[str, str]]:
    web = view.place is Place.web
    for each in lists.all_members(view.tx):
        if not view.shows(each, Field.found):
            continue
        at_work, knows = view.shows(each, Field.organisation), view.shows(each, Field.knows)
        known = [f"{one.platform}:{one.native_id}" for one in people.identities_of(view.tx, each.id)]
        driven = networks.of_member(view.tx, each.id, NetworkRole.convenor)
        yield {
            "key": view.key("member", f"m-{each.id}", each.id),
            "name": each.name,
            "organisation": each.organisation.name if each.organisation and at_work else "",
            "role": each.position if at_work else "",
            "regions": view.regions(each.regions),
            "themes": view.themes(each.themes),
            "knows": each.knows if knows else "",
            "consent": _consent(each, view.place),
            # What one drives, and speaks, was not asked for the web.
            "convenor_of": "" if web else joined(each.name for each in driven if each.status is NetworkStatus.listed),
            "language": "" if web else each.language,
            "identities": joined(known),
            NUMBER: str(each.id),
        }


def _consent(member: Member, place: Place | None) -> str:
    if place is Place.web:
        return joined(sorted(f"{field}:{where}" for field, where in member.consents if where is place))
    if not member.consents:
        return "no"
    if member.consents == FOUND:
        return "yes"
    return joined(sorted(f"{field}:{place}" for field, place in member.consents))


MEMBERS = Format(
    "members",
    ("key", "name", "consent"),
    ("organisation", "role", "regions", "themes", "knows", "convenor_of", "language", "identities", NUMBER),
    _member,
    _members,
    rank=50,
    private=frozenset({"identities", NUMBER}),
    web=True,
)
