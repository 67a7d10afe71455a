"""The error tree. Every error that frontdesk raises on purpose is one of these.

    FrontdeskError              code, message, retryable
    ├── ConfigurationError      CFG_001  settings or clinic file: every problem at once, each with its remedy
    ├── StartError              RUN_001  the server cannot start (port or folder taken, child died); the remedy is named
    ├── ModelMissing            MOD_001  a model's files are not there or not whole
    ├── EngineFailed            MOD_002  an engine broke while working; the call goes on without its answer
    │   └── BadReply            MOD_003  the language model answered, but nothing that can be used
    ├── CalendarUnavailable     CAL_001  the calendar server cannot be reached or refuses us
    ├── SlotTaken               BIZ_001  somebody else has the time
    ├── SlotUnknown             BIZ_002  a slot that was never offered in this call
    ├── AppointmentChanged      BIZ_003  the appointment is no longer as it was read out
    ├── RecordsUnavailable      REC_001  the database cannot be written
    ├── CallRefused             TEL_001  a server did not take a call as the telephone network needs it taken
    └── CarrierUnavailable      TEL_002  the carrier's API cannot be reached or is in trouble

Messages are written for the operator and never hold a caller's words, name or number. `retryable` says whether the same
request may succeed later without anybody changing anything.
"""

from collections.abc import Sequence
from typing import Any, ClassVar


class FrontdeskError(Exception):
    """Base of the tree. `message` is one sentence for the operator, free of callers' data."""

    code: ClassVar[str] = "GEN_001"
    retryable: ClassVar[bool] = False

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ConfigurationError(FrontdeskError):
    """One or more bad values in a configuration file or the environment."""

    code = "CFG_001"

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class StartError(FrontdeskError):
    """The server cannot start; the message names what is in the way and how to clear it."""

    code = "RUN_001"


class ModelMissing(FrontdeskError):
    """A model's files are missing or broken; the message names the command that mends it."""

    code = "MOD_001"


class EngineFailed(FrontdeskError):
    """An engine could not answer. The caller is asked to repeat, or a message is taken."""

    code = "MOD_002"
    retryable = True


class BadReply(EngineFailed):
    """The language model works, yet its reply is empty or a call of no tool. This conversation lacks an answer."""

    code = "MOD_003"


class CalendarUnavailable(FrontdeskError):
    """The calendar server cannot be reached, refuses the login, or answers nonsense."""

    code = "CAL_001"
    retryable = True


class SlotTaken(FrontdeskError):
    """The time is no longer free. `neighbours` are free slots near it, in order of time; perhaps none."""

    code = "BIZ_001"

    def __init__(self, message: str, neighbours: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.neighbours = tuple(neighbours)


class SlotUnknown(FrontdeskError):
    """The slot was never offered in this call."""

    code = "BIZ_002"


class AppointmentChanged(FrontdeskError):
    """Staff changed the appointment after it was read out.

    `appointment` is as it stands now, None where nobody can say; `gone`: it was removed or cancelled.
    """

    code = "BIZ_003"

    def __init__(self, message: str, appointment: Any = None, *, gone: bool = False) -> None:
        super().__init__(message)
        self.appointment = appointment
        self.gone = gone


class RecordsUnavailable(FrontdeskError):
    """The records database cannot be read or written."""

    code = "REC_001"
    retryable = True


class CallRefused(FrontdeskError):
    """A server refused a call, or answered it in a way that the telephone network would not understand."""

    code = "TEL_001"


class CarrierUnavailable(FrontdeskError):
    """The carrier's API cannot be reached, is in trouble, or is left alone.

    `unsure`: it may have done what was asked.
    """

    code = "TEL_002"
    retryable = True

    def __init__(self, message: str, *, unsure: bool = False) -> None:
        super().__init__(message)
        self.unsure = unsure
