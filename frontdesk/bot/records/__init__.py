"""The records: calls, turns, tool calls, messages and bookings in SQLite, encrypted, written off the audio path."""
