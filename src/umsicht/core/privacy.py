"""What a model keeps about people, why, for how long and how it is erased. Collected into a generated page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Declaration:
    """One model's answer to the questions of Art. 30 GDPR; texts are German, shown on the public record page.

    `personal` False means: no personal data and no free text that could hold any; the rest may then be empty.
    """

    personal: bool
    purpose: str = ""
    retention: str = ""
    erasure: str = ""
    legal_basis: str = ""

    def __post_init__(self) -> None:
        if self.personal and not (self.purpose and self.retention and self.erasure):
            raise ValueError("A model with personal data needs purpose, retention and erasure.")


NO_PERSONAL_DATA = Declaration(personal=False)
