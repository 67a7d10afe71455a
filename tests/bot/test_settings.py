"""Settings: where a value comes from, and how every bad one is reported."""

import os
import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.bot.settings import Settings, example_clinic, load_settings
from frontdesk.bot.settings_sources import web_address
from frontdesk.errors import ConfigurationError


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith("FRONTDESK_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def problems_of(config: Path | None = None) -> tuple[str, ...]:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(config)
    return caught.value.problems


def test_defaults_need_nothing() -> None:
    settings = load_settings()
    assert settings.clinic_file == example_clinic()
    assert settings.data_dir == Path.cwd() / "data"
    assert settings.uses_pocket
    assert not settings.takes_calls


def test_environment_beats_file_beats_default(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("frontdesk.toml").write_text('port = 9000\nhost = "0.0.0.0"\n')
    monkeypatch.setenv("FRONTDESK_PORT", "9001")
    settings = load_settings()
    assert (settings.port, settings.host, settings.calendar_url) == (9001, "0.0.0.0", None)


def test_tables_are_the_same_as_flat_keys() -> None:
    Path("frontdesk.toml").write_text(
        'public_url = "https://phone.example.org/"\n[twilio]\nauth_token = "s"\n[radicale]\nport = 7000\n'
    )
    settings = load_settings()
    assert settings.twilio_auth_token is not None
    assert settings.twilio_auth_token.get_secret_value() == "s"
    assert settings.public_url == "https://phone.example.org"
    assert settings.radicale_port == 7000
    assert settings.takes_calls


def test_data_dir_moves_with_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FRONTDESK_DATA_DIR", str(tmp_path / "elsewhere"))
    assert load_settings().data_dir == tmp_path / "elsewhere"


def test_paths_in_a_file_start_at_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    (folder / "own.toml").write_text('clinic = "clinic.toml"\n')
    assert load_settings(folder / "own.toml").clinic == folder / "clinic.toml"


def test_the_path_of_a_model_in_a_file_starts_at_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    lines = ['whisper = "models/small"', 'llama = "gguf:Qwen/Small:Q4"', 'piper_en = "pocket"', 'piper_fr = "/fr.onnx"']
    (folder / "own.toml").write_text("\n".join(lines))
    settings = load_settings(folder / "own.toml")
    assert settings.whisper == str(folder / "models" / "small")
    assert (settings.llama, settings.piper_en, settings.piper_fr) == ("gguf:Qwen/Small:Q4", "pocket", "/fr.onnx")


def test_the_settings_that_the_readme_shows_are_settings(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    (tmp_path / "shown.toml").write_text(textwrap.dedent(shown))
    assert load_settings(tmp_path / "shown.toml").takes_calls


def test_file_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("port = 9100\n")
    monkeypatch.setenv("FRONTDESK_CONFIG", "other.toml")
    assert load_settings().port == 9100


def test_all_problems_at_once_with_place_key_and_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("frontdesk.toml").write_text('prot = 1\nradicale_port = "many"\nrecords_keep = "some"\n')
    monkeypatch.setenv("FRONTDESK_PORT", "99999")
    monkeypatch.setenv("FRONTDESK_PUBIC_URL", "x")
    monkeypatch.setenv("FRONTDESK_TWILIO_AUTH_TOKEN", "secret-token")
    problems = problems_of()
    assert len(problems) == 6
    text = "\n".join(problems)
    assert "prot: no such setting. Did you mean port?" in text
    assert "FRONTDESK_PUBIC_URL: no such setting. Did you mean FRONTDESK_PUBLIC_URL?" in text
    assert "environment: FRONTDESK_PORT: input should be less than or equal to 65535. Set it to a TCP port" in text
    assert "FRONTDESK_TWILIO_AUTH_TOKEN is set but public_url is not" in text
    assert sum("frontdesk.toml" in problem for problem in problems) == 3
    assert "secret-token" not in text


@pytest.mark.parametrize("key", sorted(set(Settings.model_fields) - {"data_dir", "clinic", "documents"}))
def test_wrong_type_in_the_file_names_file_key_and_remedy(key: str) -> None:
    Path("frontdesk.toml").write_text(f"{key} = [1]\n")
    first = next(problem for problem in problems_of() if f": {key}: " in problem)
    assert first.startswith(str(Path("frontdesk.toml").resolve()))
    assert f"Set it to {Settings.model_fields[key].description}" in first


@pytest.mark.parametrize("text", ['transfer_number = "+15145550101"', '[phone]\ntransfer_number = "+15145550101"'])
def test_a_setting_that_moved_says_where(text: str) -> None:
    Path("frontdesk.toml").write_text(text)
    assert "[[extensions]]" in "".join(problems_of())


def test_same_key_twice() -> None:
    Path("frontdesk.toml").write_text('twilio_account_sid = "AC1"\n[twilio]\naccount_sid = "AC2"\n')
    assert any("twilio_account_sid is set twice" in problem for problem in problems_of())


@pytest.mark.parametrize("content", [b"port = \n", b"\xff\xfe"])
def test_broken_file(content: bytes) -> None:
    Path("frontdesk.toml").write_bytes(content)
    assert "frontdesk.toml" in problems_of()[0]


def test_missing_file() -> None:
    assert "cannot be read" in problems_of(Path("nowhere.toml"))[0]


def test_empty_variable_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_PORT", "")
    assert load_settings().port == 8080


def test_secrets_do_not_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_TWILIO_AUTH_TOKEN", "secret-token")
    monkeypatch.setenv("FRONTDESK_PUBLIC_URL", "http://127.0.0.1:8080")
    assert "secret-token" not in repr(load_settings())


@given(st.integers())
def test_any_port_is_taken_or_named(port: int) -> None:
    if 0 <= port <= 65535:
        assert Settings(port=port).port == port
    else:
        with pytest.raises(ValueError, match="port"):
            Settings(port=port)


@given(st.text(max_size=60))
def test_any_text_is_a_web_address_or_refused(text: str) -> None:
    for candidate in (text, f"https://{text}"):
        try:
            address = web_address(candidate)
        except ValueError:
            continue
        assert address.startswith(("http://", "https://"))
        assert not address.endswith("/")
        assert web_address(address) == address
        assert "?" not in address


@given(
    st.sampled_from(["https", "http"]),
    st.from_regex(r"[a-z]{1,10}(\.[a-z]{2,5}){0,2}", fullmatch=True),
    st.integers(1, 65535),
)
def test_ordinary_addresses_pass(scheme: str, host: str, port: int) -> None:
    assert web_address(f"{scheme}://{host}:{port}/") == f"{scheme}://{host}:{port}"
