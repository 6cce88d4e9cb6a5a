"""Sets up an installation by asking: the database, each platform, the first administrator, and the lists there are.

What is answered stands in the TOML file at once, so that stopping loses nothing, and doing it again asks with what is
there as the answer.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.app import utc_now
from bot.cli import toml_file
from bot.cli.asking import Platform, ask, ask_until, yes
from bot.cli.console import out
from bot.settings.loading import CONFIG, read, variables_set
from bot.settings.sections import DEFAULT_DATABASE
from storage.accounts import lists
from storage.accounts.lists import MemberSheet
from storage.database.database import Database, UnsupportedDatabase
from storage.maintenance import diagnosis
from storage.members import people, roles
from storage.members.roles import Grant
from storage.vocabulary import Role

Data = dict[str, Any]  # Any: what TOML holds


def file() -> Path:
    """Return where the settings stand, or will."""
    return Path(os.environ.get(CONFIG) or "plek.toml")


def ask_settings(platforms: Mapping[str, Platform]) -> None:
    """Ask for the database and for each platform, and write what is answered. Raises `Stopped`, `OSError`."""
    target = file()
    data: Data = dict(read(target) if target.is_file() else {})
    out().print(f"What you answer stands in {target}; Enter keeps what is between brackets.\n", markup=False)
    above = variables_set()
    if above:
        out().print(f"What is set in the environment counts above it: {', '.join(sorted(above))}.\n", markup=False)
    _database(data)
    toml_file.write(target, data)
    for name, platform in platforms.items():
        _platform(data, name, platform)
        toml_file.write(target, data)


def _database(data: Data) -> None:
    held = dict(data.get("database", {}))
    told = "Where is the database? A file does for most; PostgreSQL for several machines"
    url = ask_until(told, _unreachable, default=held.get("url", DEFAULT_DATABASE))
    if url != DEFAULT_DATABASE or held:
        data["database"] = {**held, "url": url}


def _unreachable(url: str) -> str | None:
    """Say why that database cannot be used."""
    try:
        opened = Database(url)
    except UnsupportedDatabase as why:
        return str(why)
    except OSError as why:
        return f"{why.strerror}: {why.filename}"
    except ValueError as why:
        return f"This is no address of a database: {why}"
    try:
        with opened.begin() as tx:
            state = diagnosis.schema(tx)
    except Exception as error:  # what a database says of itself; anything else is a fault of ours
        why_not = diagnosis.reason(error)
        if why_not is None:
            raise
        return f"The database says: {why_not}"
    finally:
        opened.close()
    return None if state.known or state.revision is None else "A newer version of the bot uses this database."


def _platform(data: Data, name: str, platform: Platform) -> None:
    held = dict(data.get(name, {}))
    if not yes(f"\nServe {platform.title}?", default=bool(held)):
        if held:
            data.pop(name)
            out().print(f"  {platform.title} is served no more; its settings are in {file()}.before.", markup=False)
        return
    before: Data | None = None
    # What does not fit is asked again, until it fits or the answer is the same.
    while before is None or (held != before and platform.wrong(held)):
        before = dict(held)
        for each in platform.asked:
            said = ask(f"  {each.text}", default=str(held.get(each.name, "")), example=each.example, secret=each.secret)
            if said:
                held[each.name] = said
        for wrong in platform.wrong(held):
            out().print(f"  {wrong}", markup=False)
    data[name] = held
    out().print(f"  More about it: {platform.more}", markup=False)


def first_administrator(database: Database) -> bool:
    """Let somebody be administrator while nobody is: whether there is one now. Raises `Stopped`."""
    with database.begin() as tx:
        if roles.anyone_is(tx, Role.admin):
            return True
    told = "\nWho becomes the first administrator? (like matrix:@name:example.org; Enter: by a code, later)"
    identity = ask_until(told, _no_identity)
    if not identity:
        return False
    name = ask_until("  What are they called in the Café?", lambda said: None if said else "A name is needed.")
    platform, _colon, native = identity.partition(":")
    with database.begin() as tx:
        met = people.by_identity(tx, platform, native)
        member = met.id if met and met.signed_up_at else _made(tx, identity, name)
        roles.grant(tx, member, Grant(Role.admin), None, utc_now())
    out().print(f"  {name} is administrator as soon as they write to the bot.", markup=False)
    return True


def _made(tx: Any, identity: str, name: str) -> int:  # Any: a transaction of the database
    platform, _colon, native = identity.partition(":")
    sheet = MemberSheet(
        key=f"administrator:{identity}",
        name=name,
        organisation_id=None,
        position="",
        knows="",
        regions=frozenset(),
        themes=frozenset(),
        consents=frozenset(),
        convenor_of=frozenset(),
        language=None,
        identities=((platform, native),),
    )
    return lists.put_member(tx, sheet, utc_now())[0]


def _no_identity(said: str) -> str | None:
    platform, colon, native = said.partition(":")
    if not said or (colon and platform.isalpha() and native):
        return None
    return "That is a platform, a colon, and who they are there: matrix:@name:example.org or teams:ID."


def lists_to_import() -> list[Path]:
    """Ask for lists; none is fine. Raises `Stopped`."""
    told = "\nA file or folder with lists to import: networks, members (.csv, .xlsx; Enter: none)"
    said = ask_until(told, lambda said: None if not said or Path(said).exists() else f"There is no {said} here.")
    return [Path(said)] if said else []


def next_steps(*, administrator: bool) -> None:
    """Say what to do now."""
    out().print("\nWhat comes next:")
    out().print("  plek run      serves it; as a service that begins with the machine: docs/operations.md")
    if not administrator:
        out().print("                it shows a code: who sends the bot «beheerder CODE» becomes administrator")
    out().print("  plek doctor   looks again, at any time; plek setup asks again, with what you answered now")
    out().print("  docs/pilot    what to tell members, and a plan for the first six weeks (Dutch)")
