"""`main.py hub`: run a hub, or manage its users and seats. Main thread."""

from __future__ import annotations

import argparse
import gc
import getpass
import logging
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import zmq
from zmq.utils import z85

from backend_stub.process import Life
from console.domain.base.errors import UnknownRulesError
from console.domain.base.roles import PERSON_ROLES, PROGRAM_ROLES, Role, WorldKind
from console.domain.base.seeds import seed
from console.domain.registry.entities import Camera
from console.journal.errors import EditedJournalError, JournalError, TruncatedJournalError
from console.wire import enrolment
from streams.allowed import Allowed
from streams.errors import SourceFileError
from streams.sources import load_cameras

from . import demo_access, keys_cli
from .cameras import CameraAddresses, CameraNotAllowedError, CameraSecretError, address_of, placed
from .checking import copy_what_is_good
from .ground import loading_ground
from .identity import KeysError, load_or_make_keys
from .notify.notifier import Notifier, NotifyConfigError, channels_from
from .opened import OpenedHub, begin_journal, begin_run, open_hub, register_changed
from .ports import StoreError
from .registry import RegistryError, load_registry, town_id
from .service import HubService
from .sockets import NAMES
from .store.access_list import AccessError, AccessList
from .store.opening import HubLock, HubRunsAlreadyError
from .town_files import TownFiles

_log = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Run a hub (the default), or `user …`, `seat …`, `enroll …`, `keys …`; 0 = well, 1 = failed, 2 = bad use."""
    words = list(argv)
    if words and words[0] == "keys":
        return keys_cli.main(words[1:])
    if words and words[0] in {"user", "seat", "enroll"}:
        return _manage(words)
    arguments = _run_parser().parse_args(words)
    try:
        return _run(arguments)
    except (EditedJournalError, TruncatedJournalError) as error:
        sys.stderr.write(
            f"hub: the journal is not good: {error}\n"
            "hub: put a backup back (main.py journal restore), or look at what is good of it with --read-only\n"
        )
        return 1
    except (
        JournalError,
        UnknownRulesError,
        StoreError,
        HubRunsAlreadyError,
        KeysError,
        RegistryError,
        SourceFileError,
        CameraNotAllowedError,
        CameraSecretError,
        NotifyConfigError,
        ValueError,
        OSError,
        zmq.ZMQError,
    ) as error:
        sys.stderr.write(f"hub: {error}\n")
        return 1


def _run(arguments: argparse.Namespace) -> int:
    life = Life.begin("hub")
    # the deciding thread must not wait the usual 5 ms for the interpreter
    sys.setswitchinterval(0.0005)
    kind: WorldKind = arguments.kind
    if arguments.demo_accounts and kind is WorldKind.LIVE:
        raise ValueError("a live hub makes no demo accounts: use `hub user add` and `hub enroll`")
    if arguments.rate != 1.0 and kind is WorldKind.LIVE:
        raise ValueError("a live hub runs at rate 1")
    if arguments.scenario is not None and kind is not WorldKind.DRILL:
        raise ValueError(f"only a drill has a scenario, and this hub is {kind.value}")
    directory: Path = arguments.data
    if arguments.read_only:
        return _show(life, arguments)
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = HubLock(directory)
    try:
        entries = load_cameras(arguments.cameras) if arguments.cameras else []
        cameras = CameraAddresses(
            (address_of(entry) for entry in entries),
            Allowed(arguments.camera_allow) if arguments.camera_allow else None,
            live=kind is WorldKind.LIVE,
        )
        keys = load_or_make_keys(directory)
        opened = open_hub(
            directory,
            keys,
            rate=arguments.rate,
            ground=loading_ground(arguments.town),
            take_clock=arguments.take_clock,
        )
        try:
            return _serve(life, arguments, opened, cameras, placed(entries))
        finally:
            opened.access.close()
            opened.store.close()
    finally:
        lock.close()


def _show(life: Life, arguments: argparse.Namespace) -> int:
    """Serve what is good of a journal to look at: a copy, on which nothing is decided, and which goes at the end."""
    directory: Path = arguments.data
    with closing(HubLock(directory)), tempfile.TemporaryDirectory(prefix="muster-look-") as scratch:
        for stream, fault in copy_what_is_good(directory, Path(scratch)).items():
            _log.warning("%s is shown up to there: %s", stream.value, fault)
        keys = load_or_make_keys(Path(scratch))
        opened = open_hub(Path(scratch), keys, rate=arguments.rate, read_only=True)
        try:
            return _serve(life, arguments, opened, CameraAddresses(), ())
        finally:
            opened.access.close()
            opened.store.close()


def _serve(
    life: Life,
    arguments: argparse.Namespace,
    opened: OpenedHub,
    cameras: CameraAddresses,
    own_cameras: Sequence[Camera],
) -> int:
    town: Path | None = arguments.town
    if not opened.hub.picture.seq and not opened.hub.read_only:
        entities = load_registry(town).entities() if town else ()
        begin_journal(opened, arguments.kind, town_id(town) if town else "none", entities)
    if opened.hub.picture.kind is not arguments.kind:
        raise ValueError(f"this journal is {opened.hub.picture.kind.value}, not {arguments.kind.value}")
    lasts_ms = 0
    if arguments.scenario is not None and not opened.hub.read_only:
        run = (arguments.scenario, arguments.seed, arguments.rate, arguments.autopilot)
        lasts_ms = begin_run(opened, *run)
    register_changed(opened, own_cameras)
    directory = opened.directory
    clients = demo_access.prepare(directory, opened.access) if arguments.demo_accounts else None
    notifier = Notifier(directory, channels_from(arguments.notify, directory))
    service = HubService(
        opened,
        host=arguments.host,
        port=arguments.port,
        town=TownFiles(town) if town else None,
        cameras=cameras,
        notifier=notifier,
        run_lasts_ms=lasts_ms,
    )
    try:
        life.on_stop(service.stop)
        facts: dict[str, object] = {
            **service.ports,
            "host": arguments.host,
            "server_key": opened.keys.curve_public,
            "kind": arguments.kind.value,
        }
        if clients is not None:
            path = demo_access.write(
                directory,
                arguments.host,
                service.ports["commands"],
                opened.keys.curve_public,
                clients,
                arguments.kind,
            )
            facts["access"] = str(path)
        # what is loaded by now lives as long as the hub: a collection that went through it again would hold up deciding
        gc.freeze()
        life.ready(**facts)
        service.run()
        _log.info("stopping: %s", life.reason or service.failure)
    finally:
        service.close()
        notifier.stop()
    if service.failure:
        sys.stderr.write(f"hub: {service.failure}\n")
        return 1
    return 0


def _run_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py hub",
        description="Run a hub. Other forms: hub user --help, hub seat --help, hub enroll --help, hub keys --help.",
    )
    parser.add_argument(
        "--kind",
        type=WorldKind,
        choices=[WorldKind.LIVE, WorldKind.DEMO, WorldKind.DRILL],
        default=WorldKind.DEMO,
        metavar="KIND",
        help="live, demo or drill (demo)",
    )
    parser.add_argument("--data", type=Path, required=True, help="directory of journal, access list and keys")
    parser.add_argument(
        "--take-clock", action="store_true", help="follow a leap of this machine's clock: somebody has looked"
    )
    parser.add_argument(
        "--read-only", action="store_true", help="show what is good of a journal; nothing can be done in it"
    )
    parser.add_argument("--town", type=Path, help="town whose registry an empty journal is opened with")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    parser.add_argument(
        "--port", type=_port, default=0, metavar="N", help="of the commands socket, the others follow; 0: any"
    )
    parser.add_argument("--rate", type=float, default=1.0, help="how fast the hub's time runs (1.0)")
    parser.add_argument("--scenario", type=Path, metavar="FILE", help="of a drill: its run is opened with it")
    parser.add_argument("--seed", type=seed, help="of the drill's run (the scenario's)")
    parser.add_argument("--autopilot", default="", help="which autopilot plays the drill, if any")
    parser.add_argument(
        "--cameras", type=Path, help="cameras: CSV (id,url and, for new ones, lon,lat …) or GeoJSON"
    )
    parser.add_argument(
        "--camera-allow",
        nargs="+",
        default=[],
        metavar="RULE",
        help="where cameras may be and lead to: rtsp://10.20.0.0/16 https://*.media.example … (docs/cameras.md)",
    )
    parser.add_argument("--notify", type=Path, help="TOML file: how leaders are told of major incidents")
    parser.add_argument(
        "--demo-accounts", action="store_true", help="make seats and users, written to DATA/demo-access.json"
    )
    return parser


def _port(text: str) -> int:
    """0, or a port that leaves room for the others after it."""
    last = 65_536 - len(NAMES)
    if not (text.isascii() and text.isdecimal()) or not (text == "0" or 1 <= int(text) <= last):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: 1 to {last}, or 0 for any")
    return int(text)


# -- users and seats ---------------------------------------------------------------------------------------------------


def _manage(words: list[str]) -> int:
    arguments = _manage_parser().parse_args(words)
    directory: Path = arguments.data
    if not directory.is_dir():
        sys.stderr.write(f"hub: {directory} is not a directory\n")
        return 2
    access = AccessList(directory)
    try:
        sys.stdout.write(str(arguments.act(access, arguments)))
    except (AccessError, KeysError) as error:
        sys.stderr.write(f"hub: {error}\n")
        return 1
    finally:
        access.close()
    return 0


def _manage_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py hub")
    nouns = parser.add_subparsers(dest="noun", required=True)
    verbs = nouns.add_parser("user", help="accounts of persons").add_subparsers(dest="verb", required=True)
    add = _verb(verbs, "add", _user_add, "make an account; the password is asked for, or read from stdin")
    add.add_argument("user")
    add.add_argument("--name", default="", help="the person's name")
    add.add_argument("--role", type=Role, required=True, choices=sorted(PERSON_ROLES), metavar="ROLE")
    _verb(verbs, "passwd", _user_passwd, "set a password").add_argument("user")
    _verb(verbs, "disable", _user_disabled, "sign out and keep out").add_argument("user")
    _verb(verbs, "enable", _user_disabled, "let in again").add_argument("user")
    _verb(verbs, "list", _user_list, "all accounts")
    verbs = nouns.add_parser("seat", help="workstations and programs").add_subparsers(
        dest="verb", required=True
    )
    _verb(verbs, "list", _seat_list, "all seats")
    _verb(verbs, "disable", _seat_disabled, "cut off").add_argument("seat")
    _verb(verbs, "enable", _seat_disabled, "let in again").add_argument("seat")
    enroll = nouns.add_parser("enroll", help="print a one-time code for a seat, good for an hour")
    enroll.add_argument("seat")
    enroll.add_argument("--data", type=Path, required=True)
    enroll.add_argument(
        "--roles",
        type=Role,
        nargs="*",
        default=[],
        choices=sorted(PROGRAM_ROLES),
        metavar="ROLE",
        help=f"for programs: {', '.join(sorted(PROGRAM_ROLES))}",
    )
    enroll.add_argument("--autopilot", action="store_true", help="refused by live hubs")
    enroll.set_defaults(act=_enroll)
    return parser


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, act: object, text: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=text)
    parser.add_argument("--data", type=Path, required=True)
    parser.set_defaults(act=act)
    return parser


def _ask_password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("password: ")
    return sys.stdin.readline().rstrip("\r\n")


def _user_add(access: AccessList, arguments: argparse.Namespace) -> str:
    name = arguments.name or arguments.user
    access.add_user(arguments.user, name, arguments.role, _ask_password())
    return f"user {arguments.user} added as {arguments.role.value}\n"


def _user_passwd(access: AccessList, arguments: argparse.Namespace) -> str:
    access.set_password(arguments.user, _ask_password())
    return f"password of {arguments.user} set\n"


def _user_disabled(access: AccessList, arguments: argparse.Namespace) -> str:
    access.set_user_disabled(arguments.user, arguments.verb == "disable")
    return f"user {arguments.user} {arguments.verb}d\n"


def _user_list(access: AccessList, arguments: argparse.Namespace) -> str:
    return "".join(
        f"{account.user:<20} {account.role.value:<12} {'disabled' if account.disabled else 'ok':<9} {account.name}\n"
        for account in access.accounts()
    )


def _seat_list(access: AccessList, arguments: argparse.Namespace) -> str:
    return "".join(
        f"{seat.name:<12} {'disabled' if seat.disabled else 'ok':<9} "
        f"{' '.join(seat.roles) or 'persons':<28} {'autopilot ' if seat.autopilot else ''}{seat.public_key}\n"
        for seat in access.seats()
    )


def _seat_disabled(access: AccessList, arguments: argparse.Namespace) -> str:
    access.set_seat_disabled(arguments.seat, arguments.verb == "disable")
    return f"seat {arguments.seat} {arguments.verb}d\n"


def _enroll(access: AccessList, arguments: argparse.Namespace) -> str:
    keys = load_or_make_keys(arguments.data)
    secret = access.make_code(arguments.seat, tuple(arguments.roles), autopilot=arguments.autopilot)
    return enrolment.make_code(z85.decode(keys.curve_public.encode()), secret) + "\n"
