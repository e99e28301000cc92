"""The page refuses to go anywhere, to open windows and to take permissions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from widgets.map.map_page import MapPage, make_profile
from widgets.map.scheme import PAGE_URL, MapRequestGate, MapSchemeHandler
from widgets.map.served_files import ServedFiles, checkout_assets


@pytest.fixture
def web_view(qtbot: QtBot) -> QWebEngineView:
    view = QWebEngineView()
    qtbot.addWidget(view)
    return view


@pytest.fixture
def page(web_view: QWebEngineView) -> MapPage:
    # As in the map: the page is the view's child, and gone before its profile.
    profile = make_profile(MapSchemeHandler(ServedFiles(checkout_assets())), MapRequestGate(), web_view)
    made = MapPage(profile, web_view)
    web_view.setPage(made)
    return made


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
