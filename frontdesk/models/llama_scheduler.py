"""Runs all replies at once on one context, step by step: the loop of the child's owner thread.

Each step reads one batch: the last token of every reply that is speaking, and as much prompt as fits beside them,
shared out in the order of arrival. Cancellations take effect between two steps.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from queue import Empty, SimpleQueue

from frontdesk.errors import BadReply, EngineFailed, ModelMissing
from frontdesk.models.chat_template import ChatTemplate
from frontdesk.models.grammar import CallGrammar
from frontdesk.models.llama_binding import BatchToken, LlamaContext
from frontdesk.models.llama_prompt import PromptWriter
from frontdesk.models.llama_reply import Reply
from frontdesk.models.llama_sequences import Sequences, Slot
from frontdesk.models.llama_wire import Wire
from frontdesk.models.ports import ToolSpec

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Job:
    """One reply being made. `todo` are the tokens to be read next: the rest of the prompt, then one at a time."""

    number: int
    prompt: list[int]
    max_tokens: int
    slot: Slot
    kept: int
    reply: Reply
    todo: list[int] = field(default_factory=list)


class Scheduler:
    """Owns the context. `send` takes answers to the parent, from this thread."""

    def __init__(self, context: LlamaContext, calls: int, send: Callable[[Wire], None]) -> None:
        """Serve `calls` sequences; `ModelMissing` when the model has no usable chat template."""
        self._context = context
        self._send = send
        template = ChatTemplate(context.template, bos=context.bos, eos=context.eos)
        self._writer = PromptWriter(template, context.tokenise, context.specials)
        self._sequences = Sequences(context, calls)
        self._waiting: list[Wire] = []
        self._jobs: list[_Job] = []

    def warm_up(self) -> None:
        """Make one short reply, so that the first caller does not wait; `ModelMissing` when the model cannot."""
        answers: list[Wire] = []
        send, self._send = self._send, answers.append
        self._take(
            {
                "op": "generate",
                "id": 0,
                "call": "",
                "messages": [{"role": "user", "content": "Hello."}],
                "tools": [],
                "max_tokens": 2,
            }
        )
        while self._jobs:
            self._step()
        self._sequences.forget("")
        self._send = send
        if "failed" in answers[-1]:
            raise ModelMissing(answers[-1]["failed"])

    def run(self, requests: SimpleQueue[Wire]) -> None:
        """Serve requests for ever."""
        while True:
            self._receive(requests)
            self._start_waiting()
            if self._jobs:
                self._step()

    def _receive(self, requests: SimpleQueue[Wire]) -> None:
        """Take what has arrived; wait only when there is nothing to do."""
        idle = not self._jobs and not self._waiting
        while True:
            try:
                self._take(requests.get(block=idle))
            except Empty:
                return
            idle = False

    def _take(self, request: Wire) -> None:
        if request["op"] == "generate":
            self._waiting.append(request)
            self._start_waiting()
        elif request["op"] == "cancel":
            self._cancel(request["id"])
        else:
            self._sequences.forget(request["call"])

    def _cancel(self, number: int) -> None:
        self._waiting = [request for request in self._waiting if request["id"] != number]
        for job in [job for job in self._jobs if job.number == number]:
            self._end(job)
        self._send({"id": number, "cancelled": True})

    def _start_waiting(self) -> None:
        self._waiting = [request for request in self._waiting if not self._start(request)]

    def _start(self, request: Wire) -> bool:
        """Begin a reply; False when no sequence is free for it yet."""
        number, max_tokens = request["id"], request["max_tokens"]
        if not self._sequences.free_for(request["call"]):
            return False
        try:
            grammar = _grammar(json.dumps(request["tools"])) if request["tools"] else None
            room = self._context.context_tokens - max_tokens
            prompt = self._writer.write(request["messages"], request["tools"], room)
        except EngineFailed as error:
            self._send({"id": number, "failed": error.message, "bad": True})
            return True
        except Exception as error:  # the outer edge of one request: the others go on. Its text may hold words.
            self._send({"id": number, "failed": f"its prompt cannot be written ({type(error).__name__})", "bad": True})
            return True
        slot = self._sequences.take(request["call"], prompt)
        reply = Reply(
            grammar,
            self._context.pieces,
            self._context.ends,
            max_tokens,
            lambda text: self._send({"id": number, "text": text}),
        )
        kept = len(slot.tokens)
        self._jobs.append(_Job(number, prompt, max_tokens, slot, kept, reply, prompt[kept:]))
        return True

    def _step(self) -> None:
        batch, predicted = self._fill()
        try:
            self._context.read(batch)
        except EngineFailed as error:
            self._fail_all(error)
            return
        for job, at in predicted:
            self._advance(job, at)

    def _fill(self) -> tuple[list[BatchToken], list[tuple[_Job, int]]]:
        """Put a batch together; with it, the jobs whose next token it predicts and at which index."""
        batch: list[BatchToken] = []
        predicted: list[tuple[_Job, int]] = []
        for job in sorted(self._jobs, key=lambda job: len(job.todo) > 1):
            chunk = job.todo[: self._context.batch_tokens - len(batch)]
            if not chunk:
                continue
            del job.todo[: len(chunk)]
            for token in chunk:
                batch.append(BatchToken(token, len(job.slot.tokens), job.slot.sequence, predict=False))
                job.slot.tokens.append(token)
            if job.todo:
                self._send({"id": job.number, "reading": True})
            else:
                last = batch.pop()
                batch.append(BatchToken(last.token, last.position, last.sequence, predict=True))
                predicted.append((job, len(batch) - 1))
        return batch, predicted

    def _advance(self, job: _Job, at: int) -> None:
        if job.max_tokens == 0:
            self._finish(job)
            return
        try:
            over = job.reply.add(self._context.logits(at)) == "over"
        except EngineFailed as error:
            self._send({"id": job.number, "failed": error.message, "bad": isinstance(error, BadReply)})
            self._end(job)
            return
        if over:
            self._finish(job)
        else:
            job.todo = [job.reply.tokens[-1]]
            if job.reply.in_call:
                self._send({"id": job.number, "writing": True})

    def _finish(self, job: _Job) -> None:
        usage = {"prompt": len(job.prompt), "kept": job.kept, "completion": len(job.reply.tokens)}
        self._send({"id": job.number, "done": usage})
        self._end(job)

    def _end(self, job: _Job) -> None:
        self._sequences.release(job.slot)
        self._jobs.remove(job)

    def _fail_all(self, error: EngineFailed) -> None:
        """Fail every reply of a batch that could not be read; what their sequences hold is unknown."""
        logger.error("All replies under way failed: %s", error)
        for job in list(self._jobs):
            self._send({"id": job.number, "failed": str(error)})
            self._end(job)
            self._sequences.clear(job.slot)


@lru_cache(maxsize=16)
def _grammar(tools: str) -> CallGrammar:
    return CallGrammar([ToolSpec(**tool) for tool in json.loads(tools)])
