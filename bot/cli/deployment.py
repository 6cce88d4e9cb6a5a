"""Gives every subcommand of `plek` what it stands on: settings, read once, logging, and the database.

A platform's own subcommands (`adapters/<platform>/cli.py`) get it with `ctx.find_object(Deployment)`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property

from pydantic import BaseModel

from bot.cli.console import FAILED, fail
from bot.command.command import Commands
from bot.process import logs
from bot.reading.declared import check_kinds
from bot.settings.loading import Settings, load
from bot.settings.problems import InvalidSettings
from bot.settings.sections import SettingsSection
from bot.topic import Topics
from storage.database.database import Database, UnsupportedDatabase
from storage.maintenance import diagnosis
from storage.maintenance.diagnosis import Schema


class Deployment:
    """One installation of the bot, as its settings say."""

    def __init__(
        self, platforms: Callable[[], Mapping[str, type[BaseModel]]], commands: Callable[[], Commands]
    ) -> None:
        self._platforms = platforms
        self._commands = commands
        self.quieter = False
        """Log errors only, unless a level is set: for who is at the terminal, a log is in the way."""

    @cached_property
    def commands(self) -> Commands:
        """All that people can say; found when it is asked for, since few subcommands need it.

        Raises `LetterTaken`, `UnreadableType`, `PhraseTaken`: what topics declare does not fit together.
        """
        commands = self._commands()
        check_kinds(commands)
        return commands

    @property
    def topics(self) -> Topics:
        return self.commands.topics

    @cached_property
    def settings(self) -> Settings:
        """The settings; what is wrong with them ends the program, by name."""
        try:
            loaded = load(self._platforms(), self.topics.all(SettingsSection))
        except InvalidSettings as invalid:
            fail(*invalid.problems)
        quiet = self.quieter and "level" not in loaded.log.model_fields_set
        logs.configure(loaded.log.format, "error" if quiet else loaded.log.level, loaded.secrets())
        return loaded

    @cached_property
    def platforms(self) -> Mapping[str, BaseModel]:
        """The configured platforms with their settings."""
        found = {name: self.settings.platform(name) for name in self._platforms()}
        return {name: section for name, section in found.items() if section is not None}

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Give the database, open. That it cannot be reached, or refuses, ends the program with the reason."""
        try:
            opened = Database(self.settings.database.url.get_secret_value(), threads=self.settings.database.threads)
        except UnsupportedDatabase as unsupported:
            fail(f"PLEK_DATABASE__URL: {unsupported}")
        except OSError as error:
            fail(f"PLEK_DATABASE__URL: {error.strerror}: {error.filename}")
        try:
            yield opened
        except Exception as error:
            reason = diagnosis.reason(error)
            if reason is None:
                raise
            fail(f"The database {opened.described} says: {reason}", code=FAILED)
        finally:
            opened.close()

    @contextmanager
    def ready_database(self) -> Iterator[Database]:
        """Give the database, with the schema that this version needs; another schema ends the program."""
        with self.database() as opened:
            with opened.begin() as tx:
                state = diagnosis.schema(tx)
            if state.revision != state.newest:
                fail(outdated(state))
            yield opened


def outdated(state: Schema) -> str:
    """Tell what to do about a schema that is not the newest."""
    if state.revision is None:
        return "The database is empty. Run: plek db upgrade"
    if not state.known:
        return f"The database is at {state.revision}, made by a newer version of the bot. Install that version again."
    return f"The database is at {state.revision}, this version needs {state.newest}. Run: plek db upgrade"
