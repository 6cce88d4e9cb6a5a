"""Declares the files of regions and of themes."""

from collections.abc import Iterator

from bot.chat.texts import _
from bot.exchange.format import Format
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View, also
from storage import atlas
from storage.exchange import Result
from storage.vocabulary import Level


def _region(row: Row) -> Result:
    name, also = row.name("name", 120), row.several("also", 120)
    parents = row.regions("parents")
    new = row.world.atlas(row.tx).region(name) is None
    level = row.one_of("level", Level, needed=True)
    _id, changed = atlas.put_region(row.tx, name, level or Level.regionaal, parents=parents, also=also)
    return _mapped(row, new=new, changed=changed)


def _theme(row: Row) -> Result:
    name, also = row.name("name", 160), row.several("also")
    parents = row.themes("parent")
    if len(parents) > 1:
        raise Rejected(_("a theme has one parent."), "parent")
    new = row.world.atlas(row.tx).theme(name) is None
    _id, changed = atlas.put_theme(row.tx, name, parent=next(iter(parents), None), also=also)
    return _mapped(row, new=new, changed=changed)


def _mapped(row: Row, *, new: bool, changed: bool) -> Result:
    if changed:
        row.world.changed()
    return Result.new if new else Result.changed if changed else Result.same


def _regions(view: View) -> Iterator[dict[str, str]]:
    names = atlas.names_of_regions(view.tx)
    for each in view.atlas.regions.values():
        yield {
            "name": each.name,
            "level": each.level,
            "parents": view.regions(each.parents),
            "also": also(names, each.id, each.name),
        }


def _themes(view: View) -> Iterator[dict[str, str]]:
    names = atlas.names_of_themes(view.tx)
    for each in view.atlas.themes.values():
        parent = view.atlas.themes[each.parent].name if each.parent is not None else ""
        yield {"name": each.name, "parent": parent, "also": also(names, each.id, each.name)}


REGIONS = Format(
    "regions", ("name", "level", "parents"), ("also",), _region, _regions, rank=10, refers_to_itself=True, web=True
)
THEMES = Format("themes", ("name", "parent"), ("also",), _theme, _themes, rank=20, refers_to_itself=True, web=True)
