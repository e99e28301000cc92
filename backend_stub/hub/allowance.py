"""How much of something one may have in a second: a token bucket. Its owner's thread only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Allowance:
    """Token bucket: `per_s` on average, `burst` at once."""

    per_s: float
    burst: float
    tokens: float
    at_s: float

    @classmethod
    def full(cls, per_s: float, burst: float, now_s: float) -> Allowance:
        """One from which nothing was taken yet."""
        return cls(per_s, burst, burst, now_s)

    def take(self, now_s: float, tokens: float = 1.0) -> bool:
        """Use some tokens; False, and nothing used, when there are not so many."""
        self.tokens = min(self.burst, self.tokens + (now_s - self.at_s) * self.per_s)
        self.at_s = now_s
        if self.tokens < tokens:
            return False
        self.tokens -= tokens
        return True


@dataclass(slots=True)
class Budget:
    """What one seat may send: so many frames, and so many bytes."""

    frames: Allowance
    bytes: Allowance

    def take(self, now_s: float, size: int) -> bool:
        """Use one frame of `size` bytes; False when there is not so much left."""
        return self.frames.take(now_s) and self.bytes.take(now_s, size)
