"""The telephone side of the server: Twilio's webhooks and media sockets, let in only with a signature."""
