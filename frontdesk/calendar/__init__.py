"""What time is: spoken dates, opening hours, free slots, booking, and the calendar server that keeps them."""

from frontdesk.calendar.appointment import Appointment, Openings, Slot
from frontdesk.calendar.diary import Diary

__all__ = ["Appointment", "Diary", "Openings", "Slot"]
