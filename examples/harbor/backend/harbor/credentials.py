"""Session tokens and verification codes, of which only hashes are stored."""

import hashlib
import hmac
import secrets

CODE_DIGITS = 6


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def hash_code(key: str, user_id: str, code: str) -> str:
    """Keyed, because a million codes are quickly tried against a bare hash."""
    return hmac.new(key.encode(), f"{user_id}:{code}".encode(), "sha256").hexdigest()
