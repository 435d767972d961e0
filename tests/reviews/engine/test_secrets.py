"""Secrets are found by their form, or by a telling name with a value that could be one; what is stored holds none."""

import base64

import pytest

from reviews.engine.secret_patterns import is_literal, names_a_secret
from reviews.engine.secrets import find_secrets, masked

AWS_KEY = "AKIA" + "QYLPMN5HHHFPZAM2"
GITHUB_TOKEN = "ghp_" + "a1B2c3D4e5" * 4
PRIVATE_KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7\nbase64base64base64==\n-----END RSA PRIVATE KEY-----"


def found(text, name="a.yaml"):
    return [text[mask.start : mask.end] for mask in find_secrets(text, name)]


def env(name, value):
    return f"kind: Pod\nspec:\n  containers:\n    - name: web\n      env:\n        - name: {name}\n          value: {value}\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DB_PASSWORD", "hunter2"),
        ("API_KEY", "9f8e7d6c5b4a"),
        ("PGPASSWORD", '"1234"'),
        ("JWT_SECRET", "correct-horse"),
        ("SMTP_PASS", "s3nd"),
    ],
)
def test_a_variable_with_a_telling_name_and_a_literal_value_holds_a_secret(name, value):
    assert found(env(name, value)) == [value.strip('"')]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRETS_DIR", "/var/run/secrets"),
        ("DB_PASSWORD_FILE", "/run/secrets/db"),
        ("TOKEN_TTL", '"3600"'),
        ("MAX_TOKENS", '"4096"'),
        ("DB_PASSWORD", "$(VAULT_PASSWORD)"),
        ("DB_PASSWORD", "${DB_PASSWORD}"),
        ("DB_PASSWORD", '"<your password>"'),
        ("DB_PASSWORD", "change-me"),
        ("AUTH_SECRET", "vault:secret/data/app#key"),
        ("TOKEN_AUTH", '"true"'),
        ("SECRET_NAME", "db-credentials"),
        ("PWD", "/app"),
        ("MONKEY", "banana-split"),
    ],
)
def test_a_reference_a_placeholder_a_path_or_a_switch_is_no_secret(name, value):
    assert found(env(name, value)) == []


def test_provider_tokens_are_found_wherever_they_stand():
    text = f"# key: {AWS_KEY}\nkind: ConfigMap\ndata:\n  notes: |\n    use {GITHUB_TOKEN} for now\n"
    assert found(text) == [AWS_KEY, GITHUB_TOKEN]


def test_the_documentations_example_key_is_no_secret():
    assert found("key: AKIAIOSFODNN7EXAMPLE\n") == []


def test_a_private_key_is_found_with_real_and_with_escaped_line_breaks():
    indented = PRIVATE_KEY.replace("\n", "\n    ")
    assert "MIIEowIBAAKCAQEA7" in found(f"kind: ConfigMap\ndata:\n  key: |\n    {indented}\n")[0]
    escaped = PRIVATE_KEY.replace("\n", "\\n")
    assert "MIIEowIBAAKCAQEA7" in found(f'{{"private_key": "{escaped}"}}', "a.json")[0]


def test_every_value_of_a_secret_is_found_and_encrypted_ones_are_left():
    text = (
        "kind: Secret\ndata:\n  a: aHVudGVyMg==\n  empty: ''\nstringData:\n"
        "  b: |\n    one\n    two\n  c: ENC[AES256_GCM,data:x]\n"
    )
    assert found(text) == ["aHVudGVyMg==", "    one\n    two"]


def test_passwords_in_arguments_addresses_and_files_in_a_configmap_are_found():
    text = 'spec:\n  args: ["--db-password=hunter2", "--token", "abc123def", "--password-file=/run/x"]\n'
    assert found(text) == ["hunter2", "abc123def"]
    assert found("url: postgresql://admin:hunter2@db:5432/shop\n") == ["hunter2"]
    assert found("kind: ConfigMap\ndata:\n  app.properties: |\n    user=app\n    db.password=hunter2\n") == ["hunter2"]


def test_secrets_in_a_text_that_is_no_yaml_are_found_too():
    assert found("password: hunter2\n  broken: [\n") == ["hunter2"]


def test_the_masked_text_has_the_same_length_and_lines_and_no_secret():
    indented = PRIVATE_KEY.replace("\n", "\n    ")
    text = f"kind: Secret\nstringData:\n  key: |\n    {indented}\n  token: {GITHUB_TOKEN}\n"
    clean = masked(text, find_secrets(text, "a.yaml"))
    assert [len(line) for line in clean.split("\n")] == [len(line) for line in text.split("\n")]
    assert GITHUB_TOKEN not in clean
    assert "MIIEow" not in clean


def test_names_and_values_decide_together():
    assert names_a_secret("clientSecret")
    assert not names_a_secret("clientSecretName")
    assert names_a_secret("AWS_SECRET_ACCESS_KEY")
    assert not names_a_secret("keyboard")
    assert not is_literal("arn:aws:secretsmanager:eu-west-1:1:secret:x")


@pytest.mark.parametrize("width", [10_000, 76], ids=["in one line", "wrapped"])
def test_the_dots_of_a_private_key_end_with_it(width: int) -> None:
    pem = "-----BEGIN PRIVATE KEY-----\n" + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n" * 9 + "-----END PRIVATE KEY-----\n"
    word = base64.b64encode(pem.encode()).decode()
    lines = [word[at : at + width] for at in range(0, len(word), width)]
    text = "data:\n  tls.key: |\n    " + "\n    ".join(lines) + "\n  jwtRS256.key.pub: bm90aGluZw==\nkind: Secret\n"

    hidden = masked(text, find_secrets(text, "a.yaml"))
    assert not any(line[:20] in hidden for line in lines)
    assert "\n  jwtRS256.key.pub: " in hidden
    one_line = f"data: {{tls.key: {word}}}\nspec:\n  x: {word}\nkind: Secret\n"
    assert masked(one_line, find_secrets(one_line, "a.yaml")).endswith("\nkind: Secret\n")
