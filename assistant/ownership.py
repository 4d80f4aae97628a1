"""Which browser a conversation belongs to: to the one that holds its key, of which only the hash is kept.

    browser ── key (random) ──▶ hash ──▶ stands beside the conversation

A conversation without an owner belongs to whoever knows its id: one asked by a program, or before there were
keys. It is listed to nobody. Must not read cookies or rows.

Why no accounts: a server may be used by many who never meet, and nothing about a person is kept. Why hashes:
whoever reads the database must not be able to come as one of the browsers.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TypeAlias

Keys: TypeAlias = tuple[str, ...]
"""Hashes of the keys that a caller holds; a new conversation belongs to the first. Programs hold none."""

NOBODY: Keys = ()

_BYTES = 32


def new_key() -> str:
    """A key that nobody guesses: 256 random bits in characters that a cookie may hold."""
    return secrets.token_urlsafe(_BYTES)


def hashed(key: str) -> str:
    """What is kept of a key. Why without salt and stretching: random keys are in no dictionary."""
    return hashlib.sha256(key.encode()).hexdigest()
