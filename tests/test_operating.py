"""What operators are given fits the product: figures that are there, settings that are, lines that are explained."""

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from prometheus_client import CollectorRegistry

from adapters.web.guard import Requests
from bot.app import DRAIN
from bot.process.metrics import Metrics
from checks.settings_table import table
from tests import ROOT

DEPLOY, DOCS = ROOT / "deploy", ROOT / "docs"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
OLDEST = "1.29"
"""The Kubernetes that the manifests are checked against: what clusters still run."""
ALERTS = yaml.safe_load((DEPLOY / "monitoring" / "alerts.yaml").read_text())["groups"][0]["rules"]
DASHBOARD = json.loads((DEPLOY / "monitoring" / "dashboard.json").read_text())
_NAME = re.compile(r"\bplek_\w+")


def figures() -> set[str]:
    """The names under which Prometheus finds ours."""
    registry: CollectorRegistry = Metrics().registry
    Requests(registry)
    return {
        name
        for family in registry.collect()
        for name in (
            (f"{family.name}_total",)
            if family.type == "counter"
            else (f"{family.name}_bucket", f"{family.name}_count", f"{family.name}_sum")
            if family.type == "histogram"
            else (family.name,)
        )
    }


def asked() -> Iterator[tuple[str, str]]:
    yield from ((each["alert"], each["expr"]) for each in ALERTS)
    for panel in DASHBOARD["panels"]:
        yield from ((panel["title"], each["expr"]) for each in panel["targets"])


def test_alerts_and_the_dashboard_ask_for_figures_that_there_are() -> None:
    there = figures()
    strange = {(where, name) for where, told in asked() for name in _NAME.findall(told) if name not in there}
    assert not strange
    shown = {name for where, told in asked() for name in _NAME.findall(told)}
    left_out = {each.removesuffix("_bucket") for each in there if each.endswith(("_bucket", "_total"))} - {
        each.removesuffix("_bucket") for each in shown
    }
    assert not left_out, "somebody measures what nobody sees"


def test_each_alert_has_a_part_that_says_what_to_do() -> None:
    told = re.findall(r"^## (\w+)$", (DOCS / "runbooks.md").read_text(), re.MULTILINE)
    assert told == [each["alert"] for each in ALERTS]
    for each in ALERTS:
        assert each["annotations"]["runbook"] == f"docs/runbooks.md#{each['alert'].lower()}"
        assert each["labels"]["severity"] in ("warning", "critical")
        assert each["annotations"]["summary"]


def manifests() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for file in MANIFESTS:
        for each in yaml.safe_load_all(file.read_text()):
            yield f"{file.name}: {each['kind']} {each['metadata']['name']}", each


@pytest.mark.parametrize(("name", "manifest"), [pytest.param(*each, id=each[0]) for each in manifests()])
def test_a_manifest_is_as_kubernetes_wants_it(name: str, manifest: Mapping[str, Any]) -> None:
    kubernetes_validate.validate(manifest, OLDEST, strict=True)
    assert manifest["metadata"]["labels"] == {"app.kubernetes.io/name": "plek"}, name


def test_a_manifest_that_is_wrong_is_found() -> None:
    wrong = {**dict(manifests())["teams.yaml: Service plek"], "spec": {"ports": [{"prot": 1}]}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, OLDEST, strict=True)


def pods() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, each in manifests():
        spec = each.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            yield name, spec["template"]["spec"]


def test_what_runs_may_do_next_to_nothing_and_has_time_to_stop() -> None:
    found = dict(pods())
    assert len(found) == 4
    for name, pod in found.items():
        assert pod["securityContext"]["runAsNonRoot"], name
        assert pod["automountServiceAccountToken"] is False, name
        for container in pod["containers"]:
            rights = container["securityContext"]
            assert rights == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }, name
            assert container["resources"]["limits"]["memory"], name
    for name in ("teams.yaml: Deployment plek", "matrix.yaml: StatefulSet plek-matrix"):
        assert found[name]["terminationGracePeriodSeconds"] > DRAIN.total_seconds()


def test_names_in_manifests_lead_somewhere() -> None:
    all_ = dict(manifests())
    there = {(each["kind"], each["metadata"]["name"]) for each in all_.values()}
    for name, pod in pods():
        for container in pod["containers"]:
            for each in container["envFrom"]:
                (kind, reference), *_more = each.items()
                assert (f"{kind[0].upper()}{kind[1:-3]}", reference["name"]) in there, name
            mounted = {each["name"] for each in container["volumeMounts"]}
            given = {each["name"] for each in pod.get("volumes", [])} | {"state"}
            assert mounted <= given, name
    served = {each["name"] for each in dict(pods())["teams.yaml: Deployment plek"]["containers"][0]["ports"]}
    service = all_["teams.yaml: Service plek"]["spec"]["ports"]
    assert {each["targetPort"] for each in service} <= served
    assert [all_["matrix.yaml: StatefulSet plek-matrix"]["spec"]["replicas"]] == [1], "its keys belong to one device"


def test_settings_in_manifests_are_settings() -> None:
    for name, each in manifests():
        for variable in {**each.get("data", {}), **each.get("stringData", {})}:
            assert f"`{variable}`" in table(), (name, variable)


def lines_of_log() -> Iterator[tuple[str, str, Sequence[str]]]:
    """The level of each line that our code logs, its event, and its fields."""
    for room in ("bot", "adapters", "commands", "storage"):
        for file in Path(ROOT / room).rglob("*.py"):
            for call in ast.walk(ast.parse(file.read_text())):
                match call:
                    case ast.Call(
                        ast.Attribute(ast.Name("log"), level), [ast.Constant(str() as event), *_rest], fields
                    ):
                        yield level, event, [each.arg for each in fields if each.arg and each.arg != "exc_info"]


def test_every_field_of_the_log_is_explained_and_every_line_that_needs_a_look() -> None:
    told = set(re.findall(r"`([^`]+)`", (DOCS / "logs.md").read_text()))
    found = list(lines_of_log())
    assert len(found) > 50
    assert {field for _level, _event, fields in found for field in fields} <= told
    assert {event for level, event, _fields in found if level in ("warning", "error", "exception", "critical")} <= told
