"""Bases of all messages. Pure data, any thread; used by the modules that define messages."""

from __future__ import annotations

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all messages; `tag` is the type on the wire."""


class ClientMessage(Message, frozen=True, kw_only=True):
    """Base of what a client sends."""


class HubMessage(Message, frozen=True, kw_only=True):
    """Base of what a hub sends."""
