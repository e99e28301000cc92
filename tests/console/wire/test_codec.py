"""The codec: golden frames of every message, malformed ones, bounds, and whatever bytes may come."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.base.refusals import Code
from console.domain.cases.flow import SHIPPED
from console.domain.incidents.commands import AddNote
from console.domain.registry.commands import Register
from console.domain.registry.entities import Department
from console.wire import codec
from console.wire import messages as m
from console.wire.errors import MalformedError, TooLargeError, UnknownTypeError, WireError

from .samples import CLIENT, HUB, ID, MALFORMED

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("message", CLIENT, ids=lambda each: codec.tag_of(type(each)))
def test_client_message_is_its_golden_frame(message: m.ClientMessage) -> None:
    golden = (GOLDEN / f"client_{codec.tag_of(type(message))}.bin").read_bytes()
    assert codec.encode(message) == golden
    assert codec.decode_client(golden) == message


@pytest.mark.parametrize("message", HUB, ids=lambda each: codec.tag_of(type(each)))
def test_hub_message_is_its_golden_frame(message: m.HubMessage) -> None:
    golden = (GOLDEN / f"hub_{codec.tag_of(type(message))}.bin").read_bytes()
    assert codec.encode(message) == golden
    assert codec.decode_hub(golden) == message


def test_every_message_type_has_a_sample() -> None:
    assert {type(message) for message in CLIENT} == set(codec.CLIENT_TYPES.values())
    assert {type(message) for message in HUB} == set(codec.HUB_TYPES.values())


@pytest.mark.parametrize("name", sorted(MALFORMED))
def test_malformed_golden_frame_is_refused_with_a_typed_error(name: str) -> None:
    golden = (GOLDEN / f"malformed_{name}.bin").read_bytes()
    assert golden == MALFORMED[name]
    with pytest.raises(WireError):
        codec.decode_client(golden)
    with pytest.raises(WireError):
        codec.decode_hub(golden)


def test_unknown_message_type_says_so_and_keeps_the_id() -> None:
    with pytest.raises(UnknownTypeError) as caught:
        codec.decode_client(MALFORMED["unknown_message"])
    assert (caught.value.code, caught.value.id) == (Code.UNKNOWN_MESSAGE, "m1")


def test_unknown_command_says_so_and_keeps_the_id() -> None:
    with pytest.raises(UnknownTypeError) as caught:
        codec.decode_client(MALFORMED["unknown_command"])
    assert (caught.value.detail, caught.value.id) == ("nuke", "m2")


def test_missing_field_is_malformed_and_keeps_the_id() -> None:
    with pytest.raises(MalformedError) as caught:
        codec.decode_client(MALFORMED["missing_field"])
    assert caught.value.id == "m3"


@pytest.mark.parametrize(
    ("word", "wrong"), [("escalate", "escalade"), ("escalated", "escaladed"), ("restarts", "restards")]
)
def test_unknown_action_state_or_clock_of_a_case_flow_is_malformed(word: str, wrong: str) -> None:
    flow = m.Submit(id=ID, not_after_ms=1, based_on=0, command=Register(entities=(SHIPPED,)))
    body = codec.encode(flow).replace(msgspec.msgpack.encode(word), msgspec.msgpack.encode(wrong))
    with pytest.raises(MalformedError, match=f"Invalid enum value '{wrong}'") as caught:
        codec.decode_client(body)
    assert caught.value.id == ID


def test_fields_that_are_not_known_are_ignored() -> None:
    body = msgspec.msgpack.encode({"type": "ping", "sent_ns": 1, "later": "version"})
    assert codec.decode_client(body) == m.Ping(sent_ns=1)


def test_submit_over_its_bound_is_too_large_with_its_id() -> None:
    note = AddNote(incident_id="INC-0001", text="x" * codec.SUBMIT_BOUND)
    message = m.Submit(id=ID, not_after_ms=1, based_on=0, command=note)
    with pytest.raises(TooLargeError):
        codec.encode(message)
    with pytest.raises(TooLargeError) as caught:
        codec.decode_client(msgspec.msgpack.encode(message))
    assert caught.value.id == ID


def test_register_may_be_larger_than_other_commands() -> None:
    many = tuple(Department(id=f"D-{i}", name_zh="部门", name_en="Department") for i in range(3_000))
    message = m.Submit(id=ID, not_after_ms=1, based_on=0, command=Register(entities=many))
    assert codec.decode_client(codec.encode(message)) == message


def test_small_message_types_have_a_small_bound() -> None:
    body = msgspec.msgpack.encode(m.Hello(protocol=1, fold_version=1, client="x" * codec.DEFAULT_BOUND))
    with pytest.raises(TooLargeError):
        codec.decode_client(body)


def test_frames_over_every_bound_are_not_even_decoded() -> None:
    with pytest.raises(TooLargeError):
        codec.decode_client(bytes(codec.MAX_CLIENT_FRAME + 1))
    with pytest.raises(TooLargeError):
        codec.decode_hub(bytes(codec.MAX_HUB_FRAME + 1))


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_any_bytes_give_a_message_or_a_wire_error(body: bytes) -> None:
    for decode in (codec.decode_client, codec.decode_hub):
        try:
            decode(body)
        except WireError as error:
            assert len(error.id) <= codec.MAX_ID_LENGTH


@given(st.sampled_from(CLIENT), st.integers(min_value=0), st.integers(0, 255))
@settings(max_examples=300)
def test_one_changed_byte_gives_a_message_or_a_wire_error(
    message: m.ClientMessage, position: int, value: int
) -> None:
    body = bytearray(codec.encode(message))
    body[position % len(body)] = value
    try:
        codec.decode_client(bytes(body))
    except WireError:
        pass
