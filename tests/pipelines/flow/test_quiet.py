"""Pipecat's log passes on where, never what."""

import logging

import pytest
from loguru import logger as pipecat_logger

from frontdesk.pipelines.flow.quiet import hush_pipecat


def test_places_pass_and_words_do_not(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    hush_pipecat()
    with caplog.at_level(logging.DEBUG):
        pipecat_logger.debug("Generating TTS [Hello Mary Johnson]")
        pipecat_logger.warning("not speaking [Hello Mary Johnson]")
        try:
            raise ValueError("Mary Johnson")
        except ValueError:
            pipecat_logger.exception("broke")
    out, err = capfd.readouterr()
    assert "WARNING in" in caplog.text
    assert "ERROR in" in caplog.text
    assert "Johnson" not in caplog.text + out + err
