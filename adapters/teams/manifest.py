"""Makes the app package that an administrator uploads: manifest, both languages, icons."""

import json
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator

from adapters.teams import icons
from bot.chat.texts import Language, Msg, _

SCHEMA_VERSION = "1.19"
SCHEMAS = Path(__file__).parent / "schema"

Json = dict[str, Any]
"""Any: JSON."""

COMMANDS: tuple[tuple[str, str, Msg], ...] = (
    ("hulp", "help", _("What I can do")),
    ("wie weet", "who knows", _("Find out who knows about something")),
    ("vraag", "ask", _("Ask a knowledge question")),
    ("vragen", "questions", _("See which questions there are")),
    ("netwerken", "networks", _("See which networks there are")),
    ("netwerk aanmelden", "register network", _("Register a network")),
    ("aanmelden", "sign up", _("Sign up, so that others can find you")),
    ("volg", "follow", _("Follow a network, question, theme or region")),
    ("weekbericht", "digest", _("See and change the digest: what is new, every week")),
    ("mijn gegevens", "my data", _("See everything that is kept about you")),
)
"""The command menu, ten at most: what to type in Dutch and in English, and what it does."""

EXTENSION: tuple[tuple[str, Msg, Msg], ...] = (
    ("netwerken", _("Networks"), _("See which networks there are")),
    ("vragen", _("Questions"), _("See which questions there are")),
)
"""The message extension's commands: their ids are the lines that they run."""

RSC = ("ChannelMessage.Read.Group", "ChatMessage.Read.Chat")
"""Optional: the bot then also receives what is said without a mention, and drops it unless it is addressed."""


class InvalidManifest(ValueError):
    """Teams would refuse the package. Says where and why."""


@dataclass(frozen=True, slots=True)
class App:
    """Holds what differs between installations."""

    app_id: str
    version: str
    developer: str
    website: str
    privacy: str
    terms: str
    rsc: bool = False


def package(app: App) -> bytes:
    """Return the zip file. Raises `InvalidManifest`."""
    files = {
        "manifest.json": _validated(manifest(app), "manifest"),
        "en.json": _validated(localised("en"), "localization"),
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
        archive.writestr("color.png", icons.color())
        archive.writestr("outline.png", icons.outline())
    return packed.getvalue()


def manifest(app: App) -> Json:
    """Return the manifest, in Dutch."""
    told = _told("nl")
    permissions = {"permissions": {"resourceSpecific": [{"name": name, "type": "Application"} for name in RSC]}}
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA_VERSION}/MicrosoftTeams.schema.json",
        "manifestVersion": SCHEMA_VERSION,
        "version": app.version,
        "id": app.app_id,
        "developer": {
            "name": app.developer,
            "websiteUrl": app.website,
            "privacyUrl": app.privacy,
            "termsOfUseUrl": app.terms,
        },
        "localizationInfo": {
            "defaultLanguageTag": "nl",
            "additionalLanguages": [{"languageTag": "en", "file": "en.json"}],
        },
        "name": {"short": told["name.short"], "full": told["name.full"]},
        "description": {"short": told["description.short"], "full": told["description.full"]},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": f"#{bytes(icons.GROUND).hex().upper()}",
        "bots": [
            {
                "botId": app.app_id,
                "scopes": ["personal", "team", "groupChat"],
                "supportsFiles": True,
                "isNotificationOnly": False,
                "commandLists": [
                    {
                        "scopes": ["personal", "team", "groupChat"],
                        "commands": [
                            {"title": typed, "description": Language("nl").text(summary)}
                            for typed, _english, summary in COMMANDS
                        ],
                    }
                ],
            }
        ],
        "composeExtensions": [_extension(app, told)],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [],
        **({"authorization": permissions} if app.rsc else {}),
    }


def _extension(app: App, told: dict[str, str]) -> Json:
    """Return what is found and put into a message while it is written."""
    return {
        "botId": app.app_id,
        "commands": [
            {
                "id": line,
                "type": "query",
                "title": Language("nl").text(title),
                "description": Language("nl").text(summary),
                "initialRun": True,
                "context": ["compose", "commandBox"],
                "parameters": [
                    {"name": "words", "title": told["words"], "description": told["about"], "inputType": "text"}
                ],
            }
            for line, title, summary in EXTENSION
        ],
    }


def localised(language: str) -> Json:
    """Give what the manifest says in another language."""
    told = _told(language)
    strings = {name: text for name, text in told.items() if "." in name}
    for number, (_dutch, english, summary) in enumerate(COMMANDS):
        strings[f"bots[0].commandLists[0].commands[{number}].title"] = english
        strings[f"bots[0].commandLists[0].commands[{number}].description"] = Language(language).text(summary)
    for number, (_line, title, summary) in enumerate(EXTENSION):
        command = f"composeExtensions[0].commands[{number}]"
        strings[f"{command}.title"] = Language(language).text(title)
        strings[f"{command}.description"] = Language(language).text(summary)
        strings[f"{command}.parameters[0].title"] = told["words"]
        strings[f"{command}.parameters[0].description"] = told["about"]
    schema = (
        f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA_VERSION}/MicrosoftTeams.Localization.schema.json"
    )
    return {"$schema": schema, **strings}


def _told(language: str) -> dict[str, str]:
    said = Language(language).text
    return {
        "name.short": "PLeK Café",
        "name.full": said(_("PLeK Café: the knowledge broker")),
        "description.short": said(_("Who knows what, which networks there are, and who can answer your question.")),
        "description.full": said(
            _(
                "The knowledge broker of the PLeK Café connects the knowledge and learning networks of the physical "
                "living environment. Ask who knows about something, find a network, put a knowledge question, and read "
                "every week what is new. Type help to see what it can do."
            )
        ),
        "words": said(_("Words")),
        "about": said(_("What it is about, or a region")),
    }


def _validated(content: Json, schema: str) -> Json:
    rules = json.loads((SCHEMAS / f"{schema}-{SCHEMA_VERSION}.json").read_text())
    wrong = sorted(Draft4Validator(rules).iter_errors(content), key=lambda error: list(map(str, error.path)))
    if wrong:
        raise InvalidManifest("; ".join(f"{'.'.join(map(str, each.path)) or schema}: {each.message}" for each in wrong))
    return content
