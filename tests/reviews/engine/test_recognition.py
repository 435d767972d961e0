"""What is no Kubernetes object is told for what it is: a template that has to be rendered, or something else."""

import pytest

from reviews.checker import Options, review
from reviews.engine.report import DocumentState

OPTIONS = Options(fixes=False)


def document(text, name="a.yaml"):
    (only,) = review({name: text}, OPTIONS).documents
    return only


@pytest.mark.parametrize(
    "text",
    [
        "kind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n",
        'kind: Pod\nmetadata:\n  name: "{{ .Values.name }}"\n',
        "{{- if .Values.enabled }}\nkind: Pod\n{{- end }}\n",
        'kind: Pod\nmetadata:\n  labels:\n    {{- include "app.labels" . | nindent 4 }}\n',
    ],
)
def test_a_helm_template_is_told_with_the_command_that_renders_it(text):
    told = document(text)
    assert told.state is DocumentState.TEMPLATE
    assert "helm template" in told.message.en
    assert "helm template" in told.message.ja


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kind: Pod\nmetadata:\n  name: app-{{uid}}\n", "jinja-template"),
        ("kind: Pod\nmetadata:\n  name: {{ app }}\n", "jinja-template"),
        ("{% if x %}\nkind: Pod\n{% endif %}\n", "jinja-template"),
        ("kind: Pod\nmetadata:\n  name: <%= app %>\n  labels: {<%= x\n", "erb-template"),
        ("apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${APP}\n", "placeholders"),
    ],
)
def test_other_templates_are_told_too(text, problem):
    told = document(text)
    assert (told.state, told.problem) == (DocumentState.TEMPLATE, problem)


def test_braces_inside_of_a_configmaps_files_are_no_template():
    dashboard = (
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: alerts\ndata:\n  rules: |\n    summary: {{ .Values.x }}\n"
    )
    assert document(dashboard).state is DocumentState.CHECKED


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("services:\n  web:\n    image: nginx\n", "docker-compose"),
        ("on: push\njobs:\n  test: {}\n", "github-workflow"),
        ("- hosts: all\n  tasks: []\n", "ansible"),
        ("openapi: 3.1.0\npaths: {}\n", "openapi"),
        ("- apiVersion: v1\n  kind: Pod\n", "object-list"),
        ("a sentence about Pods\n", "text"),
        ("colour: blue\n", "unknown"),
    ],
)
def test_what_is_not_kubernetes_is_told_for_what_it_looks_like(text, problem):
    told = document(text)
    assert (told.state, told.problem) == (DocumentState.FOREIGN, problem)
    assert told.message.en != told.message.ja


def test_every_document_of_a_file_is_accounted_for():
    text = "# only a comment\n---\nkind: Pod\napiVersion: v1\n---\n---\na: [\n---\nname: x\n"
    states = [found.state for found in review({"a.yaml": text}, OPTIONS).documents]
    assert states == [
        DocumentState.CHECKED,
        DocumentState.EMPTY,
        DocumentState.UNREADABLE,
        DocumentState.FOREIGN,
    ]


def test_one_broken_document_does_not_hide_the_others():
    report = review({"a.yaml": "kind: Pod\n  oops: [\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"})
    assert report.documents[0].state is DocumentState.UNREADABLE
    assert report.documents[0].span.line <= 2
    assert report.documents[1].resources == ("Pod/default/web",)
