"""The page refuses to go anywhere, to open windows and to take permissions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings
from pytestqt.qtbot import QtBot

from widgets.map.map_page import MapPage, make_profile
from widgets.map.scheme import PAGE_URL, MapRequestGate, MapSchemeHandler
from widgets.map.served_files import ServedFiles, checkout_assets


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[MapPage]:
    owner = QObject()
    handler, gate = MapSchemeHandler(ServedFiles(checkout_assets()), owner), MapRequestGate(owner)
    made = MapPage(make_profile(handler, gate, owner), owner)
    yield made
    # A page must be gone before its profile.
    shiboken6.delete(made)
    shiboken6.delete(owner)


@pytest.mark.expects_log("navigation refused")
def test_stays_on_its_own_page(page: MapPage) -> None:
    typed = QWebEnginePage.NavigationType.NavigationTypeTyped
    assert page.acceptNavigationRequest(QUrl(PAGE_URL), typed, True)
    assert not page.acceptNavigationRequest(QUrl(PAGE_URL), typed, False)
    for url in (
        "https://example.invalid/",
        "file:///etc/passwd",
        "muster://map/page/main.js",
        "data:text/html,x",
    ):
        assert not page.acceptNavigationRequest(QUrl(url), typed, True)


def test_keeps_nothing_and_is_allowed_nothing(page: MapPage) -> None:
    profile = page.profile()
    assert profile.isOffTheRecord()
    assert profile.httpCacheType() == QWebEngineProfile.HttpCacheType.NoCache
    attribute = QWebEngineSettings.WebAttribute
    for name in (
        attribute.JavascriptCanAccessClipboard,
        attribute.JavascriptCanOpenWindows,
        attribute.LocalContentCanAccessFileUrls,
        attribute.LocalContentCanAccessRemoteUrls,
        attribute.LocalStorageEnabled,
        attribute.PluginsEnabled,
        attribute.ScreenCaptureEnabled,
    ):
        assert not page.settings().testAttribute(name)


def test_opens_no_windows(page: MapPage) -> None:
    assert page.createWindow(QWebEnginePage.WebWindowType.WebBrowserTab) is None
