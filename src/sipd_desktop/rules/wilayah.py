"""RT, RW and dusun: normal form, and which Posyandu serves an address.

A Posyandu lists what it serves as `DUSUN|RW|RT`; an empty part means any, an empty list means the
whole desa. RT and RW are three digits; `000`, `-` and empty mean unknown (None).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def rt_rw(text: str | None) -> str | None:
    """`1`, `01`, ` 1.0` to `001`; None when it says nothing."""
    if text is None:
        return None
    digits = re.sub(r"\.0+$", "", text.strip().strip("'"))
    if not (digits.isascii() and digits.isdigit()):
        return None
    if int(digits) == 0 or len(digits.lstrip("0")) > 3:
        return None
    return f"{int(digits):03d}"


def layanan(dusun: str | None, rw: str | None, rt: str | None) -> str:
    """One entry of `posyandu.rt_layanan`."""
    return "|".join(((dusun or "").strip().upper(), rt_rw(rw) or "", rt_rw(rt) or ""))


def parse_layanan(text: str) -> tuple[str, ...]:
    """`001/002,003/002` or `KRAJAN:001/002` (RT/RW as people write it) to list entries."""
    found = []
    for part in text.split(","):
        if not part.strip():
            continue
        dusun, _, pair = part.rpartition(":")
        rt, slash, rw = pair.partition("/")
        if rt_rw(rt) is None or (slash and rt_rw(rw) is None):
            raise ValueError(part.strip())
        found.append(layanan(dusun, rw, rt))
    return tuple(found)


def serves(daftar: Iterable[str], dusun: str | None, rw: str | None, rt: str | None) -> bool:
    """Whether an address lies in the listed RT; an empty list serves everyone."""
    have = layanan(dusun, rw, rt).split("|")
    entries = [e.split("|") for e in daftar]
    return not entries or any(
        all(not want or want == got for want, got in zip(entry, have, strict=False))
        for entry in entries
    )


def posyandu_of(
    posyandu: Sequence[tuple[str, Sequence[str]]],
    dusun: str | None,
    rw: str | None,
    rt: str | None,
) -> str | None:
    """The id of the Posyandu that serves an address: listed RT first, then one for all."""
    listed = [pid for pid, daftar in posyandu if daftar and serves(daftar, dusun, rw, rt)]
    everyone = [pid for pid, daftar in posyandu if not daftar]
    return next(iter(listed or everyone), None)
