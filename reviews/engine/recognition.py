"""What a document is if it is no Kubernetes object: a template that has to be rendered, or something else altogether."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from reviews.engine.report import Text


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a document looks like, and what to do about it."""

    id: str
    sentence: Text


_HELM = Recognised(
    "helm-template",
    Text(
        en="This is a Helm template, not yet a manifest. Render it and hand in the result: helm template RELEASE CHART > rendered.yaml",
        ja="これはHelmのテンプレートで、まだマニフェストではありません。レンダリングした結果を提出してください: helm template RELEASE CHART > rendered.yaml",
    ),
)
_JINJA = Recognised(
    "jinja-template",
    Text(
        en="This is a template (Jinja or Ansible), not yet a manifest. Render it with the tool it was written for and hand in the result.",
        ja="これはテンプレート(JinjaやAnsible)で、まだマニフェストではありません。元のツールでレンダリングした結果を提出してください。",
    ),
)
_ERB = Recognised(
    "erb-template",
    Text(
        en="This is an ERB template, not yet a manifest. Render it (krane render, for instance) and hand in the result.",
        ja="これはERBテンプレートで、まだマニフェストではありません。レンダリング(krane renderなど)した結果を提出してください。",
    ),
)
_SUBSTITUTED = Recognised(
    "placeholders",
    Text(
        en="Placeholders such as ${NAME} still have to be filled in. Render it (envsubst < FILE > rendered.yaml, or what your pipeline uses) and hand in the result.",
        ja="${NAME}のようなプレースホルダーがまだ埋められていません。レンダリング(envsubst < FILE > rendered.yamlや、パイプラインで使っている方法)した結果を提出してください。",
    ),
)
_HELM_ACTION = re.compile(
    r"\{\{-?\s*(?:/\*|[.$]|(?:if|else|end|range|with|define|block|include|template|tpl|toYaml|default|printf|quote|required|lookup|fail)\b)"
)
_HELM_ONLY = re.compile(r"\{\{-?\s*(?:\.Values|\.Release|\.Chart|\.Capabilities|\$\.Values|include\s|tpl\s|toYaml\s)")
_BLOCK_SCALAR = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?$")


def rendered_by(text: str, name: str, *, readable: bool) -> Recognised | None:
    """The kind of template a text is, None for what is no template.

    A readable text is a template only where a Helm expression stands outside of block scalars: dashboards and alert rules
    in a ConfigMap are full of braces that belong there.
    """
    if "{{" not in text and "{%" not in text and "<%" not in text:
        return None
    if readable:
        return _HELM if "{{" in text and _has_helm_expression(text) else None
    if _HELM_ACTION.search(text):
        return _HELM
    if "{%" in text or "{{" in text:
        return _JINJA
    return _ERB


def named_by_placeholder(value: Any) -> Recognised | None:
    """The kind of template whose object has a placeholder for a name: readable as YAML, but nobody's manifest yet."""
    metadata = value.get("metadata") if isinstance(value, dict) else None
    name = metadata.get("name") if isinstance(metadata, dict) else None
    if not isinstance(name, str):
        return None
    if "{{" in name or "{%" in name:
        return _JINJA
    return _SUBSTITUTED if "${" in name or "<%" in name else None


def _has_helm_expression(text: str) -> bool:
    inside_from: int | None = None  # indentation of the key whose block scalar we are in
    for line in text.splitlines():
        stripped = line.lstrip(" ")
        indent = len(line) - len(stripped)
        if inside_from is not None and (not stripped or indent > inside_from):
            continue
        inside_from = None
        if _HELM_ONLY.search(line):
            return True
        if _BLOCK_SCALAR.search(line):
            inside_from = indent
    return False


def _told(id: str, en: str, ja: str) -> Recognised:
    return Recognised(
        id,
        Text(
            en=f"This looks like {en}, not like a Kubernetes object, so no rule applies to it.",
            ja=f"これは{ja}のようです。Kubernetesのオブジェクトではないため、どのルールも適用されません。",
        ),
    )


_COMPOSE = _told("docker-compose", "a Docker Compose file", "Docker Composeのファイル")
_GITHUB = _told("github-workflow", "a GitHub Actions workflow", "GitHub Actionsのワークフロー")
_GITLAB = _told("gitlab-ci", "a GitLab CI pipeline", "GitLab CIのパイプライン")
_ANSIBLE = _told("ansible", "an Ansible playbook", "AnsibleのPlaybook")
_OPENAPI = _told("openapi", "an OpenAPI description", "OpenAPIの定義")
_CLOUDFORMATION = _told("cloudformation", "an AWS CloudFormation template", "AWS CloudFormationのテンプレート")
_CLOUDBUILD = _told("cloudbuild", "a Cloud Build pipeline", "Cloud Buildのパイプライン")
_CHART = _told("helm-chart", "a Helm Chart.yaml", "HelmのChart.yaml")
_VALUES = _told("helm-values", "a Helm values file", "Helmのvaluesファイル")
_PACKAGE = _told("package-json", "a package.json", "package.json")
_SCHEMA = _told("json-schema", "a JSON schema", "JSONスキーマ")
_LIST = _told("list", "a list", "リスト")
_OBJECTS = Recognised(
    "object-list",
    Text(
        en="This is a bare list of objects, which kubectl refuses. Separate them by '---', or put the list under items of a v1 List.",
        ja="オブジェクトがリストとして並んでいますが、kubectlはこれを受け付けません。「---」で区切るか、v1のListのitemsに入れてください。",
    ),
)
_PATCH = Recognised(
    "kustomize-patch",
    Text(
        en="This is a patch for Kustomize, a part of an object. Hand in what it makes: kustomize build DIRECTORY > rendered.yaml",
        ja="これはKustomizeのパッチで、オブジェクトの一部にすぎません。適用した結果を提出してください: kustomize build DIRECTORY > rendered.yaml",
    ),
)
_KUSTOMIZATION = Recognised(
    "kustomization",
    Text(
        en="This is a Kustomization, from which Kustomize makes the objects. Hand in what it makes: kustomize build DIRECTORY > rendered.yaml",
        ja="これはKustomizationで、Kustomizeがここからオブジェクトを生成します。生成した結果を提出してください: kustomize build DIRECTORY > rendered.yaml",
    ),
)
_KUSTOMIZATION_FILES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_DIRECTIVE = re.compile(r"^[ \t]*(?:- )?\$(?:patch|retainKeys|deleteFromPrimitiveList/)", re.MULTILINE)
_TEXT = _told("text", "plain text", "ただのテキスト")
_UNKNOWN = _told(
    "unknown", "some other YAML (it has neither apiVersion nor kind)", "別の用途のYAML(apiVersionもkindもありません)"
)

# Keys that only that kind of file has, the most telling first.
_BY_KEYS: tuple[tuple[frozenset[str], Recognised], ...] = (
    (frozenset({"openapi"}), _OPENAPI),
    (frozenset({"swagger"}), _OPENAPI),
    (frozenset({"AWSTemplateFormatVersion"}), _CLOUDFORMATION),
    (frozenset({"on", "jobs"}), _GITHUB),
    (frozenset({"true", "jobs"}), _GITHUB),
    (frozenset({"stages"}), _GITLAB),
    (frozenset({"services"}), _COMPOSE),
    (frozenset({"steps"}), _CLOUDBUILD),
    (frozenset({"$schema"}), _SCHEMA),
)


def looks_like(value: Any, name: str, text: str) -> Recognised | None:
    """What a readable document is, None for a Kubernetes object (or what is meant to be one)."""
    if "$" in text and _DIRECTIVE.search(text):
        return _PATCH
    if isinstance(value, list):
        if value and all(isinstance(item, dict) and ("hosts" in item or "tasks" in item) for item in value):
            return _ANSIBLE
        return _OBJECTS if any(isinstance(item, dict) and "apiVersion" in item for item in value) else _LIST
    return _mapping_looks_like(value, name) if isinstance(value, dict) else _TEXT


def _mapping_looks_like(value: dict[Any, Any], name: str) -> Recognised | None:
    if str(value.get("apiVersion", "")).startswith("kustomize.config.k8s.io/"):
        return _KUSTOMIZATION
    if "apiVersion" in value or "kind" in value:
        return _CHART if name.endswith("Chart.yaml") and "kind" not in value else None
    if isinstance(value.get("metadata"), dict) or (isinstance(value.get("spec"), dict) and "template" in value["spec"]):
        return None
    for keys, recognised in _BY_KEYS:
        if keys <= value.keys():
            return recognised
    file = name.rsplit("/", 1)[-1]
    if file in _KUSTOMIZATION_FILES:
        return _KUSTOMIZATION  # apiVersion and kind may be left out there
    if file == "package.json":
        return _PACKAGE
    return _VALUES if file.startswith("values") else _UNKNOWN
