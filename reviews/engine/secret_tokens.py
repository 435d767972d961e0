"""Secrets by their own form: providers' tokens, private keys, passwords in addresses."""

from __future__ import annotations

import base64
import binascii
import re

from reviews.engine.secret_patterns import is_literal

# Provider tokens by their published prefixes; the words before the bar are searched for first, since that is quick.
_TOKENS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("aws-key", ("AKIA", "ASIA"), re.compile(r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b")),
    ("github-token", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36,255}\b")),
    ("github-token", ("github_pat_",), re.compile(r"\bgithub_pat_[A-Za-z0-9_]{50,255}\b")),
    ("gitlab-token", ("glpat-", "gldt-", "glrt-"), re.compile(r"\bgl(?:pat|dt|rt)-[A-Za-z0-9_-]{20,100}\b")),
    ("slack-token", ("xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"), re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10,200}\b")),
    (
        "slack-webhook",
        ("hooks.slack.com",),
        re.compile(r"(?<=hooks\.slack\.com/services/)[A-Za-z0-9]{8,}/[A-Za-z0-9]{8,}/[A-Za-z0-9]{16,}"),
    ),
    ("stripe-key", ("sk_live_", "rk_live_"), re.compile(r"\b[sr]k_live_[A-Za-z0-9]{16,200}\b")),
    ("google-key", ("AIza",), re.compile(r"\bAIza[0-9A-Za-z_-]{35}\b")),
    ("npm-token", ("npm_",), re.compile(r"\bnpm_[A-Za-z0-9]{36}\b")),
    ("pypi-token", ("pypi-AgEI",), re.compile(r"\bpypi-AgEI[A-Za-z0-9_-]{50,500}")),
    ("sendgrid-key", ("SG.",), re.compile(r"\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}\b")),
    ("vault-token", ("hvs.", "hvb."), re.compile(r"\bhv[sb]\.[A-Za-z0-9_-]{24,300}\b")),
    (
        "openai-key",
        ("sk-proj-", "sk-ant-", "sk-svcacct-"),
        re.compile(r"\bsk-(?:proj|ant|svcacct)-[A-Za-z0-9_-]{20,300}\b"),
    ),
    ("huggingface-token", ("hf_",), re.compile(r"\bhf_[A-Za-z0-9]{34}\b")),
    ("digitalocean-token", ("dop_v1_",), re.compile(r"\bdop_v1_[a-f0-9]{64}\b")),
    ("azure-key", ("AccountKey=",), re.compile(r"(?<=AccountKey=)[A-Za-z0-9+/]{40,100}={0,2}")),
    ("age-key", ("AGE-SECRET-KEY-1",), re.compile(r"\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b")),
    ("jwt", ("eyJ",), re.compile(r"\beyJ[A-Za-z0-9_-]{10,4000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{20,1000}\b")),
)
_BY_WORD = tuple((word, kind, form) for kind, words, form in _TOKENS for word in words)
# The body of a PEM private key, with real line breaks or with \n in one line (as in a service account's JSON).
_PEM = re.compile(
    r"-----BEGIN (?:[A-Z0-9]{2,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?P<body>[^-]{16,20000})-----END", re.DOTALL
)
# Begins with what is searched for literally, which is quick; the scheme before it needs no look.
_URL_PASSWORD = re.compile(r"://[^\s/:@\"'<>{}$]{0,100}:(?P<body>[^\s/@\"'<>]{1,200})@[\w\[$({.-]")
# Goes on over line breaks for as long as a word fills its place: the next key of the mapping, with its colon, doesn't.
_BASE64_PEM = re.compile(r"LS0tLS1CRUdJTi[A-Za-z0-9+/]{40,}+(?:\s++[A-Za-z0-9+/]++(?=[=\s]|\Z))*+={0,2}")


def tokens_in(text: str) -> list[tuple[int, int, str]]:
    """Start, end and kind of everything in a text that is a secret by its own form."""
    found: list[tuple[int, int, str]] = []
    for word, kind, form in _BY_WORD:
        if word in text:
            found += [(*match.span(), kind) for match in form.finditer(text) if "EXAMPLE" not in match.group()]
    if "PRIVATE KEY" in text:
        found += [(*match.span("body"), "private-key") for match in _PEM.finditer(text)]
    if "://" in text and "@" in text:
        found += [
            (*match.span("body"), "url-password") for match in _URL_PASSWORD.finditer(text) if is_literal(match["body"])
        ]
    if "LS0tLS1CRUdJTi" in text:
        found += [
            (*match.span(), "private-key")
            for match in _BASE64_PEM.finditer(text)
            if b"PRIVATE KEY" in decoded(match.group())
        ]
    return found


def decoded(word: str) -> bytes:
    """What a base64 word holds, b"" where it is none. Only the beginning is looked at."""
    compact = "".join(word[:400].split())
    try:
        return base64.b64decode(compact[: len(compact) // 4 * 4], validate=True)
    except (binascii.Error, ValueError):
        return b""
