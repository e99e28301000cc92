"""The locked-down web page that draws the map: profile, page and settings. Qt main thread; used by `MapView`.

Off the record, no cookies, no cache, no storage, no pop-ups, no permissions, no navigation: the page can read
what `ServedFiles` lists and talk to one channel object, nothing else.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
)

from widgets.map.scheme import PAGE_URL, SCHEME, MapRequestGate, MapSchemeHandler

_log = logging.getLogger(__name__)

GROUND = "#10171d"
"""The map's background, shown before the first picture too."""

_Attribute = QWebEngineSettings.WebAttribute
_OFF = (
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.JavascriptCanPaste,
    _Attribute.LocalStorageEnabled,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.ScreenCaptureEnabled,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.TouchIconsEnabled,
    _Attribute.FocusOnNavigationEnabled,
    _Attribute.AllowRunningInsecureContent,
    _Attribute.AllowGeolocationOnInsecureOrigins,
    _Attribute.AllowWindowActivationFromJavaScript,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.SpatialNavigationEnabled,
    _Attribute.ShowScrollBars,
)


def make_profile(handler: MapSchemeHandler, gate: MapRequestGate, parent: QObject) -> QWebEngineProfile:
    """An off-the-record profile that knows our scheme and nothing else."""
    profile = QWebEngineProfile(parent)
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    profile.setSpellCheckEnabled(False)
    profile.installUrlSchemeHandler(SCHEME, handler)
    profile.setUrlRequestInterceptor(gate)
    profile.downloadRequested.connect(lambda request: request.cancel())
    return profile


class MapPage(QWebEnginePage):
    """A page that stays where it is and is allowed nothing."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self.setBackgroundColor(QColor(GROUND))
        self.setAudioMuted(True)
        settings = self.settings()
        for attribute in _OFF:
            settings.setAttribute(attribute, False)
        settings.setAttribute(_Attribute.JavascriptEnabled, True)
        settings.setAttribute(_Attribute.WebGLEnabled, True)
        settings.setAttribute(_Attribute.PlaybackRequiresUserGesture, True)
        self.permissionRequested.connect(self._on_permission_requested)

    def acceptNavigationRequest(
        self, url: QUrl | str, navigation_type: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        """Only the map's own page, and only in the main frame."""
        allowed = is_main_frame and QUrl(url).toString() == PAGE_URL
        if not allowed:
            _log.warning("map: navigation refused: %s", QUrl(url).toString()[:200])
        return allowed

    def createWindow(self, _type: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        """No windows."""
        return None

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """The page's console goes to the log, never to the terminal."""
        quiet = level == QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel
        _log.log(logging.DEBUG if quiet else logging.WARNING, "map page: %s (%s:%d)", message, source, line)

    def _on_permission_requested(self, permission: QWebEnginePermission) -> None:
        permission.deny()
