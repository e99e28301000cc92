"""GStreamer's RTSP server with one looping H.264 clip; run with the system's own Python, which has gi.

    /usr/bin/python3 rtsp_server.py CLIP [USER PASSWORD]

Prints its port, then serves rtsp://127.0.0.1:PORT/cam until its standard input closes. The clip is decoded and
encoded anew for ever: looping the file itself gives times that jump back.
"""

from __future__ import annotations

import importlib
import sys
import threading
from typing import Any

gi: Any = importlib.import_module("gi")
gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
GLib: Any = importlib.import_module("gi.repository.GLib")
Gst: Any = importlib.import_module("gi.repository.Gst")
GstRtspServer: Any = importlib.import_module("gi.repository.GstRtspServer")

BRANCH = (
    "( appsrc name=source is-live=true do-timestamp=true format=time "
    "caps=video/x-raw,format=I420,width=320,height=180,framerate=25/1 "
    "! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 ! rtph264pay name=pay0 pt=96 )"
)


def read_frames(path: str) -> list[bytes]:
    """Decode the clip's first seconds to raw pictures of 320 × 180."""
    pipeline = Gst.parse_launch(
        f'filesrc location="{path}" ! decodebin ! videoconvert ! videoscale ! videorate '
        "! video/x-raw,format=I420,width=320,height=180,framerate=25/1 ! appsink name=sink sync=false"
    )
    sink = pipeline.get_by_name("sink")
    pipeline.set_state(Gst.State.PLAYING)
    frames: list[bytes] = []
    while len(frames) < 75:
        sample = sink.emit("pull-sample")
        if sample is None:
            break
        buffer = sample.get_buffer()
        frames.append(buffer.extract_dup(0, buffer.get_size()))
    pipeline.set_state(Gst.State.NULL)
    return frames


def make_factory(frames: list[bytes]) -> Any:
    """A media factory whose appsrc is fed the frames at 25 per second."""
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(BRANCH)
    factory.set_shared(True)

    def feed(_: Any, media: Any) -> None:
        source = media.get_element().get_by_name("source")
        state = {"at": 0}

        def push() -> bool:
            frame = frames[state["at"] % len(frames)]
            state["at"] += 1
            return bool(source.emit("push-buffer", Gst.Buffer.new_wrapped(frame)) == Gst.FlowReturn.OK)

        GLib.timeout_add(40, push)

    factory.connect("media-configure", feed)
    return factory


def main(arguments: list[str]) -> None:
    """Serve until standard input closes."""
    Gst.init(None)
    factory = make_factory(read_frames(arguments[0]))
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    if len(arguments) == 3:
        auth = GstRtspServer.RTSPAuth()
        token = GstRtspServer.RTSPToken()
        token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "viewer")
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(arguments[1], arguments[2]), token)
        server.set_auth(auth)
        permissions = GstRtspServer.RTSPPermissions()
        permissions.add_permission_for_role("viewer", GstRtspServer.RTSP_PERM_MEDIA_FACTORY_ACCESS, True)
        permissions.add_permission_for_role("viewer", GstRtspServer.RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, True)
        factory.set_permissions(permissions)
    server.get_mount_points().add_factory("/cam", factory)
    server.attach(None)
    loop = GLib.MainLoop()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    sys.stdout.write(f"{server.get_bound_port()}\n")
    sys.stdout.flush()
    loop.run()


if __name__ == "__main__":
    main(sys.argv[1:])
