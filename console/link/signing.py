"""Who sits at the seat, as far as a link knows: signing in now, after every reconnect, and once more when the hub is
busy. Pure, link's thread.

A file's user (autopilots, unattended walls) waits and tries again where too many tries were made; a person who typed a
password does not, so that nobody is signed in behind his back.
"""

from __future__ import annotations

import random
from typing import Final

from console.domain.base.refusals import Code
from console.wire import messages as m

from .config import LinkConfig
from .lines import AGAIN_NS

NOT_THIS_USER: Final = (Code.BAD_CREDENTIALS, Code.AUTOPILOT_REFUSED)
_BUSY: Final = (Code.BUSY, Code.TOO_FAST)


class SigningIn:
    """Credentials and what became of them."""

    def __init__(self, config: LinkConfig) -> None:
        self._of_file = m.SignIn(user=config.user, password=config.password) if config.user else None
        self._random = random.Random()
        self._good: m.SignIn | None = None
        self.credentials = self._of_file
        """What to say after the welcome; None: somebody has to sign in."""
        self.user = config.user
        """Whom commands belong to."""
        self.done = False
        """Whether the hub knows who we are, on this connection."""
        self._again_ns = 0

    def use(self, credentials: m.SignIn | None) -> None:
        """Somebody signs in, or out (None), now and after every reconnect."""
        self.credentials = credentials
        self._again_ns = 0

    def lose(self) -> None:
        """The hub has forgotten us."""
        self.done = False
        self._again_ns = 0

    def on_program(self) -> None:
        """The seat's roles are enough."""
        self.done = True

    def on_signed_in(self, user: str) -> None:
        """The hub's word."""
        self.user, self.done, self._again_ns = user, True, 0
        self._good = self.credentials

    def on_refused(self, refused: m.Refused, now_ns: int) -> str:
        """Why the sign-in page is to be shown; "" where it is not."""
        code = refused.code
        if self.done:  # the person here stays, and so does his password
            if code in NOT_THIS_USER or code == Code.TOO_MANY_TRIES:
                self.credentials = self._good
            return ""
        if code in NOT_THIS_USER:
            self.credentials = None
            return code
        if code == Code.TOO_MANY_TRIES:
            if self.credentials == self._of_file:
                wait_s = refused.fields.get("wait_s", 1)
                self._again_ns = now_ns + int(wait_s) * 1_000_000_000 + 1
            return code
        if code in _BUSY and self.credentials is not None:
            self.later(now_ns)
        return ""

    def later(self, now_ns: int) -> None:
        """The hub is busy: the same once more, in a second or two."""
        self._again_ns = now_ns + self._random.randint(*AGAIN_NS)

    def is_due(self, now_ns: int) -> bool:
        """Whether the time for it has come; true once."""
        due = 0 < self._again_ns <= now_ns
        if due:
            self._again_ns = 0
        return due
