"""What a secret is called, and what a value looks like that could be one.

A name alone says nothing: SECRETS_DIR is a path, DB_PASSWORD_FILE names a file, TOKEN_TTL counts seconds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SECRET_WORDS = frozenset(
    [
        "password",
        "passwd",
        "passphrase",
        "passcode",
        "secret",
        "token",
        "apikey",
        "credential",
        "credentials",
        "dbpass",
        "dbpassword",
        "userpassword",
        "rootpassword",
        "authtoken",
        "accesstoken",
        "secretkey",
        "accesskey",
        "privatekey",
        "clientsecret",
        "pgpassword",
    ]
)
_SECRET_PAIRS = frozenset(
    {
        ("api", "key"),
        ("access", "key"),
        ("private", "key"),
        ("secret", "key"),
        ("encryption", "key"),
        ("signing", "key"),
        ("auth", "key"),
        ("account", "key"),
        ("master", "key"),
        ("license", "key"),
    }
)
_SECRET_ENDINGS = frozenset({"pass", "pwd", "pw"})
# A name that ends so speaks about a secret and does not hold one.
_ABOUT = frozenset(
    [
        "file",
        "files",
        "path",
        "paths",
        "dir",
        "directory",
        "folder",
        "name",
        "names",
        "ref",
        "refs",
        "reference",
        "url",
        "uri",
        "urls",
        "endpoint",
        "host",
        "hostname",
        "port",
        "ttl",
        "expiry",
        "expires",
        "expiration",
        "lifetime",
        "duration",
        "age",
        "length",
        "size",
        "len",
        "min",
        "max",
        "limit",
        "limits",
        "count",
        "enabled",
        "enable",
        "disabled",
        "required",
        "id",
        "ids",
        "type",
        "kind",
        "version",
        "mount",
        "volume",
        "issuer",
        "audience",
        "algorithm",
        "alg",
        "policy",
        "regex",
        "pattern",
        "header",
        "headers",
        "timeout",
        "interval",
        "seconds",
        "minutes",
        "hours",
        "days",
        "prefix",
        "suffix",
        "namespace",
        "provider",
        "class",
        "store",
        "backend",
        "manager",
        "label",
        "annotation",
        "field",
        "property",
        "format",
        "encoding",
        "mode",
        "rotation",
        "rotate",
        "scope",
        "scopes",
        "claim",
        "location",
        "source",
        "selector",
        "template",
        "cookie",
        "public",
        "hint",
        "validation",
        "strength",
        "reset",
        "request",
        "review",
        "hash",
        "cache",
        "bucket",
        "region",
        "budget",
        "usage",
        "window",
        "rate",
        "per",
        "generation",
        "operator",
        "controller",
        "driver",
        "sync",
        "syncer",
        "key",
    ]
)
_REFERENCE = re.compile(
    r"\$\(|\$\{|\{\{|^\$|^%\(|%\w+%|^<[^>]*>$|^\[[^\]]*\]$|^(?:vault|ref\+|arn:|op://|file:|projects/|secret://|ssm:|sm://|gcp:|aws:|azurekv:|ENC\[|k8s:|env:|valueFrom)|^__\w+__$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"change[-_ ]?(?:me|this|it)|replace|placeholder|example|dummy|redacted|fill[-_ ]?(?:me|in)|todo|insert[-_ ]|^your[-_ ]?|^my[-_ ](?:secret|password|token)$|^(?:x{3,}|\*+|\.{3,}|-+|•+)$|to[-_ ]?be[-_ ]|^(?:secret|password|token|passwd|key)$",
    re.IGNORECASE,
)
_NO_SECRETS = frozenset(
    [
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "none",
        "null",
        "nil",
        "enabled",
        "disabled",
        "default",
        "auto",
        "always",
        "never",
        "required",
        "optional",
        "basic",
        "bearer",
        "jwt",
        "oauth",
        "oauth2",
        "kubernetes",
        "vault",
        "file",
        "env",
        "static",
        "string",
        "opaque",
        "disable",
        "enable",
        "test-token-review",
    ]
)


@lru_cache(maxsize=4096)
def names_a_secret(name: str) -> bool:
    """Whether a key or variable of this name would hold a secret."""
    words = [word.lower() for word in _WORDS.findall(name[:200])]
    if not words:
        return False
    pairs = set(pairwise(words))
    if pairs & _SECRET_PAIRS and (words[-1] == "key" or words[-1] not in _ABOUT):
        return True
    if words[-1] in _ABOUT:
        return False
    singular = {word.removesuffix("s") for word in words[-2:]} | set(words)
    return bool(singular & _SECRET_WORDS) or (words[-1] in _SECRET_ENDINGS and name.upper() != "PWD")


def is_literal(value: str) -> bool:
    """Whether a value could be a secret itself, not a reference to one, a placeholder, a path or a switch."""
    value = value.strip()
    if len(value) < 3 or value.lower() in _NO_SECRETS:
        return False
    if _REFERENCE.search(value) or _PLACEHOLDER.search(value):
        return False
    if value[0] in "/." and " " not in value and not value.endswith("="):
        return False
    if "://" in value:  # an address; a password in it is found by its own form
        return False
    return not (value.replace(".", "").isdigit() and len(value) < 4)
