"""The records' cipher: AES-256-GCM with one key from a file outside the database.

Theory. Each text is sealed alone under a fresh random 96-bit nonce; at one thousand texts a day the chance that two
nonces of one key ever meet stays below 2^-32 for centuries. The column's name is authenticated with the text, so that a
sealed text moved to another column no longer opens. Written form: `1:` + base64(nonce + ciphertext + tag).
"""

import base64
import binascii
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from frontdesk.bot.private_folder import make_private_folder
from frontdesk.errors import ConfigurationError, RecordsUnavailable

_VERSION = "1:"
_NONCE_BYTES = 12
_KEY_BYTES = 32


class Cipher:
    """Seals and opens texts with one key."""

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(key)

    def seal(self, text: str, column: str) -> str:
        """Encrypt `text` for `column`."""
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + base64.b64encode(nonce + self._aead.encrypt(nonce, text.encode(), column.encode())).decode()

    def open(self, sealed: str, column: str) -> str:
        """Decrypt what `seal` made for the same column; anything else raises `RecordsUnavailable`."""
        try:
            if not sealed.startswith(_VERSION):
                raise ValueError
            raw = base64.b64decode(sealed.removeprefix(_VERSION), validate=True)
            if base64.b64encode(raw).decode() != sealed.removeprefix(_VERSION):
                raise ValueError
            return self._aead.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], column.encode()).decode()
        except (InvalidTag, ValueError, binascii.Error):
            raise RecordsUnavailable(f"A value of {column} cannot be decrypted with the records' key.") from None


def read_key(path: Path) -> bytes:
    """The key in `path`. Raises `ConfigurationError` if others may read the file or it holds no key."""
    try:
        mode = path.stat().st_mode & 0o777
        written = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        remedy = "Restore it from your backup, or move the database away to start anew."
        raise ConfigurationError([f"{path}: the records' key cannot be read. {remedy}"]) from None
    if mode & 0o077:
        raise ConfigurationError([f"{path}: others may read the records' key. Run: chmod 600 {path}"])
    try:
        key = base64.b64decode(written.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != _KEY_BYTES:
        raise ConfigurationError(
            [f"{path}: this is not a records key (32 bytes in base64). Restore it from your backup."]
        )
    return key


def make_key(path: Path) -> bytes:
    """Write a new key that only this user may read; an existing file is never overwritten. Raises OSError."""
    key = os.urandom(_KEY_BYTES)
    make_private_folder(path.parent)
    draft = path.with_name(f"{path.name}.{os.getpid()}")  # nobody must ever read half a key under the real name
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(key) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return key
