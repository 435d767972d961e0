"""Random words that stand for a person's right; the database keeps their hashes only."""

import hashlib
import secrets


def new_token() -> str:
    """A token nobody can guess: 32 random bytes, safe in addresses."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token. It is random and long, so one round of SHA-256 cannot be reversed by guessing."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
