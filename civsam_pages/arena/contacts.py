"""Whom a visitor asks about a thing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """A role with an address that several people read. Never a person."""

    role: str = ""
    email: str = ""
    phone: str = ""

    @property
    def is_reachable(self) -> bool:
        return bool(self.email or self.phone)
