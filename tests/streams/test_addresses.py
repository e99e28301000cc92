"""K5: passwords with #, / or ? were printed, and could not work."""

from __future__ import annotations

import string
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.addresses import parse_url, redact, with_login


@pytest.mark.parametrize(
    ("url", "plain", "user", "password"),
    [
        ("rtsp://ad%40min:se%3Acret@10.0.0.5:554/ch1", "rtsp://10.0.0.5:554/ch1", "ad@min", "se:cret"),
        ("rtsp://viewer:pa#ss@host/s", "rtsp://host/s", "viewer", "pa#ss"),
        ("rtsp://viewer:/pa?s#s@host/s", "rtsp://host/s", "viewer", "/pa?s#s"),
        ("rtsp://viewer:pa/ss@host/s", "rtsp://host/s", "viewer", "pa/ss"),
        ("rtsp://viewer:pa?ss@host:554/s?x=1", "rtsp://host:554/s?x=1", "viewer", "pa?ss"),
        ("rtsp://viewer:p@ss@host/s", "rtsp://host/s", "viewer", "p@ss"),
        ("rtsp://viewer:pa:ss@host/s", "rtsp://host/s", "viewer", "pa:ss"),
        ("rtsp://viewer:@host/s", "rtsp://host/s", "viewer", ""),
        ("rtsp://viewer@host/s", "rtsp://host/s", "viewer", ""),
        ("rtsp://:pw@host/s", "rtsp://host/s", "", "pw"),
        ("rtsp://u:p@[fe80::1]:554/s", "rtsp://[fe80::1]:554/s", "u", "p"),
        ("rtsp://[fe80::1]:554/s@1", "rtsp://[fe80::1]:554/s@1", "", ""),
        ("rtsp://host/cam@1", "rtsp://host/cam@1", "", ""),
        ("rtmp://u:p@host/live/key", "rtmp://host/live/key", "u", "p"),
        ("clips/a@b.mp4", "clips/a@b.mp4", "", ""),
        ("C:\\clips\\a@b.mp4", "C:\\clips\\a@b.mp4", "", ""),
        ("/clips/10:30@gate.mp4", "/clips/10:30@gate.mp4", "", ""),
    ],
)
def test_takes_credentials_out_of_an_address(url: str, plain: str, user: str, password: str) -> None:
    assert parse_url(url) == (plain, user, password)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "is empty"),
        ("rtsp://", "names no host"),
        ("gopher://host/", "scheme 'gopher' is not one of"),
        ("rtsp://viewer:12/hunter2@host/s", "write %40 for @"),
        ("rtsp://viewer:x/hunter2@host/s@1", "write %40 for @"),
        ("rtsp://viewer:hunter2@x/y@host/s", "more than one @"),
        ("rtsp://host:554/hunter2@1", "write %40 for @"),
        ("viewer:hunter2@host/s", "names no scheme, such as rtsp://"),
        ("rtsp://[hunter2/s", "names no host"),
        ("rtsp://host:hunter2/s", "or no port"),
        ("rtsp://u:p@hunter2℀:5/", "names no host"),
    ],
)
def test_refuses_what_has_no_clear_meaning_and_repeats_nothing_of_it(url: str, words: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_url(url)
    assert words in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in redact(url)


def test_redacts_login_and_query() -> None:
    assert redact("http://u:p@host/x.ts?key=1") == "http://host/x.ts?…"
    assert redact("http://u:p#q@host/x.ts#key") == "http://host/x.ts"
    assert redact("/clips/a.mp4") == "/clips/a.mp4"


_ANY = st.text(string.ascii_letters + string.digits + string.punctuation + "密码", min_size=1, max_size=12)


@given(_ANY, _ANY)
def test_whatever_is_quoted_comes_back(user: str, password: str) -> None:
    url = f"rtsp://{quote(user, safe='')}:{quote(password, safe='')}@host:554/s"
    assert parse_url(url) == ("rtsp://host:554/s", user, password)
    assert with_login("rtsp://host:554/s", user, password) == url


@given(_ANY)
def test_an_unquoted_password_is_understood_or_refused_and_never_shown(password: str) -> None:
    secret = f"hunter{password}hunter"
    url = f"rtsp://viewer:{secret}@camera/s"
    shown = redact(url)
    try:
        plain, user, found = parse_url(url)
    except ValueError as error:
        assert "hunter" not in str(error)
    else:
        assert (plain, user) == ("rtsp://camera/s", "viewer")
        assert found == secret or "%" in secret
    assert "hunter" not in shown
