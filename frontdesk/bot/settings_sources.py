"""Where settings come from, and how a problem says so: the file, the environment, and what was probably meant."""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from frontdesk.errors import ConfigurationError

ENVIRONMENT_PREFIX = "FRONTDESK_"
FILE_VARIABLE = "FRONTDESK_CONFIG"
FILE_NAME = "frontdesk.toml"


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What the file said: flat keys, and what was wrong with it as a whole. `path` is None where there is none."""

    path: Path | None
    values: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origins:
    """Tells for each key whether the environment, the file or nobody set it."""

    file: SettingsFile
    environment: Mapping[str, str]

    def variable(self, key: str) -> str | None:
        """The environment variable that sets `key`, as written there; an empty one sets nothing."""
        wanted = f"{ENVIRONMENT_PREFIX}{key}".lower()
        return next((name for name, value in self.environment.items() if name.lower() == wanted and value), None)

    def has(self, key: str) -> bool:
        """Whether anybody set `key`."""
        return self.variable(key) is not None or key in self.file.values

    def place(self, key: str) -> str:
        """Where the value of `key` stands."""
        if self.variable(key):
            return "environment"
        return str(self.file.path) if key in self.file.values else "default"

    def name(self, key: str) -> str:
        """What the value is called where it stands."""
        return self.variable(key) or key

    def folder(self, key: str) -> Path:
        """The folder that a relative path under `key` starts from."""
        from_file = self.variable(key) is None and key in self.file.values and self.file.path is not None
        return self.file.path.parent if from_file and self.file.path else Path.cwd()


def read_file(path: Path) -> SettingsFile:
    """Read one settings file; a file that cannot be read or parsed raises `ConfigurationError`."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError([f"{path}: not TOML: {error}. Mend that line."]) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise ConfigurationError([f"{path}: cannot be read: {reason}. Mend the path or the file."]) from None
    values, problems = _flat(tables, path)
    return SettingsFile(path.resolve(), values, tuple(problems))


def find_file(config: Path | None, environment: Mapping[str, str]) -> SettingsFile:
    """The settings file: `config`, else the one `FRONTDESK_CONFIG` names, else `frontdesk.toml` here, else none."""
    named = config or (Path(environment[FILE_VARIABLE]) if environment.get(FILE_VARIABLE) else None)
    if named is not None:
        return read_file(named)
    here = Path.cwd() / FILE_NAME
    return read_file(here) if here.is_file() else SettingsFile(None)


def _flat(tables: Mapping[str, Any], path: Path, prefix: str = "") -> tuple[dict[str, Any], list[str]]:
    """Join table names to keys; the same key said twice (flat and in a table) is a problem."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    for name, value in tables.items():
        key = f"{prefix}{name}"
        inner, found = _flat(value, path, f"{key}_") if isinstance(value, dict) else ({key: value}, [])
        problems += found
        problems += [f"{path}: {twice} is set twice. Keep one of them." for twice in inner if twice in values]
        values |= inner
    return values, problems


def unknown_keys(file: SettingsFile, known: Iterable[str]) -> list[str]:
    """Problems for the file's keys that are no setting."""
    names = list(known)
    return [f"{file.path}: {key}: {_unknown(key, names)}" for key in file.values if key not in names]


def unknown_variables(environment: Mapping[str, str], known: Iterable[str]) -> list[str]:
    """Problems for `FRONTDESK_*` variables that are no setting."""
    names = {f"{ENVIRONMENT_PREFIX}{key}".upper() for key in known} | {FILE_VARIABLE}
    strange = [n for n in environment if n.upper().startswith(ENVIRONMENT_PREFIX) and n.upper() not in names]
    return [f"environment: {name}: {_unknown(name.upper(), sorted(names))}" for name in strange]


def _unknown(name: str, known: list[str]) -> str:
    if name.lower().endswith("transfer_number"):
        return (
            "no such setting. Whom calls are passed on to stands in clinic.toml: [[extensions]] with id, names, phone."
        )
    near = difflib.get_close_matches(name, known, n=1)
    return f"no such setting. Did you mean {near[0]}?" if near else "no such setting. Remove it."


def web_address(value: str) -> str:
    """Check an http(s) address without query, fragment or login; a slash at the end goes."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise ValueError("not a web address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise ValueError("not an http or https address")
    if parts.query or parts.fragment or parts.username or parts.password or any(c.isspace() for c in value):
        raise ValueError("an address without spaces, login, query or fragment is needed")
    return value.rstrip("/")
