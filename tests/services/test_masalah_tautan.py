"""Where a masalah goes on: chosen among records of the family, written down, shown everywhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pembuat import HARI_INI, MELATI_ID, Dunia, make_keluarga, make_warga
from pendataan_buatan import add_pendataan
from sipd_desktop.base import ids
from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.kader import add_kader
from sipd_desktop.services.laporan.lembar_masalah import Bingkai, lembar_daftar
from sipd_desktop.services.masalah import Saring, list_masalah
from sipd_desktop.services.masalah.kartu import open_kartu
from sipd_desktop.services.masalah.keadaan import MasalahBaru, note_masalah
from sipd_desktop.services.masalah.tautan import Tautan, link, list_pilihan
from sipd_desktop.services.profil.orang import open_halaman, open_keadaan
from sipd_desktop.services.urungkan import undo
from sipd_desktop.spec.lembar import Tabel

SURAT = Tautan("rujukan", nomor="12/PKM", tanggal=date(2026, 11, 3), ke="Puskesmas Suka")
KATA_SURAT = "Rujukan nomor 12/PKM, 3 Nov 2026, kepada Puskesmas Suka"


def answer(dunia: Dunia, bidan: str, who: str, tanggal: str, **nilai: str) -> str:
    """What the bidan answered on one day."""
    made = ids.new_id()
    row: dict[str, Any] = {"form": "layanan_bidan", "form_versi": 1, "subjek_jenis": "warga"}
    row |= {"subjek": who, "tanggal": tanggal, "versi_aturan": "2026.1", **nilai}
    with dunia.buku.write() as conn:
        niat = Niat(conn, Petugas(bidan, bidan))
        niat.insert("isian", made, row)
        niat.done()
    return made


@pytest.fixture
def rumah(dunia: Dunia) -> dict[str, str]:
    """A child with a masalah and a rujukan, a father with a masalah, an unrelated neighbour."""
    home = dunia.write(make_keluarga, dunia.petugas)
    anak = dunia.write(make_warga, dunia.petugas, "RINI", keluarga_id=home)
    ayah = dunia.write(make_warga, dunia.petugas, "DARMO", keluarga_id=home)
    tetangga = dunia.write(make_warga, dunia.petugas, "SUTRISNO")
    baru = MasalahBaru("warga", anak, "lain", HARI_INI, "Sering sakit.")
    made, _ = dunia.act(note_masalah, baru)
    kerja, _ = dunia.act(
        note_masalah, MasalahBaru("warga", ayah, "penganggur", HARI_INI, "Belum kerja.")
    )
    dunia.act(note_masalah, MasalahBaru("warga", tetangga, "penganggur", HARI_INI, "Sama."))
    bidan, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Bu Rini", jabatan="bidan")
    rujuk = answer(dunia, bidan, anak, "2026-11-12", tindakan_bidan="dirujuk", rujuk_ke="puskesmas")
    answer(dunia, bidan, ayah, "2026-11-12", tindakan_bidan="diperiksa")
    dunia.act(add_pendataan, "warga", anak, "2026-09-01", kondisi_kerja=1)
    return {"rumah": home, "anak": anak, "made": made, "kerja": kerja, "rujuk": rujuk}


def words(dunia: Dunia, made: str) -> str:
    return next(r.tautan for r in dunia.act(list_masalah, Saring(status=())) if r.id == made)


def test_records_of_the_person_and_family_can_be_chosen_and_nobody_elses(
    dunia: Dunia, rumah: dict[str, str]
) -> None:
    found = dunia.act(list_pilihan, rumah["made"])
    assert [(p.tautan.jenis, p.teks) for p in found] == [
        ("kasus", "Penganggur, mencari kerja (terkonfirmasi, 21 Nov 2026), DARMO"),
        ("rujukan", "dari bidan 12 Nov 2026 ke Puskesmas, RINI"),
        ("catatan", "Jawaban bidan 12 Nov 2026, DARMO"),
    ]
    assert (found[0].tautan.id, found[1].tautan.id) == (rumah["kerja"], rumah["rujuk"])


def test_a_chosen_record_is_told_in_words_and_undo_takes_it_off(
    dunia: Dunia, rumah: dict[str, str]
) -> None:
    changes = dunia.act(link, rumah["made"], Tautan("rujukan", rumah["rujuk"]))
    assert words(dunia, rumah["made"]) == "Rujukan: dari bidan 12 Nov 2026 ke Puskesmas"
    assert [v for (v,) in dunia.sql("SELECT verb FROM tindakan WHERE objek = ?", rumah["made"])][
        -1
    ] == "menautkan"
    dunia.act(undo, changes.tindakan)
    assert words(dunia, rumah["made"]) == ""


def test_what_is_written_down_stands_on_list_card_pages_and_paper(
    dunia: Dunia, rumah: dict[str, str]
) -> None:
    dunia.act(link, rumah["made"], SURAT)
    assert words(dunia, rumah["made"]) == KATA_SURAT
    assert dunia.act(open_kartu, rumah["made"], HARI_INI).tautan == SURAT
    person = dunia.act(open_halaman, rumah["anak"], HARI_INI)
    family = dunia.act(open_keadaan, rumah["rumah"], HARI_INI)
    for lines in (person.enam, family.enam):
        assert any(KATA_SURAT in line.rinci for line in lines)
    rows = dunia.act(list_masalah, Saring(status=()))
    (table,) = [
        b for b in lembar_daftar(rows, "", Bingkai((), contoh=False)).blok if isinstance(b, Tabel)
    ]
    column = [k.judul for k in table.kolom].index("Diteruskan")
    assert KATA_SURAT in [row[column] for row in table.baris]
    told = "".join(str(r) for r in dunia.sql("SELECT * FROM tindakan"))
    assert "Puskesmas" not in told


def test_a_link_is_changed_as_a_whole_and_let_go(dunia: Dunia, rumah: dict[str, str]) -> None:
    dunia.act(link, rumah["made"], SURAT)
    dunia.act(link, rumah["made"], Tautan("kasus", rumah["kerja"]))
    assert dunia.act(open_kartu, rumah["made"], HARI_INI).tautan == Tautan("kasus", rumah["kerja"])
    dunia.act(link, rumah["made"], Tautan())
    assert words(dunia, rumah["made"]) == ""


def test_an_id_of_a_register_not_known_here_is_still_told(
    dunia: Dunia, rumah: dict[str, str]
) -> None:
    dunia.act(link, rumah["made"], Tautan("aspirasi", "A-17"))
    assert words(dunia, rumah["made"]) == "Aspirasi: nomor A-17"


@pytest.mark.parametrize(
    "salah", [Tautan("surat", "x"), Tautan("rujukan"), Tautan("kasus", ke=" ")]
)
def test_a_link_to_nothing_is_refused(dunia: Dunia, rumah: dict[str, str], salah: Tautan) -> None:
    with pytest.raises(InvalidInput):
        dunia.act(link, rumah["made"], salah)
    assert words(dunia, rumah["made"]) == ""


def test_a_dugaan_goes_nowhere(dunia: Dunia, rumah: dict[str, str]) -> None:
    dunia.run("UPDATE masalah SET status = NULL WHERE id = ?", rumah["made"])
    with pytest.raises(UserError, match="masalah-teruskan-benar"):
        dunia.act(link, rumah["made"], SURAT)
