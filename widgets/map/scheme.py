"""The map's own URL scheme `muster:` and the gate that lets nothing else through.

Qt main thread; used by `map_page`.
"""

from __future__ import annotations

import logging
from collections import deque
from typing import cast

from PySide6.QtCore import QByteArray, QFile, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from widgets.map.served_files import ServedFiles

_log = logging.getLogger(__name__)

SCHEME = b"muster"
ORIGIN = "muster://map"
PAGE_URL = f"{ORIGIN}/page/index.html"
CHANNEL_PATH = "/lib/qwebchannel.js"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def register_scheme() -> None:
    """Make `muster:` a secure scheme of our own; before the first page. Again is harmless."""
    if not QWebEngineUrlScheme.schemeByName(QByteArray(SCHEME)).name().isEmpty():
        return
    scheme = QWebEngineUrlScheme(QByteArray(SCHEME))
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    # LocalAccess is left out on purpose: it would open file:.
    scheme.setFlags(
        QWebEngineUrlScheme.Flag.SecureScheme
        | QWebEngineUrlScheme.Flag.CorsEnabled
        | QWebEngineUrlScheme.Flag.FetchApiAllowed
    )
    QWebEngineUrlScheme.registerScheme(scheme)


class MapSchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers `muster://map/…` from the allow-list, and everything else with "not found"."""

    def __init__(self, files: ServedFiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        if bytes(job.requestMethod().data()) != b"GET" or url.host() != "map":
            _log.warning("map: request denied: %s", url.toString())
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        path = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
        opened = self._open(path, job)
        if opened is None:
            _log.warning("map: not on the list: %s", path)
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        device, mime = opened
        # In the header as well as in the page: a worker obeys only the policy of its own answer.
        headers = {
            QByteArray(b"Content-Security-Policy"): [QByteArray(CONTENT_POLICY.encode())],
            QByteArray(b"X-Content-Type-Options"): [QByteArray(b"nosniff")],
        }
        # A multi-map: the binding wants lists, though its stub says otherwise.
        job.setAdditionalResponseHeaders(cast("dict[QByteArray, QByteArray]", headers))
        job.reply(QByteArray(mime.encode()), device)

    def _open(self, path: str, job: QWebEngineUrlRequestJob) -> tuple[QIODevice, str] | None:
        if path == CHANNEL_PATH:
            name, mime = ":/qtwebchannel/qwebchannel.js", "text/javascript"
        else:
            served = self._files.resolve(path)
            if served is None:
                return None
            name, mime = str(served.path), served.mime
        # The job owns the file, which Chromium reads piecemeal: a large layer never blocks this thread.
        device = QFile(name, job)
        return (device, mime) if device.open(QIODevice.OpenModeFlag.ReadOnly) else None


class MapRequestGate(QWebEngineUrlRequestInterceptor):
    """Refuses every request that is not to our own scheme, and remembers the last 64 it refused."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.refused: deque[str] = deque(maxlen=64)

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if url.scheme() == SCHEME.decode() and url.host() == "map":
            return
        is_image = info.resourceType() == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeImage
        if url.scheme() in ("data", "blob") and is_image:
            return
        info.block(True)
        self.refused.append(url.toString())
        _log.warning("map: request refused: %s", url.toString()[:200])
