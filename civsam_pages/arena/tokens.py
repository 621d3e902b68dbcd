"""Secrets for the links of mails; the database keeps only what cannot be turned back into one."""

import secrets

from django.utils.crypto import salted_hmac


def new_token() -> str:
    """A secret of 256 random bits, as it stands in a link."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What the database keeps of a token."""
    return salted_hmac("civsam.token", token, algorithm="sha256").hexdigest()
