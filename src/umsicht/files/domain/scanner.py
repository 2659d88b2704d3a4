"""Asks a ClamAV daemon about a file, if CLAMD_SOCKET names one (a socket path, or host:port)."""

from __future__ import annotations

import socket
import struct
from pathlib import Path

from django.conf import settings

TIMEOUT = 60
CHUNK = 262_144


class ScannerSilent(Exception):
    """The configured scanner does not answer; better wait than let something through."""


def finds_something(path: Path) -> bool:
    """True for an infected file; False for a clean one, or without a scanner. Raises ScannerSilent."""
    if not settings.CLAMD_SOCKET:
        return False
    try:
        answer = _ask(path)
    except OSError as error:
        raise ScannerSilent(str(error)) from error
    if answer.endswith(b"FOUND"):
        return True
    if not answer.endswith(b"OK"):
        raise ScannerSilent(answer[:100].decode(errors="replace"))
    return False


def _ask(path: Path) -> bytes:
    """Send the file with INSTREAM: length-prefixed chunks, a zero length at the end."""
    with _connected() as connection, path.open("rb") as source:
        connection.sendall(b"zINSTREAM\0")
        while chunk := source.read(CHUNK):
            connection.sendall(struct.pack("!I", len(chunk)) + chunk)
        connection.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < 4096:
            part = connection.recv(4096)
            if not part:
                break
            answer += part
    return answer.strip(b"\0 \n")


def _connected() -> socket.socket:
    target = settings.CLAMD_SOCKET
    if target.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT)
        connection.connect(target)
        return connection
    host, _colon, port = target.rpartition(":")
    return socket.create_connection((host or "127.0.0.1", int(port)), TIMEOUT)
