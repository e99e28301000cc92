"""The session's port as the Qt side knows it. Pure data; `console.session.port` is the authority."""

from __future__ import annotations

from console.session.port import Answer, LinkState, LinkView, SessionPort, SessionSink, Telemetry

__all__ = ["Answer", "LinkState", "LinkView", "SessionPort", "SessionSink", "Telemetry"]
