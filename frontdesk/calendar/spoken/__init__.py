"""Spoken dates and times in English and French: `resolve` reads a caller's words, `say_slot` is its inverse.

Pure: no I/O, the time of the call is handed in.
"""

from frontdesk.calendar.spoken.resolver import resolve
from frontdesk.calendar.spoken.saying import say_date, say_slot, say_time
from frontdesk.calendar.spoken.wish import Ask, Language, Reference, Unclear, Wish

__all__ = ["Ask", "Language", "Reference", "Unclear", "Wish", "resolve", "say_date", "say_slot", "say_time"]
