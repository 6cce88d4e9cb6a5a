"""What `deploy/` promises: no rights that are not needed, nothing written but in one place, time enough to stop."""

import configparser
import os
import re
import subprocess
import tomllib
from pathlib import Path

import psycopg
import pytest

from adapters.web.settings import WebSettings
from bot.app import DRAIN
from checks.settings_table import table
from tests import ROOT
from tests.servers.postgres import PASSWORDS, SUPERUSER, Postgres

DEPLOY = ROOT / "deploy"


def unit(name: str) -> configparser.SectionProxy:
    """The [Service] of a systemd unit; of what is given twice, the last."""
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment]  # systemd's names have capitals
    read.read(DEPLOY / name)
    return read["Service"]


@pytest.mark.parametrize("name", ["plek.service", "plek-backup.service"])
def test_a_service_runs_as_a_user_of_its_own_that_may_do_next_to_nothing(name: str) -> None:
    service = unit(name)
    wanted = {
        "User": "plek",
        "NoNewPrivileges": "yes",
        "CapabilityBoundingSet": "",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
        "PrivateDevices": "yes",
        "RestrictNamespaces": "yes",
        "MemoryDenyWriteExecute": "yes",
        "UMask": "0077",
    }
    assert {setting: service[setting] for setting in wanted} == wanted


def test_the_service_may_write_in_one_place_and_has_time_to_stop() -> None:
    service = unit("plek.service")
    assert service["StateDirectory"] == "plek"
    assert int(service["TimeoutStopSec"]) > DRAIN.total_seconds()
    assert service["RestartPreventExitStatus"] == "2", "wrong settings need a person"
    assert unit("plek-backup.service")["ReadWritePaths"] == "/var/lib/plek"


def test_the_image_holds_every_package_and_is_not_run_by_root() -> None:
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert all(f"COPY {each} {each}" in lines for each in packages)
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users[-1] not in ("root", "0")
    assert 'ENTRYPOINT ["plek"]' in lines


def test_compose_starts_two_replicas_on_one_postgresql_that_write_on_their_volume_only() -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    shared, services = text.split("\nservices:\n")
    for promised in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert promised in shared
    grace = re.search(r"stop_grace_period: (\d+)s", shared)
    assert grace
    assert int(grace[1]) > DRAIN.total_seconds()
    parts = dict(re.findall(r"^  (\w+):\n((?:    .*\n|\n)+)", services, re.MULTILINE))
    assert {name for name, part in parts.items() if "<<: *plek" in part} == {"schema", "one", "two", "backup"}
    assert [name for name, part in parts.items() if "matrix.env" in part] == ["one", "backup"], (
        "a device belongs to one"
    )


def test_compose_makes_a_backup_every_day_of_the_database_and_the_keys() -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    part = text.split("\n  backup:\n")[1].split("\n\n")[0]
    assert 'plek backup "/backups/' in part
    assert '"one:/var/lib/plek"' in part, "there the keys of Matrix are"
    assert "/backups" in (DEPLOY / "Containerfile").read_text(), "else the volume is root's"


def test_what_is_private_is_compressed_by_no_proxy_and_readers_behind_it_are_told_apart() -> None:
    assert "encode" not in (DEPLOY / "Caddyfile").read_text(), "the site compresses what may be"
    for name in ("plek.env.example", "kubernetes/settings.yaml"):
        told = dict(
            re.findall(r"^ *# ?(PLEK_WEB__\w+)(?:=|: )\"?([^\"\n]+)", (DEPLOY / name).read_text(), re.MULTILINE)
        )
        settings = WebSettings(**{each.removeprefix("PLEK_WEB__").lower(): value for each, value in told.items()})
        assert (settings.address[1], settings.proxies) == (8082, 1), name


def test_the_role_that_compose_makes_is_an_ordinary_one_and_owns_its_database(
    tmp_path: Path,
) -> None:
    (tmp_path / "secret").write_text("geheim d'été \\ $x")
    with Postgres(bare=True) as server:
        address = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGPASSWORD": PASSWORDS[SUPERUSER]}
        made = {**os.environ, **address, "PLEK_SECRET": str(tmp_path / "secret")}
        subprocess.run(["sh", DEPLOY / "database.sh"], env=made, check=True)
        with psycopg.connect(
            host="127.0.0.1", port=server.port, user="plek", password="geheim d'été \\ $x", dbname="plek"
        ) as connection:
            found = connection.execute("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
            assert found.fetchone() == (False, False)
            connection.execute("CREATE TABLE ours ()")


@pytest.mark.parametrize("name", ["plek.env.example", "matrix.env.example"])
def test_every_variable_in_an_example_is_a_setting(name: str) -> None:
    given = re.findall(r"^#?(PLEK_\w+)=", (DEPLOY / name).read_text(), re.MULTILINE)
    assert given
    assert [each for each in given if f"`{each}`" not in table()] == []
