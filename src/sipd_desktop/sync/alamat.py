"""The address of the centre: what an operator types, checked before anything is sent there."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from sipd_desktop.base.errors import UserError


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this very laptop."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_alamat(text: str) -> str:
    """The address without a trailing slash; `https://` is added when no scheme is given.

    Raises UserError `alamat-salah`, or `alamat-tidak-aman` for plain http to another machine.
    """
    typed = text.strip()
    typed = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(typed)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UserError("alamat-salah") from error
    wrong = parts.query or parts.fragment or parts.username or parts.password
    if parts.scheme not in ("http", "https") or not host or wrong:
        raise UserError("alamat-salah")
    if parts.scheme == "http" and not is_loopback(host):
        raise UserError("alamat-tidak-aman")
    return typed.rstrip("/")


def is_local(alamat: str) -> bool:
    """Whether the centre at this address runs on this laptop (practice only)."""
    return is_loopback(urlsplit(alamat).hostname or "")
