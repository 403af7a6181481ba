"""One act on a family as the page sees it: which boxes, what will happen, and the write itself.

The page knows acts only by this contract. `work` gives a function for the data lane that returns
what the message bar says, and the changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from sipd_desktop.services.catat import Changes, Petugas
from sipd_desktop.services.penduduk.lembar import AnggotaLembar, LembarKeluarga
from sipd_desktop.services.penduduk.rumah_tangga import has_kepala
from sipd_desktop.ui.penduduk.isian import FormPendek, Isi

Kerja = Callable[[Any], tuple[str, Changes]]


@dataclass
class Keadaan:
    """What an act works on: the family, the member the cursor is on, who types, which day."""

    lembar: LembarKeluarga
    orang: AnggotaLembar | None
    petugas: Petugas
    hari_ini: date
    tetap: bool = False
    """The question of the service was answered: go on all the same."""
    bekal: list[Any] = field(default_factory=list)
    """What was typed before on the same form (the first twin)."""

    @property
    def nama(self) -> str:
        """The member's name."""
        return self.orang.orang.nama if self.orang else ""


class Acara:
    """One act; subclasses say the rest."""

    key: ClassVar[str] = ""
    label: ClassVar[str] = ""
    ket: ClassVar[str] = ""
    """One line below the label."""
    tombol: ClassVar[str] = "Simpan"
    halaman: ClassVar[str] = ""
    """Key of the page it has of its own, instead of boxes here."""
    tanya: ClassVar[bool] = False
    """Shows the sentence of what will happen and waits for a second key."""
    tenang: ClassVar[bool] = False
    """What is said afterwards is not in green."""
    lanjut: ClassVar[tuple[str, str]] = ("", "")
    """(code of a refusal, words of the button that goes on all the same)."""

    def of(self, k: Keadaan) -> Acara:
        """The act this digit stands for with this member; most are themselves."""
        del k
        return self

    def ready(self, k: Keadaan) -> str:
        """Why this cannot be done here now, as a sentence; empty when it can."""
        del k
        return ""

    def judul(self, k: Keadaan) -> str:
        """The heading over the boxes."""
        del k
        return self.label

    def isi(self, k: Keadaan) -> tuple[Isi, ...]:
        """The boxes."""
        raise NotImplementedError

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        """What will happen, while it is typed; empty for nothing to say."""
        del k, form
        return ""

    def work(self, k: Keadaan, form: FormPendek) -> Kerja:
        """The write; everything is read off the form here, on the main thread."""
        raise NotImplementedError


def box_siapa(k: Keadaan, label: str, semua: Sequence[AnggotaLembar]) -> tuple[Isi, ...]:
    """One member or all of these; asked only where there is more than one."""
    if len(semua) < 2:
        return ()
    who = (("1", k.nama), ("2", f"sekeluarga, {len(semua)} orang"))
    return (Isi("siapa", label, jenis="pilih", pilihan=who, kosong="siapa-belum-dipilih"),)


def pick_siapa(k: Keadaan, form: FormPendek, semua: Sequence[AnggotaLembar]) -> list[str]:
    """Who was meant by `box_siapa`."""
    assert k.orang is not None
    return [a.orang.id for a in semua] if form.text("siapa") == "2" else [k.orang.orang.id]


def same_status(k: Keadaan) -> tuple[AnggotaLembar, ...]:
    """The members of the status the one under the cursor has."""
    status = k.orang.orang.status if k.orang else None
    return tuple(a for a in k.lembar.anggota if a.orang.status == status)


KEPALA_KOSONG = " Kepala keluarga yang baru bisa dicatat dengan 6."


def tell_kepala(conn: Any, keluarga_id: str) -> str:
    """What is added when a family has nobody at its head any more."""
    return "" if has_kepala(conn, keluarga_id) else KEPALA_KOSONG


def need_orang(k: Keadaan) -> str:
    """For acts on one living member."""
    if k.orang is None:
        return "Pilih dulu orangnya di daftar sebelah kiri."
    if not k.orang.orang.is_sini:
        return f"{k.nama} sudah tercatat {k.orang.keadaan}."
    return ""
