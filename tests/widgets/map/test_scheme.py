"""The scheme is registered as secure and without access to local files."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWebEngineCore import QWebEngineUrlScheme
from pytestqt.qtbot import QtBot

from widgets.map.scheme import CONTENT_POLICY, ORIGIN, PAGE_URL, SCHEME, register_scheme


def test_scheme_is_secure_and_has_no_access_to_local_files(qtbot: QtBot) -> None:
    register_scheme()
    scheme = QWebEngineUrlScheme.schemeByName(QByteArray(SCHEME))
    flags = scheme.flags()
    assert flags & QWebEngineUrlScheme.Flag.SecureScheme
    assert not flags & QWebEngineUrlScheme.Flag.LocalAccessAllowed
    assert not flags & QWebEngineUrlScheme.Flag.ContentSecurityPolicyIgnored


def test_policy_allows_only_our_own_origin() -> None:
    assert PAGE_URL.startswith(f"{ORIGIN}/")
    assert "default-src 'none'" in CONTENT_POLICY
    for word in ("unsafe", "http", "*", "file"):
        assert word not in CONTENT_POLICY
