"""Hostile texts: bombs, depth, size, encodings, syntax. Made here, not stored, since most are large and dull."""

from __future__ import annotations

from collections.abc import Callable

Files = dict[str, str]
POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1.29.3\n"
HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"


def one(text: str, name: str = "a.yaml") -> Files:
    return {name: text}


def laughs(levels: int, width: int) -> str:
    lines = ["a0: &a0 [x, x]"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]")
    return "\n".join(lines)


def merge_bomb(levels: int) -> str:
    lines = ["a0: &a0 {k: v}"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level}\n  <<: [{', '.join([f'*a{level - 1}'] * 9)}]\n  k{level}: *a{level - 1}")
    return "\n".join(lines)


def deployment(labels: str = "{app: web}", container: str = "{name: web, image: nginx}") -> str:
    return (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n"
        f"  template:\n    metadata: {{labels: {labels}}}\n    spec:\n      containers:\n        - {container}\n"
    )


BOMBS: dict[str, Callable[[], Files]] = {
    "a billion laughs": lambda: one(laughs(12, 10)),
    "a billion laughs in a ConfigMap": lambda: one(HEAD + "data:\n  " + laughs(9, 9).replace("\n", "\n  ")),
    "merge keys that multiply": lambda: one(merge_bomb(12)),
    "two thousand aliases": lambda: one("a: &a x\nb: [" + ", ".join(["*a"] * 2000) + "]"),
    "an alias of itself": lambda: one("a: &a [*a]"),
    "an alias of what stands around it": lambda: one(HEAD + "data: &d\n  x: {<<: *d}"),
    "fifty thousand anchors": lambda: one("\n".join(f"k{n}: &a{n} v" for n in range(50_000))),
    "fifty thousand tags": lambda: one(
        "".join(f"%TAG !t{n}! tag:example.com,{n}:\n" for n in range(50_000)) + "---\na: 1"
    ),
    "a number of a million digits": lambda: one(HEAD + "data: {a: " + "9" * 1_000_000 + "}"),
    "a quantity that is too large": lambda: one(
        POD + "      resources: {limits: {memory: 1e999999999, cpu: 9e9999999}}"
    ),
    "json number of many digits": lambda: one(
        '{"apiVersion": "v1", "kind": "Pod", "a": ' + "1" * 100_000 + "}", "a.json"
    ),
    "json exponent": lambda: one('{"apiVersion": "v1", "kind": "Pod", "spec": {"a": 1e99999}}', "a.json"),
}
DEPTH: dict[str, Callable[[], Files]] = {
    "a hundred thousand brackets": lambda: one("[" * 100_000),
    "a hundred thousand braces": lambda: one("{a: " * 100_000),
    "a hundred thousand braces in JSON": lambda: one('{"a":' * 100_000, "a.json"),
    "brackets in JSON": lambda: one("[" * 100_000, "a.json"),
    "dashes": lambda: one("- " * 50_000),
    "question marks": lambda: one("? " * 50_000),
    "an indentation without end": lambda: one("\n".join(" " * n + "a:" for n in range(1_500))),
    "lists of lists of objects": lambda: one('{"kind": "List", "items": [' * 60 + "]}" * 60, "a.json"),
    "a List in a List": lambda: one(
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items:\n  - "
        + POD.replace("\n", "\n    ")
    ),
    "just deep enough": lambda: one(HEAD + "data: " + "{a: " * 60 + "x" + "}" * 60),
}
SIZE: dict[str, Callable[[], Files]] = {
    "one line of two million": lambda: one("a: " + "x" * 2_000_000),
    "a key of two million": lambda: one("x" * 400_000 + ": a"),
    "two hundred thousand keys": lambda: one(HEAD + "data:\n" + "".join(f"  k{n}: v\n" for n in range(200_000))),
    "ninety thousand keys": lambda: one(HEAD + "data:\n" + "".join(f"  k{n}: v\n" for n in range(90_000))),
    "ninety thousand unknown fields": lambda: one(POD + "".join(f"      field{n}: v\n" for n in range(45_000))),
    "twenty thousand wrong values": lambda: one(HEAD + "data:\n" + "".join(f"  k{n}: 1\n" for n in range(20_000))),
    "twenty thousand duplicate keys": lambda: one(HEAD + "data:\n" + "  k: v\n" * 20_000),
    "twenty thousand containers": lambda: one(
        POD + "".join(f"    - name: c{n}\n      image: nginx\n" for n in range(10_000))
    ),
    "five thousand variables": lambda: one(
        POD + "      env:\n" + "".join(f"        - {{name: V{n}, value: x}}\n" for n in range(10_000))
    ),
    "five hundred documents": lambda: one("---\n".join([POD] * 500)),
    "four hundred Services and Pods": lambda: one(
        "---\n".join(
            f"apiVersion: v1\nkind: {kind}\nmetadata: {{name: x{n}, labels: {{app: x}}}}\nspec: {{selector: {{app: x}}}}\n"
            for n in range(200)
            for kind in ("Service", "Pod")
        )
    ),
    "a hundred thousand comments": lambda: one("# x\n" * 100_000 + POD),
    "ten thousand suppressions": lambda: one(POD + "# portal-ignore image-tag-latest: x\n" * 10_000),
    "a hundred thousand empty lines": lambda: one(POD + "\n" * 100_000),
    "four hundred files": lambda: {f"f{n}.yaml": POD.replace("name: web", f"name: w{n}", 1) for n in range(400)},
    "labels without end": lambda: one(deployment("{" + ", ".join(f"k{n}: v" for n in range(20_000)) + "}")),
    "a name of a million": lambda: one(POD.replace("name: web", "name: " + "a" * 400_000, 1)),
    "an image of a million": lambda: one(POD.replace("nginx:1.29.3", "a/" * 200_000)),
    "dots and dashes": lambda: one(POD.replace("name: web", "name: " + "a-." * 100_000, 1)),
    "backtracking in a label": lambda: one(HEAD.replace("name: a", "name: a, labels: {x: " + "a" * 50_000 + "_}")),
}
ENCODINGS: dict[str, Callable[[], Files]] = {
    "a byte order mark": lambda: one("\ufeff" + POD),
    "two byte order marks": lambda: one("\ufeff\ufeff" + POD),
    "a byte order mark inside": lambda: one(POD.replace("web", "\ufeffweb")),
    "NUL": lambda: one("a: \0b"),
    "NUL as an escape": lambda: one(HEAD + 'data: {a: "\\0"}'),
    "half a surrogate pair": lambda: one("a: \ud800b"),
    "half a surrogate pair in JSON": lambda: one(
        '{"apiVersion": "v1", "kind": "\\ud800", "\\udfff": "\ud800"}', "a.json"
    ),
    "half a surrogate pair as an escape": lambda: one(HEAD + 'data: {a: "\\ud83d"}'),
    "a whole pair": lambda: one('{"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "\\ud83d\\ude00"}}', "a.json"),
    "NEL, line and paragraph separators": lambda: one(POD.replace("web", '"we\u0085\u2028\u2029b"')),
    "lone CR": lambda: one(POD.replace("\n", "\r")),
    "CRLF": lambda: one(POD.replace("\n", "\r\n")),
    "mixed line breaks": lambda: one(POD.replace("\n", "\r\n", 2).replace("\n", "\r", 1)),
    "control characters": lambda: one("a: \x07\x1b[31m"),
    "right to left": lambda: one(POD.replace("web", "\u202ebew")),
    "zero width": lambda: one(POD.replace("web", "w\u200beb")),
    "beyond the first plane": lambda: one(POD.replace("web", "\U0001f600")),
    "no-break spaces": lambda: one(POD.replace("  ", "\u00a0\u00a0")),
    "full-width": lambda: one(POD.replace(":", "：")),
    "UTF-16 read as Latin-1": lambda: one(POD.encode("utf-16").decode("latin-1")),
}
SYNTAX: dict[str, Callable[[], Files]] = {
    **{
        f"only {text!r}": (lambda text=text: one(text))
        for text in (
            "",
            " ",
            "\n",
            "---",
            "---\n---",
            "...",
            "--- ---",
            "%",
            "%YAML 1.1",
            "%TAG",
            "%YAML 9.9\n---\na: 1",
            "!",
            "!!",
            "&",
            "*",
            "&a",
            "*a",
            "|",
            ">",
            "'",
            '"',
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "?",
            "-",
            "- -",
            "- - -",
            "? ?",
            "@",
            "`",
            "#",
            "!!binary x",
            "!<",
            "!<a",
            "<<",
            "<<: a",
            "<<: {<<: {}}",
            "{<<: }",
            "=",
            "~",
            "\t",
            "\ta: 1",
            "a:\t1",
            "a:\n\tb: 1",
            "a: b: c",
            "a: [",
            "a: {b",
            "a: 'b",
            'a: "b',
            "a: |",
            "a: |9",
            "a: >-+",
            "- a\nb: 1",
            "a\nb",
            "a: 1\n b: 2",
            "1: 2",
            "a: &a\nb: *a",
            "? [a]\n: b",
            "? {a: b}\n: c",
            "? |\n  a\n: b",
            "[a]: b",
            "{}: a",
            "!!str: a",
            "a: !!int b",
            "a: !x!y z",
            "a: !!python/object:os.system x",
            "a: .inf",
            "~: a",
            "a: 2024-13-45",
            "a: !!timestamp x",
            "--- a\n--- b",
            "a: 1\n...\nb",
            "a: 1\n... x",
            "{a: 1}}",
            "a: 1\n---\nb: [\n---\nc: 3",
        )
    },
    **{
        f"json {text!r}": (lambda text=text: one(text, "a.json"))
        for text in (
            "",
            "{",
            "}",
            "[",
            '"',
            '{"a"',
            '{"a":',
            '{"a":1',
            '{"a":1,}',
            "[1,]",
            "[,]",
            "nul",
            "tru",
            "-",
            "1.",
            "01",
            "1e",
            '"\\x"',
            '"\\u12"',
            "{a: 1}",
            "'a'",
            "1 2",
            "// a",
            "\ufeff{}",
            "NaN",
            '{"a": [}]',
            '["a": 1]',
            '{"a" 1}',
            "{1: 2}",
            "{,}",
            '{"a":1 "b":2}',
            "[1 2]",
            "]",
            "[[]",
            '{"a": :}',
            "null",
            '"\t"',
            '{"apiVersion": "v1" "kind"}',
        )
    },
    "a manifest cut in a key": lambda: one(POD[:40]),
    "HTML": lambda: one("<!DOCTYPE html><html><body>404</body></html>"),
    "a diff": lambda: one("--- a/x.yaml\n+++ b/x.yaml\n@@ -1 +1 @@\n-a: 1\n+a: 2\n"),
    "a conflict": lambda: one("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n"),
    "Helm": lambda: one(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n{{- if .Values.x }}\nspec: {}\n{{- end }}"
    ),
    "not Helm": lambda: one(HEAD + "data: {a: '{{ x }}', b: '{% y %}', c: '<% z %>'}"),
}
