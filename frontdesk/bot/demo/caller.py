"""A caller as data: who phones, in what voice, what for, and what is said to what is heard."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from frontdesk.bot.demo.visit import Visit
from frontdesk.errors import ConfigurationError

Sentences = tuple[Annotated[str, Field(min_length=3)], ...]
E164 = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$")]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Voice(_Data):
    """How the caller sounds."""

    model: Path | None = None
    """A Piper voice's `.onnx`; the shipped voice of the language without it."""
    pitch: float = Field(default=1.0, ge=0.6, le=1.7)
    speed: float = Field(default=1.0, ge=0.6, le=1.7)


class Reply(_Data):
    """One thing the caller may say."""

    hears: Sentences
    """Sentences of the receptionist, word for word; hearing one of them is enough."""
    says: str = Field(min_length=1)
    """`{when}` stands for the words of the visit."""
    times: int = Field(default=2, ge=1)
    """How often at most."""


class Caller(_Data):
    """The whole caller. Of several replies that fit, the first in the file is given."""

    language: Literal["en", "fr"]
    number: E164
    """The caller's own number, which the network shows to the clinic."""
    name: str = Field(min_length=1)
    """The name that the event must carry."""
    phone: E164
    """The number that the event must carry."""
    service: str
    """The id of the service that the event must carry."""
    visits: tuple[Visit, ...] = Field(min_length=1)
    """What the caller wants, best first; the first one on which the clinic is open is asked for."""
    voice: Voice = Voice()
    replies: tuple[Reply, ...] = Field(min_length=1)
    again: Sentences
    """Heard when the other did not understand: the caller's last words are said again."""
    lost: str
    """Said when nothing of what was heard fits."""
    silence: str
    """Said when nothing is heard for `patience_seconds`."""
    pause_seconds: float = Field(default=0.7, ge=0.2, le=3)
    """Silence after which the caller takes the other to have finished."""
    patience_seconds: float = Field(default=12, ge=2, le=60)

    @property
    def listens_for(self) -> frozenset[str]:
        """Every sentence that means something to the caller."""
        return frozenset(self.again).union(*(reply.hears for reply in self.replies))


def load_caller(path: Path) -> Caller:
    """Read a caller file. Raises `ConfigurationError` with all of its problems."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Caller.model_validate(raw)
    except OSError as error:
        problems: Iterable[str] = [f"cannot be read ({error.strerror}); name a caller file with --caller"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems = [f"is not TOML: {error}; mend that line"]
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, found['loc']))}: {found['msg']}" for found in error.errors()]
    raise ConfigurationError([f"{path}: {problem}" for problem in problems])
