"""A PostgreSQL server of our own on loopback, with fresh databases in milliseconds and faults on demand."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.servers.process import MissingProgram, Process, free_port

INSTALLED = Path("/usr/lib/postgresql")
SUPERUSER, ROLE = "postgres", "plek"
"""The bot's role is an ordinary one, that owns its databases and nothing else: as the documentation advises."""

PASSWORDS = {SUPERUSER: "of/the:server", ROLE: "s3cr3t p@ss/w:rd%"}
"""Asked for, and such as a URL has to quote."""

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    # A test may lose its data in a power cut, and gains half its time.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # It would visit hundreds of databases that nobody uses any more.
    "autovacuum": "off",
    # Not UTC, so that an instant that leans on the server's time zone is found out.
    "timezone": "Europe/Amsterdam",
    "logging_collector": "off",
}


def programs() -> Path:
    """The folder with `initdb` and `postgres`, the newest version. Raises `MissingProgram`."""
    versions = sorted(INSTALLED.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not versions:
        raise MissingProgram(f"No PostgreSQL in {INSTALLED}. Run `make test-setup` first: it installs postgresql.")
    return versions[-1].parent


class Postgres:
    """One server. `initdb` and `postgres` refuse root, so as root both run as the account `postgres`."""

    def __init__(self, *, bare: bool = False) -> None:
        """`bare` has the superuser's role only."""
        self._bare = bare
        self.port = free_port()
        self._bin = programs()
        # Not in pytest's own temporary folder: that is closed to every other account.
        self._folder = Path(tempfile.mkdtemp(prefix="plek-postgres-"))
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user)
        self._data = self._folder / "data"
        self._numbers = count(1)
        self._spare: dict[str, list[str]] = {}
        self._shapes: dict[str, str] = {}
        settings = [f"--{name}={value}" for name, value in {**SETTINGS, "port": str(self.port)}.items()]
        self._process = Process(
            [self._bin / "postgres", "-D", self._data, "-k", self._folder, *settings],
            log=self._folder / "log",
            cwd=self._folder,
            user=self._user,
            end_signal=signal.SIGINT,  # "fast": ends open connections, which SIGTERM would wait for
        )
        self._initialise()

    def url(self, database: str = "postgres", role: str = ROLE) -> str:
        return f"postgresql://{role}:{quote(PASSWORDS[role], safe='')}@127.0.0.1:{self.port}/{database}"

    def fresh(self, *, like: str | None = None) -> str:
        """The URL of a new database: an empty one, or a copy of the database `like` (see `prepare`)."""
        name = f"test_{next(self._numbers)}"
        self._create(name, like or "template0")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Throw away the database of that URL, whoever is connected; nothing when the server does not answer.

        What is thrown away soon is never written to the disk: a run makes a thousand, of thirteen MB each.
        """
        name = sql.Identifier(url.rpartition("/")[2])
        with suppress(psycopg.OperationalError), self._superuser() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def lend(self, like: str) -> str:
        """The URL of a database as `like` is, which has no rows: one that was given back, or a new one."""
        spare = self._spare.get(like, [])
        return spare.pop() if spare else self.fresh(like=like)

    def give_back(self, url: str, like: str) -> None:
        """Take back what was lent. It is emptied for the next; one of another shape than `like` is thrown away.

        To copy one takes a thousand files, twenty times as long as to empty it.
        """
        if self._shape_of(like) == self._emptied(url):
            self._spare.setdefault(like, []).append(self._renamed(url))
        else:
            self.drop(url)

    def _renamed(self, url: str) -> str:
        """Give a database another name: what a process remembers of one, it remembers by its URL."""
        old, new = url.rpartition("/")[2], f"test_{next(self._numbers)}"
        with self._superuser() as connection:
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(old), sql.Identifier(new)))
        return self.url(new)

    def _shape_of(self, prepared: str) -> str | None:
        if prepared not in self._shapes:
            with self._superuser(prepared) as connection:
                self._shapes[prepared] = _shape(connection)
        return self._shapes[prepared]

    def _emptied(self, url: str) -> str | None:
        """Empty a database: its shape; None when that cannot be, or the server does not answer."""
        try:
            with self._superuser(url.rpartition("/")[2]) as connection:
                connection.execute("SET lock_timeout = '5s'")
                connection.execute(_ALONE)
                connection.execute(_EMPTY)
                return _shape(connection)
        except psycopg.Error:
            return None

    def prepare(self, name: str, work: Callable[[str], None]) -> None:
        """Make the database `name` for copying, and let `work` fill it. `work` gets its URL and must disconnect."""
        self._create(name, "template0")
        work(self.url(name))

    def dump(self, url: str, file: Path) -> None:
        """Write all that a database holds to a file."""
        self._client("pg_dump", "--format=custom", "--compress=0", "--file", file, "--dbname", url)

    def load(self, url: str, file: Path) -> None:
        """Fill an empty database with what was dumped, perhaps from another server."""
        self._client("pg_restore", "--exit-on-error", "--no-owner", "--dbname", url, file)

    def _client(self, name: str, *options: str | Path) -> None:
        subprocess.run([self._bin / name, *options], check=True)

    @property
    def pid(self) -> int:
        """The process that starts all others of it. Raises `ServerFailed` when it does not run."""
        return self._process.pid

    def start(self) -> None:
        self._process.start(self._answers)
        if self._bare:
            return
        with self._superuser() as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                role = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
                connection.execute(role.format(sql.Identifier(ROLE), sql.Literal(PASSWORDS[ROLE])))

    def stop(self) -> None:
        """End every connection and shut down in good order; `start` brings the same data back."""
        self._process.stop()

    def crash(self) -> None:
        """Stop without a checkpoint, as a power cut would; `start` recovers."""
        self._process.signal(signal.SIGQUIT)
        self._process.stop()

    def restart(self) -> None:
        self.stop()
        self.start()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.crash()  # in good order it would first write what is thrown away
        shutil.rmtree(self._folder, ignore_errors=True)

    def _initialise(self) -> None:
        password = self._folder / "password"
        password.write_text(PASSWORDS[SUPERUSER])
        if self._user:
            shutil.chown(password, self._user)
        as_user = ["setpriv", "--reuid", self._user, "--regid", self._user, "--init-groups"] if self._user else []
        subprocess.run(
            [
                *as_user,
                self._bin / "initdb",
                "--pgdata",
                self._data,
                "--username",
                SUPERUSER,
                "--auth=scram-sha-256",
                f"--pwfile={password}",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            check=True,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
        )

    def _answers(self) -> bool:
        try:
            with self._superuser() as connection:
                connection.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _create(self, database: str, template: str) -> None:
        create = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY")
        with self._superuser() as connection:
            connection.execute(create.format(*map(sql.Identifier, (database, ROLE, template))))

    def _superuser(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.url(database, SUPERUSER), autocommit=True, connect_timeout=5)


_ALONE = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_EMPTY = """
DO $$
DECLARE each record; filled boolean; gone integer; total integer := 0;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', each.tablename) INTO filled;
        IF filled THEN
            EXECUTE format('DELETE FROM %I', each.tablename);
            GET DIAGNOSTICS gone = ROW_COUNT;
            total := total + gone;
        END IF;
    END LOOP;
    IF total > 2000 THEN RAISE EXCEPTION 'what many rows leave behind makes it slow'; END IF;
    FOR each IN SELECT sequencename, start_value FROM pg_sequences WHERE last_value IS NOT NULL LOOP
        PERFORM setval(each.sequencename::regclass, each.start_value, false);
    END LOOP;
END $$
"""
"""No foreign key is looked at: all rows of all tables go."""


def _shape(connection: psycopg.Connection) -> str:
    """A digest of all tables, columns, indexes and constraints: those of a copy have the numbers of the original."""
    found = connection.execute(
        """
        SELECT md5(concat(
            (SELECT string_agg(concat(oid, relname, relkind), ',' ORDER BY oid) FROM pg_class
                WHERE relnamespace = 'public'::regnamespace),
            (SELECT string_agg(concat(attrelid, attname, atttypid, attnotnull), ',' ORDER BY attrelid, attnum)
                FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
                WHERE relnamespace = 'public'::regnamespace AND attnum > 0),
            (SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_constraint),
            (SELECT string_agg(setconfig::text, ',') FROM pg_db_role_setting JOIN pg_database
                ON setdatabase = pg_database.oid AND datname = current_database())))
        """
    ).fetchone()
    return str(found and found[0])
