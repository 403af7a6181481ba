"""Satu bagian Windows yang belum ada di wine 8: `bcryptprimitives.dll`.

Hanya untuk uji di wine, tidak pernah dikirim: pustaka Rust (calamine, pydantic) meminta
`ProcessPrng`, dan berkas kecil ini meneruskannya ke `advapi32.SystemFunction036`, sumber acak yang
sama artinya dan dimiliki wine.
"""

from __future__ import annotations

import struct

_ALAMAT, _MULAI, _UKURAN = 0x6ABC0000, 0x1000, 0x200


def forwarder(dll: bytes, name: bytes, target: bytes) -> bytes:
    """A 64-bit DLL of one export that is only passed on to another DLL."""
    texts = struct.pack("<H", 0) + dll + b"\0" + name + b"\0" + target + b"\0"
    at = _MULAI + 40 + 8  # after the directory, one function and one name
    at_dll = at + 2
    at_name = at_dll + len(dll) + 1
    at_target = at_name + len(name) + 1
    exports = struct.pack(
        "<2I2H7I", 0, 0, 0, 0, at_dll, 1, 1, 1, _MULAI + 40, _MULAI + 44, at
    ) + struct.pack("<2I", at_target, at_name)
    body = (exports + texts).ljust(_UKURAN, b"\0")
    dos = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64)
    coff = b"PE\0\0" + struct.pack("<2H3I2H", 0x8664, 1, 0, 0, 0, 240, 0x2022)
    optional = struct.pack("<HBB5I", 0x20B, 14, 0, 0, _UKURAN, 0, 0, _MULAI)
    optional += struct.pack("<Q2I6H4I2H", _ALAMAT, 0x1000, 0x200, 6, 0, 0, 0, 6, 0, 0, 0x2000,
                            0x200, 0, 2, 0)  # fmt: skip
    optional += struct.pack("<4Q2I", 1 << 20, 4096, 1 << 20, 4096, 0, 16)
    optional += struct.pack("<2I", _MULAI, len(exports) + len(texts)) + bytes(15 * 8)
    section = b".edata\0\0" + struct.pack("<6I2HI", _UKURAN, _MULAI, _UKURAN, 0x200, 0, 0, 0, 0,
                                          0x40000040)  # fmt: skip
    return (dos + coff + optional + section).ljust(0x200, b"\0") + body


def bcryptprimitives() -> bytes:
    """The file that goes into wine's system32 for a test."""
    return forwarder(b"bcryptprimitives.dll", b"ProcessPrng", b"advapi32.SystemFunction036")
