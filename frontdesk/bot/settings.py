"""The server's settings: defaults < `frontdesk.toml` < environment `FRONTDESK_*`.

Every key is flat; a table in the file joins its name to the key: `[twilio] auth_token` is `twilio_auth_token`, which is
`FRONTDESK_TWILIO_AUTH_TOKEN` in the environment. The file is `frontdesk.toml` in the working folder unless
`FRONTDESK_CONFIG` names another. Paths in the file are relative to the file, others to the working folder.
"""

import os
import re
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from frontdesk.bot.settings_sources import (
    ENVIRONMENT_PREFIX,
    Origins,
    find_file,
    unknown_keys,
    unknown_variables,
    web_address,
)
from frontdesk.errors import ConfigurationError

WebAddress = Annotated[str, AfterValidator(web_address)]
Port = Annotated[int, Field(ge=0, le=65535)]
Threads = Annotated[int, Field(ge=1, le=256)]
EngineName = Annotated[str, Field(min_length=1)]

POCKET = "pocket"
_NOT_A_PATH = re.compile(r"(?:whisper|piper|gguf|https?):")


def _default_threads() -> int:
    """One core is left to the calls' audio: engines' threads that wait for each other spin, and keep it waiting."""
    return max(1, min(4, (os.cpu_count() or 1) - 1))


class Settings(BaseSettings):
    """All settings, checked. Each field's description is the remedy that a bad value's error names."""

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT_PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    data_dir: Path = Field(Path("data"), description="a folder; all state lives there")
    clinic: Path | None = Field(None, description="the path of the practice's clinic.toml")
    documents: Path | None = Field(None, description="a folder of .md and .txt files; default: beside the clinic file")
    host: str = Field("127.0.0.1", min_length=1, description="the address to listen on, e.g. 127.0.0.1 or 0.0.0.0")
    port: Port = Field(8080, description="a TCP port from 0 to 65535, e.g. 8080; 0 takes a free one")
    public_url: WebAddress | None = Field(
        None, description="the address at which Twilio reaches this server, e.g. https://phone.example.org"
    )

    twilio_auth_token: SecretStr | None = Field(
        None, min_length=1, description="the account's auth token from Twilio's console"
    )
    twilio_account_sid: str | None = Field(
        None, pattern=r"^AC\w+$", description="the account's SID from Twilio's console, e.g. AC0123..."
    )
    twilio_api_base_url: WebAddress = Field(
        "https://api.twilio.com", description="the address of Twilio's REST API, e.g. https://api.twilio.com"
    )

    whisper: EngineName = Field(POCKET, description="pocket, whisper:<size> or the path of a CTranslate2 folder")
    llama: EngineName = Field(POCKET, description="pocket, gguf:<repository>:<quantisation> or the path of a .gguf")
    piper_en: EngineName = Field(POCKET, description="pocket, piper:<voice> or the path of an .onnx voice")
    piper_fr: EngineName = Field(POCKET, description="pocket, piper:<voice> or the path of an .onnx voice")
    threads: Threads = Field(default_factory=_default_threads, description="threads per engine, 1 to 256")
    max_calls: int = Field(30, ge=1, le=1000, description="how many calls may run at the same time, 1 to 1000")

    calendar_url: WebAddress | None = Field(
        None, description="the address of a CalDAV server; leave it out to use the embedded one"
    )
    calendar_username: str | None = Field(None, min_length=1, description="the login at calendar_url")
    calendar_password: SecretStr | None = Field(None, min_length=1, description="the password at calendar_url")
    radicale_host: str = Field("127.0.0.1", min_length=1, description="where the embedded calendar server listens")
    radicale_port: Port | None = Field(
        None, description="the embedded calendar server's TCP port; unset: 5232 or the next free one, then always that"
    )

    records_keep: Literal["full", "summary", "none"] = Field("full", description="full, summary or none")
    records_days: int = Field(
        90, ge=1, le=36500, description="after how many days calls and done messages are erased, 1 to 36500"
    )
    records_key_file: Path | None = Field(None, description="the file of the records' key; default: in data_dir")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over what the file gave (handed in as keyword arguments)."""
        return env_settings, init_settings

    @property
    def clinic_file(self) -> Path:
        """The clinic file in use: the practice's own or the packaged example."""
        return self.clinic or example_clinic()

    @property
    def documents_folder(self) -> Path:
        """Where the documents lie that questions are answered from."""
        return self.documents or self.clinic_file.parent / "documents"

    @property
    def takes_calls(self) -> bool:
        """Whether Twilio is set up; without it the phone routes answer 503."""
        return self.twilio_auth_token is not None and self.public_url is not None

    @property
    def uses_pocket(self) -> bool:
        """Whether the recogniser is the pocket one, which understands synthetic voices only."""
        return self.whisper == POCKET


def example_clinic() -> Path:
    """The clinic file that comes with the package."""
    return Path(str(resources.files("frontdesk.bot") / "example" / "clinic.toml"))


def load_settings(config: Path | None = None) -> Settings:
    """Read every source. Raises `ConfigurationError` with all problems at once."""
    file = find_file(config, os.environ)
    origins = Origins(file, os.environ)
    problems = [
        *file.problems,
        *unknown_keys(file, Settings.model_fields),
        *unknown_variables(os.environ, Settings.model_fields),
        *_belong_together(origins),
    ]
    known = {key: value for key, value in file.values.items() if key in Settings.model_fields}
    try:
        settings = Settings(**known)
    except ValidationError as error:
        problems += [_problem(origins, dict(found)) for found in error.errors(include_input=False)]
        raise ConfigurationError(problems) from None
    if problems:
        raise ConfigurationError(problems)
    return settings.model_copy(update=_anchored(settings, origins))


def _problem(origins: Origins, found: dict[str, Any]) -> str:
    """One bad value as a sentence: where it stands, its key, what is wrong, what to write; never the value itself."""
    key = str(found["loc"][0])
    remedy = Settings.model_fields[key].description
    reason = str(found["msg"]).removeprefix("Value error, ")
    return f"{origins.place(key)}: {origins.name(key)}: {reason[:1].lower()}{reason[1:]}. Set it to {remedy}."


def _belong_together(origins: Origins) -> list[str]:
    """Keys that make sense only with others."""
    groups = (
        ("twilio_auth_token", ("public_url",)),
        ("calendar_url", ("calendar_username", "calendar_password")),
        ("calendar_username", ("calendar_url",)),
        ("calendar_password", ("calendar_url",)),
    )
    fields = Settings.model_fields
    return [
        f"{origins.place(key)}: {origins.name(key)} is set but {other} is not. "
        f"Set {other} to {fields[other].description}."
        for key, others in groups
        if origins.has(key)
        for other in others
        if not origins.has(other)
    ]


def _anchored(settings: Settings, origins: Origins) -> dict[str, Any]:
    """Path settings made absolute, from the folder they are relative to; an engine's only where it is a path."""
    paths = {key: getattr(settings, key) for key in ("data_dir", "clinic", "documents", "records_key_file")}
    anchored: dict[str, Any] = {
        key: (origins.folder(key) / path.expanduser()).resolve() for key, path in paths.items() if path is not None
    }
    for key in ("whisper", "llama", "piper_en", "piper_fr"):
        name = getattr(settings, key)
        if name != POCKET and not _NOT_A_PATH.match(name):
            anchored[key] = str((origins.folder(key) / Path(name).expanduser()).resolve())
    return anchored
