"""Somebody may be in danger."""
