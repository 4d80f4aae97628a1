"""A language model behind an OpenAI-like API, asked through LlamaIndex, and what a question may spend on it.

Whatever a service does ends in a reply or in `ModelFailed` before the time is up. Must not know what is asked
for, and never tells what a service said of a failure: it may hold the key.

Why Ollama is asked through the same API: it serves one itself, so one client with one set of tested failures
is enough. Why a thread beside the client's time-outs: looking up a host's name has none. Why no retries: a
second try takes as long as the first, and the default answer is at hand.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from enum import StrEnum
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from assistant.compose.bounded_http import BoundedTransport, TooMuch
from assistant.errors import SettingsInvalid
from assistant.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage
    from llama_index.core.llms import LLM

    from assistant.compose.evidence_prompt import Message

MOST_CALLS = 2
"""Calls for one question, rewriting and refused forms of a request included."""

_AT_ONCE = 8
_SEED = 7
_ENVELOPE, _PER_TOKEN = 65_536, 100
"""Bytes of a reply at the most: what surrounds the text, and for each of its tokens."""

_CONNECT = 5.0

Schema = dict[str, Any]
"""A JSON schema that the reply must follow, where the service can see to that."""


class Failure(StrEnum):
    """Why a model was of no use, in words for people."""

    TIMED_OUT = "the model took too long"
    BUSY = "the model has too many questions at once"
    SPENT = "the model was asked as often as allowed"
    LIMITED = "the model's service asks to wait (status 429)"
    BROKEN = "the model's service failed"
    NOT_ACCEPTED = "the model's service did not accept the request"
    UNREACHABLE = "the model's service was not reached or broke off"
    ENDLESS = "the model's reply had no end"
    MALFORMED = "the model's reply was damaged"
    SILENT = "the model made no claim with its evidence"
    UNPROVEN = "none of the model's claims was proven"
    ANSWERS_LESS = "the model's proven claims answer less of the question"


class ModelFailed(Exception):
    """A model gave nothing that can be used."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class Model(Protocol):
    """Replies to messages; can be used from several threads."""

    def reply(self, messages: Sequence[Message], seconds: float, schema: Schema | None = None) -> str:
        """The text of the reply.

        Raises:
            ModelFailed: there is none within the time.
        """
        ...


class Calls:
    """What one question may spend on a model: some calls, and seconds for all of them together."""

    def __init__(
        self,
        model: Model,
        seconds: float,
        most: int = MOST_CALLS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model, self._clock, self._most = model, clock, most
        self._end = clock() + seconds
        self.made = 0

    def ask(self, messages: Sequence[Message], schema: Schema | None = None) -> str:
        """The model's reply; asked without the schema where the service does not accept one.

        Raises:
            ModelFailed: there is none, or nothing is left to spend.
        """
        try:
            return self._ask(messages, schema)
        except ModelFailed as failed:
            if failed.failure is not Failure.NOT_ACCEPTED or schema is None or self.made == self._most:
                raise
        return self._ask(messages, None)

    def _ask(self, messages: Sequence[Message], schema: Schema | None) -> str:
        seconds = self._end - self._clock()
        if self.made == self._most:
            raise ModelFailed(Failure.SPENT)
        if seconds <= 0:
            raise ModelFailed(Failure.TIMED_OUT)
        self.made += 1
        return self._model.reply(messages, seconds, schema)


class LlamaIndexModel:
    """A `Model` that is a LlamaIndex LLM of the OpenAI kind."""

    def __init__(self, llm: LLM) -> None:
        self._llm = llm
        self._free = BoundedSemaphore(_AT_ONCE)
        self._takes_schema = True

    def reply(self, messages: Sequence[Message], seconds: float, schema: Schema | None = None) -> str:
        """The text of the reply, see `Model`."""
        wanted = schema if self._takes_schema else None
        try:
            return self._within(lambda: self._chat(messages, seconds, wanted), seconds)
        except ModelFailed as failed:
            # Once refused, a schema is not offered again: it would cost every question a call.
            self._takes_schema &= not (wanted and failed.failure is Failure.NOT_ACCEPTED)
            raise

    def _chat(self, messages: Sequence[Message], seconds: float, schema: Schema | None) -> str:
        extra: dict[str, Any] = {"timeout": seconds}
        if schema is not None:
            form = {"name": "reply", "strict": True, "schema": schema}
            extra["response_format"] = {"type": "json_schema", "json_schema": form}
        return self._llm.chat(_chat_messages(messages), **extra).message.content or ""

    def _within(self, work: Callable[[], str], seconds: float) -> str:
        """What ``work`` gives, in a thread that is left to itself when the time is up."""
        if not self._free.acquire(blocking=False):
            raise ModelFailed(Failure.BUSY)
        done: Future[str] = Future()

        def run() -> None:
            try:
                done.set_result(work())
            except Exception as error:  # noqa: BLE001  # whatever a service does, there is a default answer
                done.set_exception(ModelFailed(_failure(error)))
            finally:
                self._free.release()

        Thread(target=run, name="ascn-model", daemon=True).start()
        try:
            return done.result(seconds)
        except TimeoutError:
            raise ModelFailed(Failure.TIMED_OUT) from None


def load_model(settings: Settings, clock: Callable[[], float] = time.monotonic) -> Model | None:
    """The model that the settings name; None where they name none.

    Raises:
        SettingsInvalid: the package that asks it is not installed.
    """
    if settings.llm == "none":
        return None
    try:
        from llama_index.llms.openai_like import OpenAILike
    except ImportError as error:
        reason = "it needs the package llama-index-llms-openai-like, which is not installed"
        step = "Install ascn-assistant[llm], or set llm to none"
        raise SettingsInvalid(f"llm = {settings.llm}", reason, step) from error
    return LlamaIndexModel(OpenAILike(**_given(settings, clock)))


def _given(settings: Settings, clock: Callable[[], float]) -> dict[str, Any]:
    """What the LlamaIndex class is made with."""
    return {
        "model": settings.llm_model,
        "api_base": settings.llm_address,
        # With an empty one the class would take a key from the environment.
        "api_key": settings.llm_key.get_secret_value() or "none",
        "is_chat_model": True,
        "temperature": 0.0,
        "max_tokens": settings.llm_tokens,
        "max_retries": 0,
        "timeout": settings.llm_timeout,
        "additional_kwargs": {"seed": _SEED},
        "http_client": _client(settings, clock),
    }


def _client(settings: Settings, clock: Callable[[], float]) -> httpx.Client:
    """An HTTP client that reads no more than a reply may be long, and follows no redirect with the key."""
    address = urlsplit(settings.llm_address)
    bypass = proxy_bypass(address.hostname or "")
    proxy = None if bypass else getproxies().get(address.scheme)
    size = _ENVELOPE + _PER_TOKEN * settings.llm_tokens
    # No connection is kept: one that the service has closed meanwhile would fail the next question.
    inner = httpx.HTTPTransport(proxy=proxy, limits=httpx.Limits(max_keepalive_connections=0))
    transport = BoundedTransport(inner, size, clock)
    limit = httpx.Timeout(settings.llm_timeout, connect=min(_CONNECT, settings.llm_timeout))
    return httpx.Client(transport=transport, timeout=limit, follow_redirects=False)


def _chat_messages(messages: Sequence[Message]) -> list[ChatMessage]:
    from llama_index.core.base.llms.types import ChatMessage, MessageRole

    return [ChatMessage(role=MessageRole(message.role), content=message.text) for message in messages]


def _failure(error: BaseException) -> Failure:
    """What an error of the client means."""
    import openai

    causes = [error, error.__cause__, error.__context__]
    if any(isinstance(cause, TooMuch) for cause in causes):
        return Failure.ENDLESS
    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException):
        return Failure.TIMED_OUT
    if isinstance(error, openai.RateLimitError):
        return Failure.LIMITED
    if isinstance(error, openai.APIStatusError):
        return Failure.BROKEN if error.status_code >= 500 else Failure.NOT_ACCEPTED
    if isinstance(error, openai.APIConnectionError | httpx.TransportError):
        return Failure.UNREACHABLE
    return Failure.MALFORMED
