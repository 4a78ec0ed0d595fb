"""Free ports on this machine's own address."""

import socket

HOST = "127.0.0.1"


def free_port() -> int:
    """A TCP port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
