"""The TwiML that this server hands out is what Twilio carries out; `frontdesk phone` prints what to enter there."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from frontdesk.bot.cli.commands import app
from frontdesk.bot.demo.wire.twiml import Dial, Hangup, Record, Reject, Say, Stream, parse
from frontdesk.bot.phone.documents import Documents
from frontdesk.bot.phone.phrases import PHRASES, voice_language
from frontdesk.bot.phone.stream_tokens import AnnouncedCall
from frontdesk.bot.settings import example_clinic
from frontdesk.clinic import Clinic, load_clinic
from frontdesk.errors import ConfigurationError

URL = "https://phone.example.org/desk"
CLINIC = load_clinic(example_clinic())
DOCUMENTS = Documents(CLINIC, URL, "wss://phone.example.org/desk")
CALL = AnnouncedCall("CA1", "AC1", "+15145550123", "+15145550100")


def in_country(country: str, name: str = CLINIC.name) -> Clinic:
    return CLINIC.model_copy(update={"country": country, "name": name})


def test_a_call_is_connected_and_asks_what_to_do_afterwards() -> None:
    (stream,) = parse(DOCUMENTS.stream(CALL, "t" * 43))
    assert isinstance(stream, Stream)
    assert stream.url == "wss://phone.example.org/desk/twilio/media/" + "t" * 43
    assert stream.action == URL + "/twilio/stream-ended"


def test_a_transfer_rings_for_a_while_and_then_asks() -> None:
    assert parse(DOCUMENTS.dial("+15145550101", CALL)) == (Dial("+15145550101", 20, URL + "/twilio/dialled"),)
    hidden = AnnouncedCall("CA1", "AC1", None, "+15145550100")
    (dial,) = parse(DOCUMENTS.dial("+15145550101", hidden))
    assert isinstance(dial, Dial)
    assert dial.caller_id == "+15145550100"


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(str.strip))
def test_consent_comes_before_every_recording_whatever_the_clinic_is_called(name: str) -> None:
    documents = Documents(in_country("CA", name), URL)
    for languages in (("en",), ("fr",), ("en", "fr")):
        verbs = parse(documents.voicemail(*languages))
        (record,) = [verb for verb in verbs if isinstance(verb, Record)]
        before = [verb.text for verb in verbs[: verbs.index(record)] if isinstance(verb, Say)]
        assert len(before) == len(languages)
        assert all(PHRASES[language].consent in text for language, text in zip(languages, before, strict=True))
        assert record.action == URL + "/twilio/recorded"
        assert isinstance(verbs[-1], Say)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_last_words_are_followed_by_the_end(language: str) -> None:
    for document in (
        DOCUMENTS.recorded(language, kept=True),  # type: ignore[arg-type]
        DOCUMENTS.recorded(language, kept=False),  # type: ignore[arg-type]
        DOCUMENTS.leaving(language),  # type: ignore[arg-type]
    ):
        say, end = parse(document)
        assert isinstance(say, Say)
        assert isinstance(end, Hangup)
    assert parse(DOCUMENTS.busy()) == (Reject("busy"),)
    assert parse(DOCUMENTS.hang_up()) == (Hangup(),)


def test_phrases_have_the_same_blanks_in_every_language() -> None:
    for field in fields(PHRASES["en"]):
        english, french = (getattr(PHRASES[language], field.name) for language in ("en", "fr"))
        assert english != french
        for blank in ("{clinic}", "{seconds}", "{recording}"):
            assert (blank in english) == (blank in french)


def test_the_carriers_voice_speaks_as_people_do_there() -> None:
    spoken = [voice_language(language, in_country(there)) for there in ("CA", "FR", "GB") for language in ("en", "fr")]
    assert spoken == ["en-US", "fr-CA", "en-US", "fr-FR", "en-GB", "fr-FR"]


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRONTDESK_PUBLIC_URL", URL)


@pytest.mark.usefixtures("settings")
def test_the_commands_say_what_to_enter() -> None:
    told = json.loads(CliRunner().invoke(app, ["phone", "setup", "--json"]).stdout)
    assert told["numbers"] == {"+15145550100": "en", "+15145550110": "fr"}
    assert f"{URL}/twilio/voice" in told["entries"]["A call comes in"]
    assert f"{URL}/twilio/status" in CliRunner().invoke(app, ["phone", "setup"]).stdout
    printed = CliRunner().invoke(app, ["phone", "fallback"])
    assert parse(printed.stdout) == parse(DOCUMENTS.voicemail("en", "fr"))
    assert "TwiML Bin" in printed.stderr


@pytest.mark.usefixtures("settings")
def test_without_an_address_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FRONTDESK_PUBLIC_URL")
    with pytest.raises(ConfigurationError, match="public_url is not set"):
        CliRunner().invoke(app, ["phone", "setup"], catch_exceptions=False)
