"""Every document of a submission is accounted for: checked, foreign, template, unreadable or empty."""

import pytest

from reviews.checker import Options, review
from reviews.engine.report import DocumentState

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: nginx}]}\n"
HELM = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n"


def documents(text, name="a.yaml"):
    return review({name: text}, Options(fixes=False)).documents


def test_no_document_of_a_file_is_left_out():
    text = POD + "---\na: [\n---\nservices: {web: {}}\n---\n" + HELM + "---\n# nothing\n---\n" + POD
    states = [document.state for document in documents(text)]
    assert states == ["checked", "unreadable", "foreign", "template", "empty", "checked"]
    lines = [(document.first_line, document.last_line) for document in documents(text)]
    assert lines[0] == (1, 4)
    assert lines[1] == (5, 6)


def test_what_is_not_checked_says_why_in_both_languages():
    for document in documents("a: [\n---\nservices: {}\n---\n" + HELM):
        assert document.problem
        assert document.message.en != document.message.ja


def test_comments_before_the_first_document_are_no_document():
    assert len(documents("# licence\n---\n" + POD)) == 1
    assert len(documents("%YAML 1.1\n---\n" + POD)) == 1


def test_an_empty_file_holds_nothing_to_check():
    assert all(
        document.state is DocumentState.EMPTY for text in ("", "\n", "# only this\n") for document in documents(text)
    )


@pytest.mark.parametrize(
    ("text", "name", "problem"),
    [
        (HELM, "a.yaml", "helm-template"),
        ("{{- if .Values.x }}\na: 1\n{{- end }}\n", "a.yaml", "helm-template"),
        ("a: {{ x }}\n{% if y %}\n", "a.yaml", "jinja-template"),
        ("a: [<%= x %>\n", "a.yaml", "erb-template"),
        ("services: {web: {image: nginx}}\n", "docker-compose.yaml", "docker-compose"),
        ("on: push\njobs: {}\n", "a.yaml", "github-workflow"),
        ("- hosts: all\n  tasks: []\n", "a.yaml", "ansible"),
        ("openapi: 3.1.0\n", "a.yaml", "openapi"),
        ("replicas: 2\n", "values.yaml", "helm-values"),
        ("apiVersion: v2\nname: web\n", "Chart.yaml", "helm-chart"),
        ("- apiVersion: v1\n  kind: Pod\n", "a.yaml", "object-list"),
        ("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n$patch: delete\n", "a.yaml", "kustomize-patch"),
        ("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n", "k8s/kustomization.yaml", "kustomization"),
        ("apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n", "part.yaml", "kustomization"),
        ("resources: [web.yaml]\n", "kustomization.yml", "kustomization"),
        ("hello\n", "a.yaml", "text"),
        ("x: 1\n", "a.yaml", "unknown"),
    ],
)  # fmt: skip
def test_it_is_told_what_a_document_looks_like(text, name, problem):
    assert [document.problem for document in documents(text, name)] == [problem]


def test_braces_in_a_block_of_text_make_no_template():
    dashboard = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a.json: |\n    {{ .Values.x }} {{ $labels.pod }}\n"
    assert [document.state for document in documents(dashboard)] == ["checked"]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\n b: 2\n", 2, 3, "indentation"),
        ("a:\n\tb: 1\n", 2, 1, "tab"),
        ("a: @b\n", 1, 4, "'@'"),
        ('a: "b\nc: d\n', 1, 4, "quote"),
        ("a: [1, 2\nb: 3\n", 2, 2, "bracket"),
        ("a: b: c\n", 1, 5, "colon"),
        ("a: *b\n", 1, 4, "anchor"),
        ("a: &x [*x]\n", 1, 8, "never end"),
        ("~: a\n", 1, 1, "key"),
        ("a: .inf\n", 1, 4, "infinity"),
    ],
)
def test_a_mistake_in_the_syntax_is_shown_at_its_place_and_explained(text, line, column, words):
    (document,) = documents(text)
    assert document.state is DocumentState.UNREADABLE
    assert words in document.message.en
    assert (document.span.line, document.span.column) == (line, column)
