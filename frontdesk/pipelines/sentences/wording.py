"""Which fixed sentences there are; `english` and `french` word them.

Fields with braces in their words are templates.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one language."""

    language: str
    either: str
    both: str
    """How alternatives are joined: the word before the last one."""
    # the call itself
    notice: str
    after_hours: str
    pocket_notice: str
    repeat: str
    still_there: str
    one_moment: str
    last_minute: str
    anything_else: str
    goodbye: str
    # engines and stores in trouble
    engine_trouble: str
    cannot_go_on: str
    written_down: str
    calendar_down: str
    message_failed: str
    # what this receptionist may not do
    not_allowed: str
    no_transfer: str
    nobody_reached: str
    transferring: str
    extension_closed: str
    nobody_there: str
    nobody_took: str
    no_switch: str
    language_switched: str
    emergency: str
    emergency_person: str
    is_emergency: str
    how_else: str
    offer_person: str
    stuck_message: str
    stuck_person: str
    how_help: str
    no_advice: str
    no_advice_person: str
    # times
    past: str
    closed: str
    closed_offer: str
    offer: str
    offer_one: str
    not_available: str
    just_taken: str
    nothing_free: str
    which_day: str
    which_time: str
    no_date: str
    notice_too_short: str
    too_far: str
    unclear_choice: str
    no_such_service: str
    no_such_practitioner: str
    other_service: str
    # booking
    which: str
    chosen: str
    read_back: str
    what_change: str
    ask_name: str
    name_again: str
    ask_phone: str
    phone_again: str
    nothing_booked: str
    book_it: str
    nothing_moved: str
    nothing_cancelled: str
    appointment_is: str
    cancelled_is: str
    booked: str
    booked_own_number: str
    read_back_number: str
    without_phone: str
    which_service: str
    which_name: str
    which_name_move: str
    which_name_cancel: str
    which_name_look: str
    booking_number: str
    not_found: str
    not_found_again: str
    identity_message: str
    identity_person: str
    which_appointment: str
    seen_cancel: str
    seen_move: str
    seen_offer: str
    seen_taken: str
    seen: str
    seen_several: str
    same_time: str
    read_back_move: str
    read_back_cancel: str
    moved: str
    cancelled: str
    kept: str
    appointment_changed: str
    calendar_down_change: str
    # messages
    no_message: str
    ask_message: str
    read_back_message: str
    read_back_message_bare: str
    message_taken: str
    leave_message: str
    message_kept: str
    not_confirmed: str
    no_name: str
