"""Kernels that are forked from one process that has TensorFlow loaded: nbval starts one for each of two dozen notebooks.

`warm_kernel.py serve FOLDER` writes the kernel specification `warm` below FOLDER (for JUPYTER_PATH), loads the
libraries and forks a kernel for whoever connects; it ends when its standard input does. `warm_kernel.py SOCKET ARGS...`
is what Jupyter starts in a kernel's place: it hands its arguments, folder, environment and standard files over, and
lives as long as the kernel. Each imports the course itself; only libraries are shared, as they are before any use.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
from pathlib import Path

LENGTH = 1 << 20


def serve(folder: Path) -> None:
    """Fork kernels until standard input ends."""
    sys.path.pop(0)  # this folder, which no kernel has
    place = folder / "kernels" / "warm"
    place.mkdir(parents=True)
    address = str(folder / "socket")
    words = [sys.executable, "-S", "-E", __file__, address, "-f", "{connection_file}"]
    (place / "kernel.json").write_text(json.dumps({"argv": words, "display_name": "warm", "language": "python"}))
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1"  # as `start_tensorflow` does, which comes too late in a kernel
    import h5py  # noqa: F401
    import ipykernel.kernelapp  # noqa: F401
    import matplotlib  # noqa: F401
    import tensorflow  # noqa: F401

    gc.collect()
    gc.freeze()  # a kernel searches only its own objects for cycles
    kernels: dict[socket.socket, int] = {}
    while True:
        ready, _, _ = select.select([sys.stdin, listener, *kernels], [], [], 0.1)
        if sys.stdin in ready:
            break
        for place_of in ready:
            if place_of is listener:
                client = listener.accept()[0]
                kernels[client] = fork(client, [listener, client, *kernels])
            elif not heard(place_of, kernels[place_of]):
                reap(place_of, kernels, signal.SIGKILL)
        for client in [client for client, pid in kernels.items() if os.waitid(os.P_PID, pid, ENDED)]:
            reap(client, kernels)
    for client in list(kernels):
        reap(client, kernels, signal.SIGKILL)


ENDED = os.WEXITED | os.WNOHANG | os.WNOWAIT


def heard(client: socket.socket, pid: int) -> bool:
    """Pass a signal on; False where whoever asked for the kernel is gone."""
    said = client.recv(1)
    if said:
        os.kill(pid, signal.SIGINT)
    return bool(said)


def reap(client: socket.socket, kernels: dict[socket.socket, int], ending: signal.Signals | None = None) -> None:
    """Say how a kernel ended, or end it and what it started."""
    pid = kernels.pop(client)
    if ending is not None:
        os.killpg(pid, ending)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if ending is None:
        client.sendall(bytes([code & 255]))
    client.close()


def fork(client: socket.socket, to_close: list[socket.socket]) -> int:
    """A kernel's process, as it would be had Jupyter started it."""
    message, descriptors, _, _ = socket.recv_fds(client, LENGTH, 3)
    request = json.loads(message)
    pid = os.fork()
    if pid:
        for descriptor in descriptors:
            os.close(descriptor)
        return pid
    os.setsid()
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    for end in to_close:
        end.close()
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv = ["ipykernel_launcher", *request["arguments"]]
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()
    os._exit(0)


def stand_in(address: str, arguments: list[str]) -> int:
    """Ask for a kernel and live as long as it does; the exit code is its own."""
    server = socket.socket(socket.AF_UNIX)
    server.connect(address)
    environment = {name: value for name, value in os.environ.items() if name != "JPY_PARENT_PID"}
    request = {"arguments": arguments, "folder": str(Path.cwd()), "environment": environment}
    socket.send_fds(server, [json.dumps(request).encode()], [0, 1, 2])
    signal.signal(signal.SIGINT, lambda number, frame: server.sendall(b"i"))
    return (server.recv(1) or b"\1")[0]


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(Path(sys.argv[2]))
    else:
        sys.exit(stand_in(sys.argv[1], sys.argv[2:]))
