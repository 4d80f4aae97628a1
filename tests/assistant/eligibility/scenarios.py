"""The scenarios of `scenarios.yaml` as values, and the decision that the program takes on one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assistant.eligibility.decide import Decision, decide
from assistant.eligibility.facts import read_inquiry
from corpus.records import records

FILE = Path(__file__).with_name("scenarios.yaml")

FAR = date(2100, 1, 1)
"""Stands for today, which no scenario may depend on."""


@dataclass(frozen=True)
class Scenario:
    """An applicant, a call and a day, and what the sources say."""

    id: str
    title: str
    programme: str
    call: str | None
    as_of: date
    facts: Mapping[str, Any]
    expected: Mapping[str, Any]
    why: str
    role: str | None = None

    @property
    def substantive(self) -> str:
        """The expected verdict with the window left aside."""
        return str(self.expected.get("substantive", self.expected["verdict"]))

    def decision(self, **changes: Any) -> Decision:
        """What is decided on it, or on it with other facts or another day."""
        asked = {"programme": self.programme, "call": self.call, "role": self.role, "as_of": self.as_of}
        inquiry = read_inquiry({**asked, "facts": self.facts, **changes})
        first, *others = decide(inquiry, records(), FAR)
        assert self.role is not None or all(other.offer.id == first.offer.id for other in others)
        return first


SCENARIOS = tuple(Scenario(**row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8"))["scenarios"])
