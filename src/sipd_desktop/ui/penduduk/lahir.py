"""Birth as a short form: mother, sex, date, weight, length; the name may come later."""

from __future__ import annotations

from typing import Any

from sipd_desktop.services.catat import Changes
from sipd_desktop.services.penduduk.lahir import Bayi, record_lahir
from sipd_desktop.ui.penduduk.acara import Acara, Keadaan, Kerja
from sipd_desktop.ui.penduduk.isian import FormPendek, Isi

JK = (("L", "laki-laki"), ("P", "perempuan"))


class Lahir(Acara):
    """A baby of a woman of this family."""

    key = "lahir"
    label = "Lahir"
    ket = "Bayi lahir di keluarga ini; nama dan NIK boleh menyusul"
    tombol = "Simpan"
    lanjut = ("lahir-mungkin-sudah-ada", "Anak kembar, tetap catat")

    def ready(self, k: Keadaan) -> str:
        if k.lembar.ibu:
            return ""
        return "Ibunya belum ada di keluarga ini. Catat dulu ibunya lewat Datang."

    def isi(self, k: Keadaan) -> tuple[Isi, ...]:
        return (
            *self._ibu(k),
            Isi("jk", "L atau P", jenis="pilih", pilihan=JK, kosong="jk-kosong"),
            Isi(
                "tanggal",
                "Tanggal lahir",
                "contoh 05112026, H hari ini, K kemarin",
                "tanggal",
                kosong="peristiwa-tanggal-kosong",
            ),
            Isi("berat_lahir", "Berat lahir (kg)", "contoh 3,1; kosong bila belum tahu", "angka"),
            Isi("panjang_lahir", "Panjang lahir (cm)", "contoh 49", "angka"),
            Isi("nama", "Nama bayi", "Enter di sini menyimpan; nama boleh menyusul"),
        )

    def _ibu(self, k: Keadaan) -> tuple[Isi, ...]:
        """Asked only where more than one woman may be meant."""
        if self._known(k) is not None:
            return ()
        women = tuple((str(n), i.orang.nama) for n, i in enumerate(k.lembar.ibu[:9], start=1))
        return (Isi("ibu", "Ibunya", jenis="pilih", pilihan=women, kosong="ibu-belum-dipilih"),)

    def _known(self, k: Keadaan) -> int | None:
        """The place of the mother when there is no doubt: the only woman, or the only pregnant."""
        women = k.lembar.ibu
        chosen = [n for n, i in enumerate(women) if k.orang and i.orang.id == k.orang.orang.id]
        hamil = [n for n, i in enumerate(women) if i.hamil]
        for found in (chosen, hamil, list(range(len(women)))):
            if len(found) == 1:
                return found[0]
        return None

    def _mother(self, k: Keadaan, form: FormPendek) -> int | None:
        known = self._known(k)
        if known is not None:
            return known
        typed = form.text("ibu")
        return int(typed) - 1 if typed.isdigit() and 0 < int(typed) <= len(k.lembar.ibu) else None

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        place = self._mother(k, form)
        if place is None:
            return ""
        ibu = k.lembar.ibu[place]
        more = f" Bayi pertama sudah diisi, ini bayi ke-{len(k.bekal) + 1}." if k.bekal else ""
        ends = " Kehamilannya selesai dengan kelahiran ini." if ibu.hamil else ""
        return f"Anak dari {ibu.orang.nama}.{ends}{more}"

    def twin(self, k: Keadaan, form: FormPendek) -> bool:
        """Keep this baby and empty the boxes for the next one; False while something is missing."""
        if form.problems():
            form.finish()
            return False
        k.bekal.append(self._baby(form))
        form.clear_box("jk", "berat_lahir", "panjang_lahir", "nama")
        form.focus_start()
        return True

    def _baby(self, form: FormPendek) -> Bayi:
        return Bayi(
            form.text("jk"),
            form.text("nama"),
            form.number("berat_lahir"),
            form.number("panjang_lahir"),
        )

    def work(self, k: Keadaan, form: FormPendek) -> Kerja:
        place, day = self._mother(k, form), form.date("tanggal")
        assert place is not None
        assert day is not None
        ibu = k.lembar.ibu[place].orang
        babies = [*k.bekal, self._baby(form)]
        said = "Bayi" if len(babies) == 1 else f"{len(babies)} bayi"
        petugas, hari_ini, tetap = k.petugas, k.hari_ini, k.tetap

        def run(conn: Any) -> tuple[str, Changes]:
            made = record_lahir(conn, petugas, ibu.id, babies, day, hari_ini=hari_ini, tetap=tetap)
            more = "" if made.kehamilan_ditutup else " Catatan kehamilannya ditutup oleh kader."
            return f"{said} {ibu.nama} tercatat lahir.{more}", made.changes

        return run
