"""Folders and files that only this user may open."""

import os
from pathlib import Path


def make_private_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, each with mode 0700; what exists is left as it is.

    `Path.mkdir(parents=True)` would give the folders above the ordinary mode. Raises OSError.
    """
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file with mode 0600 if there is none. Raises OSError."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
