"""Twilio's side of a call as a server meets it: signed webhook, TwiML, media socket, playout, REST API."""
