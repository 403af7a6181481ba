"""A village line: portals, gateways, half answers, busy centres, and what may never be sent."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sipd_desktop.base.clock import instant_text, now
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import PESAN
from sipd_desktop.services import sinkron
from sipd_desktop.sync.alamat import check_alamat
from sipd_desktop.sync.transport import Transport
from sync.alat import Laptop
from sync.conftest import Pendaftar
from sync.perantara import Perantara


@pytest.mark.parametrize("call", ["/v1/hello", "/v1/push", "/v1/pull", "/v1/digest"])
@pytest.mark.parametrize(
    ("fault", "alasan"),
    [
        ("html", "bukan-server"),
        ("html-bertanda", "bukan-server"),
        ("tanpa-tanda", "bukan-server"),
        ("kosong", "bukan-server"),
        ("alih", "bukan-server"),
        ("502", "server-tak-terjangkau"),
        ("putus-kirim", "server-tak-terjangkau"),
        ("putus-jawab", "server-tak-terjangkau"),
        ("separuh", "server-tak-terjangkau"),
        ("bom", "server-tak-terjangkau"),
        ("503", "antre"),
        ("503-polos", "antre"),
    ],
)
def test_fault_at_any_call_loses_nothing_and_is_named(
    call: str, fault: str, alasan: str, jalur: tuple[Laptop, Perantara]
) -> None:
    laptop, line = jalur
    laptop.warga("Anak")
    before = laptop.contents()
    # dua kali, karena jalur yang sempat bergerak boleh menyapa lagi seketika
    line.faults, line.used = [(call, fault)] * 4, []
    hasil = laptop.kirim()
    assert line.used
    assert hasil.alasan == alasan
    assert hasil.alasan in PESAN
    assert before.keys() <= laptop.contents().keys()
    if call in ("/v1/hello", "/v1/push"):
        assert hasil.unsent == 2
    line.faults = []
    laptop.run("UPDATE sync_state SET nilai = NULL WHERE kunci = 'tahan_sampai'")
    laptop.kirim_baik()


@pytest.fixture(scope="module")
def jalur(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """One centre, one line, one laptop for all faults: each test leaves them in order."""
    from server.conftest import serve
    from server.proses import SANDI
    from sipd_server import embedded
    from sipd_server.app import make_app
    from sync.conftest import new_code

    folder = tmp_path_factory.mktemp("jalur")
    store = embedded.open_store(folder / "pusat", SANDI)
    with serve(make_app(store)) as alamat, Perantara(alamat) as line:
        laptop = Laptop(folder / "a")
        laptop.daftar(line.alamat, new_code(store, "Melati"))
        laptop.kirim_baik()
        yield laptop, line
        laptop.close()
    store.close()


def test_hold_of_the_centre_is_kept_and_the_button_says_why(
    jalur: tuple[Laptop, Perantara],
) -> None:
    laptop, line = jalur
    line.faults, line.retry_after = [("/v1/hello", "503")], "120"
    first = laptop.kirim()
    assert first.ke_json()["alasan"] == "antre"
    assert first.ke_json()["detik"] == 120
    count = len(line.requests)
    second = laptop.kirim()
    assert second.alasan == "antre"
    assert 0 < int(str(second.ke_json()["detik"])) <= 120
    assert len(line.requests) == count  # tidak ada yang dikirim selama ditahan
    assert sinkron.read_keadaan(laptop.buku).tahan_detik > 0
    laptop.run(
        "UPDATE sync_state SET nilai = ? WHERE kunci = 'tahan_sampai'",
        instant_text(now() - timedelta(seconds=1)),
    )
    laptop.kirim_baik()


def test_hold_does_not_survive_a_clock_set_back_by_years(jalur: tuple[Laptop, Perantara]) -> None:
    laptop, line = jalur
    line.faults = [("/v1/hello", "503")]
    assert laptop.kirim().alasan == "antre"
    far = instant_text(datetime(2044, 1, 1, tzinfo=UTC))
    laptop.run("UPDATE sync_state SET nilai = ? WHERE kunci = 'tahan_sampai'", far)
    laptop.kirim_baik()


def test_manual_try_right_after_a_network_failure_is_allowed(
    jalur: tuple[Laptop, Perantara],
) -> None:
    laptop, line = jalur
    line.faults = [("/v1/hello", "putus-kirim")]
    assert laptop.kirim().alasan == "server-tak-terjangkau"
    laptop.kirim_baik()


def test_nobody_listening_is_named(laptop_satu: Pendaftar) -> None:
    laptop = laptop_satu("a")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    laptop.run("UPDATE sync_state SET nilai = ? WHERE kunci = 'url'", f"http://127.0.0.1:{port}")
    laptop.warga("Sri")
    hasil = laptop.kirim()
    assert hasil.alasan == "server-tak-terjangkau"
    assert hasil.unsent == laptop.unsent() > 0
    keadaan = sinkron.read_keadaan(laptop.buku)
    assert keadaan.gagal_alasan == "server-tak-terjangkau"
    assert sinkron.list_bukti(laptop.buku) == []


def test_not_enrolled_is_named(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "a")
    hasil = laptop.kirim()
    assert (hasil.alasan, hasil.unsent) == ("belum-terdaftar", laptop.unsent())
    laptop.close()


def test_wire_carries_no_plain_http_to_another_machine() -> None:
    for text in ("http://posyandu.example", "http://192.168.1.5:8000", "http://127.0.0.1.example"):
        with pytest.raises(UserError) as error:
            check_alamat(text)
        assert error.value.code == "alamat-tidak-aman"
    for text in ("ftp://x", "https://", "https://x/?a=1", "https://a:b@x", "https://x:abc", ""):
        with pytest.raises(UserError) as error:
            check_alamat(text)
        assert error.value.code == "alamat-salah"
    assert check_alamat(" posyandu.example/ ") == "https://posyandu.example"
    assert check_alamat("http://localhost:8000/") == "http://localhost:8000"
    assert check_alamat("http://[::1]:8000") == "http://[::1]:8000"


def test_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key, cert = tmp_path / "k.pem", tmp_path / "c.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "1",
            "-subj",
            "/CN=localhost",
            "-keyout",
            str(key),
            "-out",
            str(cert),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    seen: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        raw, _ = listener.accept()
        try:
            with context.wrap_socket(raw, server_side=True) as line:
                seen.append(line.recv(10))
        except OSError:
            pass

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        laptop = Laptop(tmp_path / "a")
        with pytest.raises(UserError) as error:
            laptop.daftar(f"https://127.0.0.1:{listener.getsockname()[1]}", "ABCDEFGHJK")
        assert error.value.code == "sertifikat-salah"
        thread.join(5)
        laptop.close()
    assert seen == []  # tidak satu huruf pun terkirim


def test_line_counts_bytes_both_ways(laptop_satu: Pendaftar) -> None:
    laptop = laptop_satu("a")
    small = laptop.kirim_baik()
    for i in range(300):
        laptop.warga(f"Anak {i}")
    large = laptop.kirim_baik()
    assert large.bytes_up > small.bytes_up
    assert large.bytes_down > small.bytes_down
    assert (large.bytes_up - small.bytes_up) / large.pushed < 140


def test_password_file_of_the_account_does_not_replace_our_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, laptop_satu: Pendaftar
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login orang password rahasia\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    laptop_satu("a").kirim_baik()
    assert Transport("http://127.0.0.1:1")._session.trust_env is False
