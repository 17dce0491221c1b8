"""Renders the chart with Helm's own engine and checks the result against Kubernetes's types.

Run by `deploy/helm/check`. Unknown fields, fields of a wrong type and missing required fields are
errors. Of KEDA's own kinds only the names of the fields are checked.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import helm_python  # type: ignore[import-not-found]  # installed by deploy/helm/check
import kubernetes.client as kubernetes  # type: ignore[import-not-found]  # idem
import yaml

CHART = Path(__file__).parent / "matbaa"
VARIANTS: dict[str, dict[str, Any]] = {
    "as it comes": {},
    "without KEDA": {"keda": {"enabled": False}},
    "with everything": {
        "keda": {
            "redis": {"secret": "redis"},
            "prometheus": {"serverAddress": "http://prometheus"},
        },
        "desk": {"ingress": {"enabled": True, "className": "nginx", "tlsSecret": "desk-tls"}},
        "pages": {"ingress": {"enabled": True}},
        "settings": {"MATBAA_LLM_BASE_URL": "https://llm.example.org/v1"},
        "webhooks": {"enabled": True},
        "imagePullSecrets": [{"name": "registry"}],
        "nodeSelector": {"disk": "fast"},
        "tolerations": [{"key": "press", "operator": "Exists"}],
        "podAnnotations": {"a": "b"},
    },
    "without pages": {"pages": {"enabled": False}},
}
PLAIN = {"str": str, "int": int, "bool": bool, "float": (int, float), "datetime": str}
KEDA = {
    "ScaledObject": {"scaleTargetRef", "triggers", "pollingInterval", "cooldownPeriod"}
    | {"minReplicaCount", "maxReplicaCount", "advanced"},
    "TriggerAuthentication": {"secretTargetRef"},
}


def problems(value: object, kind: str, where: str) -> Iterator[str]:
    """Yield what is wrong with `value` as Kubernetes's type `kind`; `where` is its path."""
    if found := re.fullmatch(r"[Ll]ist\[(.+)\]", kind):
        if not isinstance(value, list):
            yield f"{where}: not a list"
            return
        for number, item in enumerate(value):
            yield from problems(item, found[1], f"{where}[{number}]")
    elif found := re.fullmatch(r"[Dd]ict[\[(]str, (.+)[\])]", kind):
        if not isinstance(value, dict):
            yield f"{where}: not a map"
            return
        for key, item in value.items():
            yield from problems(item, found[1], f"{where}.{key}")
    elif kind in PLAIN:
        if not isinstance(value, PLAIN[kind]) or (kind == "int" and isinstance(value, bool)):  # type: ignore[arg-type]  # a table of types
            yield f"{where}: {value!r} is no {kind}"
    elif kind != "object":
        yield from _model_problems(value, getattr(kubernetes, kind), where)


def _model_problems(value: object, model: Any, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: not a map"
        return
    fields = {theirs: ours for ours, theirs in model.attribute_map.items()}
    known = {fields[name]: item for name, item in value.items() if name in fields}
    yield from (f"{where}: unknown field {name!r}" for name in value.keys() - fields.keys())
    try:
        model(**known)
    except ValueError as error:
        yield f"{where}: {error}"
    for name, item in known.items():
        yield from problems(item, model.openapi_types[name], f"{where}.{model.attribute_map[name]}")


def document_problems(document: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one rendered object."""
    kind, version = document["kind"], document["apiVersion"]
    where = f"{kind}/{document['metadata']['name']}"
    if version.startswith("keda.sh/"):
        yield from (f"{where}: {name}" for name in document["spec"].keys() - KEDA[kind])
        return
    prefix = version.rpartition("/")[2]
    model = f"{prefix[0].upper()}{prefix[1:]}{kind}"
    yield from problems(document, model, where)
    spec = document.get("spec", {})
    if kind == "Deployment":
        labels = spec["template"]["metadata"]["labels"]
        if not spec["selector"]["matchLabels"].items() <= labels.items():
            yield f"{where}: its selector does not match its pods"


def main() -> None:
    """Check all variants; exit with 1 if there is a problem."""
    wrong = 0
    for name, values in VARIANTS.items():
        with helm_python.Chart.load(str(CHART)) as chart:
            rendered = chart.render(values, name="press", namespace="news")
        documents = [it for text in rendered.values() for it in yaml.safe_load_all(text) if it]
        found = [problem for document in documents for problem in document_problems(document)]
        wrong += len(found)
        print(f"{name}: {len(documents)} objects, {len(found)} problems", *found, sep="\n  ")  # noqa: T201 -- its answer
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
