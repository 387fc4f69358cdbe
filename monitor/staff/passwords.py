"""Hashes staff passwords with argon2, and says which ones are too weak to keep."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

FEWEST_CHARACTERS = 12
MOST_CHARACTERS = 200
FEWEST_DIFFERENT = 5

_HASHER = PasswordHasher()
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$Z3Dw8lYxYMx5mgAsPB0byg"
    "$9DU7cdNZHzij37eMoqM0vwgPoEdub9Z0mSkTe0nu4II"
)
"""Written down, for making it at every start of every command would take longer than most."""


def hash_password(password: str) -> str:
    """Return the argon2 hash of a password."""
    return _HASHER.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Check a password; without a hash the same work is done, so that timing tells nothing."""
    try:
        right = _HASHER.verify(password_hash or _NOBODY, password)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def password_refusal(password: str, *, username: str) -> str | None:
    """Return why a password is too weak, or None. Length is what counts.

    >>> password_refusal("short", username="njeri")
    'needs at least 12 characters'
    >>> password_refusal("mvua ya asubuhi", username="njeri") is None
    True
    """
    if len(password) < FEWEST_CHARACTERS:
        return f"needs at least {FEWEST_CHARACTERS} characters"
    if len(password) > MOST_CHARACTERS:
        return f"may have at most {MOST_CHARACTERS} characters"
    if len(set(password)) < FEWEST_DIFFERENT:
        return "needs more different characters"
    if username in password.lower():
        return "must not hold the username"
    return None
