"""A scenario over the telephone: the caller's end of the line, reacting to what is heard, until somebody hangs up."""

import asyncio
import contextlib
import time
from dataclasses import dataclass

from frontdesk.bot.demo.wire.account import IncomingCall, new_sid
from frontdesk.bot.demo.wire.people import Person
from frontdesk.bot.demo.wire.phone_line import PhoneLine
from frontdesk.errors import CallRefused
from tests.scenarios.behaviour import Behaviour
from tests.scenarios.calendars import entries
from tests.scenarios.hearing import Hearing
from tests.scenarios.house import Backstage, House, open_house
from tests.scenarios.ledger import calendar_problems, records_problems
from tests.scenarios.outcome import Outcome, words_problems
from tests.scenarios.recordings import Line, Recordings, hiss, own_loudness
from tests.scenarios.scenario import Scenario, Turn
from tests.scenarios.script import Cast, Cue, TrueModel, TrueRecogniser

PAUSE = 0.6
"""Seconds of silence after which a caller takes the other to have finished."""
THINKING = 2.4
"""Seconds of silence after which a caller who heard nothing to reply to speaks up all the same."""
PATIENCE = 25.0
"""Seconds of silence after which a caller gives up; far above what the receptionist lets pass."""
LONGEST = 150.0
TALK = 2.0
"""Seconds for which a person talks whom the call was put through to."""
HIDDEN = "anonymous"
"""What Twilio writes in place of a hidden number."""


@dataclass
class SpokenCaller:
    """One caller on one line."""

    scenario: Scenario
    line: PhoneLine
    ear: Hearing
    cue: Cue
    behaviour: Behaviour
    recordings: Recordings
    outcome: Outcome
    tight: bool

    async def hold_the_line(self) -> None:
        """Dial, talk, and hang up at the latest when nothing is left to say."""
        try:
            await self.line.dial()
            async with asyncio.timeout(LONGEST):
                while not self.line.ended.is_set():
                    turn = await self._next_turn()
                    if turn is None:
                        break
                    await self._do(turn)
        except CallRefused as refused:
            self.outcome.problems.append(refused.message)
        except TimeoutError:
            self.outcome.problems.append(f"the call was not over after {LONGEST:.0f} s")
        finally:
            self._note_heard()
            await self.line.hang_up()

    async def _next_turn(self) -> Turn | None:
        """Listen until there is something to do; None when the call is over or the caller gives up."""
        while not self.line.ended.is_set():
            await asyncio.sleep(0.02)
            if turn := self.behaviour.interrupt(self.ear.words()):
                return turn
            if self.ear.sounded and self.ear.quiet >= PAUSE:
                heard = self.ear.words()
                if turn := self.behaviour.answer(heard):
                    return turn
                if self.ear.quiet >= THINKING and heard:
                    if lost := self.behaviour.at_a_loss(heard):
                        return lost
                    if self.ear.quiet >= PATIENCE:
                        return self._give_up(f"nothing to say to {heard!r}")
            if self.ear.quiet >= PATIENCE:
                return self._give_up("nobody spoke any more")
        return None

    def _give_up(self, why: str) -> None:
        self.outcome.problems.append(f"the caller gave up: {why}")

    async def _do(self, turn: Turn) -> None:
        self._note_heard()
        self.ear.forget()
        self._check_unused()
        language = turn.language or self.scenario.language
        line = await asyncio.to_thread(
            self.recordings.line,
            turn,
            self.scenario.caller,
            self.scenario.language,
            tight=self.tight,
            loudness=own_loudness(self.scenario.name),
        )
        self.cue.begin(turn, line)
        self.outcome.story.append(f"caller        {turn.says or turn.keys or _deed(turn)} [{language}]")
        await self._send(line, turn)
        if turn.hangs_up:
            await self.line.hang_up()

    async def _send(self, line: Line, turn: Turn) -> None:
        for key in turn.keys:
            await self.line.press(key)
            await asyncio.sleep(0.15)
        if line.audio:
            self.line.say(line.audio)
            await self.line.said()
            self.ear.silent_frames = 0 if self.ear.sounded else self.ear.silent_frames

    def _note_heard(self) -> None:
        if heard := self.ear.words():
            self.outcome.story.append(f"receptionist  {heard}")

    def _check_unused(self) -> None:
        if self.tight and self.cue.unused and self.cue.turn:
            self.outcome.problems.append(
                f"{self.cue.unused} replies of the model were not asked for, after {self.cue.turn.says!r}"
            )

    def check(self) -> None:
        """What the caller can tell at the end."""
        self._check_unused()
        if self.tight:
            self.outcome.problems += self.cue.problems
            self.outcome.problems += [f"never done: {turn.says or _deed(turn)!r}" for turn in self.behaviour.left()]
        self.outcome.problems += [f"Twilio would not have understood: {fault}" for fault in self.line.faults]
        dialled = tuple(dialled.number for dialled in self.line.dialled)
        if dialled != self.scenario.after.dialled:
            self.outcome.problems.append(f"dialled {dialled} instead of {self.scenario.after.dialled}")
        self.outcome.problems += words_problems(self.scenario, self.ear.everything(), self.outcome.level)
        wanted = self.scenario.after.ended_by
        ended_by = "caller" if self.line.ended_by == "caller" else "receptionist"
        if wanted and self.tight and ended_by != wanted:
            self.outcome.problems.append(f"the call was ended by the {ended_by} instead of the {wanted}")


async def play(stage: Backstage, scenario: Scenario, recordings: Recordings, *, scripted: bool) -> Outcome:
    """Play one scenario over the telephone, with scripted engines or with the pocket models."""
    outcome = Outcome(scenario, "scripted" if scripted else "spoken")
    began = time.monotonic()
    cast, ear = Cast(), Hearing()
    engines = {"recogniser": TrueRecogniser(cast), "language_model": TrueModel(cast)} if scripted else {}
    async with open_house(
        stage, language=scenario.language, moment=scenario.clock, before=scenario.before, ears=[ear], **engines
    ) as house:
        before = await entries(house.server, house.clinic)
        caller = phone_in(house, scenario, recordings, cast, ear, outcome)
        async with caller.line:
            house.lines[caller.line.call.sid] = caller.line
            await caller.hold_the_line()
        await over(house)
        caller.check()
        after = scenario.after
        outcome.problems += calendar_problems(house, after, before, await entries(house.server, house.clinic))
        problems, record = await records_problems(house, after, caller.line.call.sid, exact=scripted)
        outcome.problems += problems
        if record is None or record.call.ended_at is None:
            outcome.problems.append("the records do not hold the whole call")
    outcome.seconds = time.monotonic() - began
    return outcome


def phone_in(
    house: House, scenario: Scenario, recordings: Recordings, cast: Cast, ear: Hearing, outcome: Outcome
) -> SpokenCaller:
    """A caller about to dial."""
    scripted = outcome.level == "scripted"
    call = IncomingCall(new_sid("CA"), house.account, scenario.caller.number or HIDDEN, house.clinic.phone)
    noise = scenario.caller.noise
    person = Person("answers" if scenario.dial == "answered" else "no answer", talks=TALK)
    line = PhoneLine(
        call,
        house.url,
        on_frame=ear.hear,
        network=None if noise is None else hiss(noise),
        people={extension.phone: person for extension in house.clinic.extensions},
        wait=_hurry,
    )
    cue = Cue(scenario.language, lambda: line.recording.caller)
    cast.enter(call.sid, cue)
    behaviour = Behaviour(scenario.turns, scenario.language, free=not scripted, lost=scenario.caller.lost)
    return SpokenCaller(scenario, line, ear, cue, behaviour, recordings, outcome, tight=scripted)


async def over(house: House) -> None:
    """Wait until the server has closed every call."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(30):
            while house.reception.line is not None and house.reception.line.calls:  # noqa: ASYNC110 (no event for it)
                await asyncio.sleep(0.02)


async def _hurry(seconds: float) -> None:
    """While Twilio itself rings or speaks nobody listens: a tenth of the time is enough."""
    await asyncio.sleep(seconds / 10)


def _deed(turn: Turn) -> str:
    if turn.hangs_up:
        return "(hangs up)"
    return "(coughs)" if turn.cough else "(listens)"
