"""Which users this desk may sign in by itself: none on a live seat, the demo's own users in the demo. Pure data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Login:
    """One user whose password this desk holds. `key` is its word in the command line."""

    key: str
    user: str
    password: str
    name_zh: str
    name_en: str

    def name_in(self, language: str) -> str:
        """The name in "zh" or "en"."""
        return self.name_zh if language == "zh" else self.name_en


class Access:
    """Accounts by key, in order; the first one signs in by itself."""

    def __init__(self, accounts: tuple[Login, ...] = ()) -> None:
        self._accounts = accounts

    @property
    def signs_in_by_itself(self) -> bool:
        """Whether nobody has to type a password here."""
        return bool(self._accounts)

    def accounts(self) -> tuple[Login, ...]:
        """All of them."""
        return self._accounts

    def account(self, key: str) -> Login | None:
        """The account of a word, None when this desk has none."""
        low = key.lower().replace("_", "-")
        found = [one for one in self._accounts if low in (one.key, one.user.lower(), one.name_zh)]
        return found[0] if found else None
