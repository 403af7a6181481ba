"""PostgreSQL: who the server is there, and that row security alone keeps desa apart."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from nacl.public import PrivateKey
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from pg import Postgres
from server.conftest import DESA, DESA_LAIN
from server.isi import dump
from server.laptop import Laptop
from server.proses import ServerProses
from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.wire.segel import kode_field, seal
from sipd_server import postgres
from sipd_server.enrol import make_code
from sipd_server.schema import DEVICE, PAKET, PER_DESA, TITIPAN
from sipd_server.scope import Scope
from sipd_server.store import Store

Make = Callable[..., Laptop]
WHO = text("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
OWNER = text("SELECT tableowner FROM pg_tables WHERE tablename = 'record'")


@pytest.fixture(params=["superuser", "biasa", "pemilik"])
def store(request: pytest.FixtureRequest, pg_server: Postgres) -> Iterator[Store]:
    """A PostgreSQL store reached by each kind of login."""
    url = pg_server.new_database()
    name = url.split("/")[3].split("?")[0]
    login = f"{request.param}_{name}"
    if request.param != "superuser":
        pg_server.execute(f"CREATE ROLE {login} LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB")
    if request.param == "biasa":
        postgres.prepare(url, login)
    if request.param == "pemilik":
        pg_server.execute(f"ALTER DATABASE {name} OWNER TO {login}")
        pg_server.execute(f"GRANT CREATE ON SCHEMA public TO {login}", name)
    opened = postgres.open_store(
        url if request.param == "superuser" else pg_server.url(name, login)
    )
    yield opened
    opened.close()
    if request.param != "superuser":
        pg_server.execute(f"DROP DATABASE {name} WITH (FORCE)")
        pg_server.execute(f"DROP ROLE {login}")


def fill(laptop: Make) -> tuple[Laptop, Laptop]:
    both = laptop(), laptop(desa=DESA_LAIN)
    for one in both:
        orang = one.change("warga", None, "set", 0, nama="S", posyandu_id=None)
        one.change("warga", None, "set", 0, nama="S", nik="1")
        one.act("mencatat", "warga", orang)
        one.push(claim=True)
        one.change("warga", orang, "set", 1, posyandu_id="5f0c0000-0000-5000-8000-00000000000b")
        one.push()
    return both


def test_the_server_acts_as_no_superuser_and_under_row_security(store: Store) -> None:
    with store.read(DESA) as conn:
        name, superuser, bypass = conn.execute(WHO).one()
        assert (superuser, bypass) == (False, False)
        assert name != "postgres"


def test_with_the_filter_of_the_program_switched_off_no_foreign_row_is_seen(
    laptop: Make, store: Store
) -> None:
    fill(laptop)
    for desa in (DESA, DESA_LAIN):
        with store.write(desa) as conn:
            conn.execute(PAKET.insert().values(desa=desa, device="d", nomor=1, balasan=0))
            conn.execute(TITIPAN.insert().values(desa=desa, device="d", nomor=1, segel="x"))
    for mine, foreign in ((DESA, DESA_LAIN), (DESA_LAIN, DESA)):
        assert dump(store, mine)["record"]
        with store.read(mine) as conn:
            for table in PER_DESA:
                all_rows = conn.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
                mine_only = conn.execute(
                    text(f"SELECT count(*) FROM {table} WHERE desa = :d"), {"d": mine}
                ).scalar_one()
                assert all_rows == mine_only > 0, table
                seen = conn.execute(
                    text(f"SELECT count(*) FROM {table} WHERE desa = :d"), {"d": foreign}
                )
                assert seen.scalar_one() == 0, table


def test_without_a_desa_set_nothing_is_seen(laptop: Make, store: Store) -> None:
    fill(laptop)
    with store.read("") as conn:
        for table in PER_DESA:
            assert conn.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0
    with store.engine.begin() as conn:
        for table in PER_DESA:
            assert conn.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0


def test_a_foreign_row_can_neither_be_written_nor_changed(laptop: Make, store: Store) -> None:
    fill(laptop)
    before = dump(store, DESA_LAIN)
    with store.write(DESA) as conn:
        changed = conn.execute(
            text("UPDATE record SET fields = '{}' WHERE desa <> :d"), {"d": DESA}
        )
        assert changed.rowcount == 0
    for statement in (
        "INSERT INTO desa_head (desa, seq) VALUES ('9999999999', 1)",
        "UPDATE desa_head SET desa = '9999999999'",
    ):
        with pytest.raises(ProgrammingError), store.write(DESA) as conn:
            conn.execute(text(statement))
    assert dump(store, DESA_LAIN) == before


@pytest.mark.parametrize("store", ["superuser", "biasa"], indirect=True)
def test_the_working_role_owns_nothing_and_cannot_loosen_anything(store: Store) -> None:
    """A login that owns the database is held by the forced policies only, and is warned."""
    with store.read(DESA) as conn:
        assert conn.execute(WHO).one()[0] != conn.execute(OWNER).scalar_one()
    for statement in (
        "ALTER TABLE record DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE record NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY desa_sendiri ON record",
        "DROP TABLE record",
        "TRUNCATE record",
        "DELETE FROM record",
        "SELECT privkey FROM pusat",
        "UPDATE direktori SET desa = 'x'",
        "CREATE TABLE x (a int)",
    ):
        refused = pytest.raises(DBAPIError, match=r"permission denied|must be owner")
        with refused, store.write(DESA) as conn:
            conn.execute(text(statement))


def test_a_plain_login_on_an_unprepared_database_is_refused(pg_server: Postgres) -> None:
    url = pg_server.new_database()
    name = url.split("/")[3].split("?")[0]
    pg_server.execute(f"CREATE ROLE polos_{name} LOGIN")
    with pytest.raises(UserError, match="pusat-belum-disiapkan"):
        postgres.open_store(pg_server.url(name, f"polos_{name}"))
    pg_server.execute(f"DROP ROLE polos_{name}")


def test_a_role_above_row_security_is_never_accepted(pg_server: Postgres) -> None:
    url = pg_server.new_database()
    name = url.split("/")[3].split("?")[0]
    pg_server.execute(f"CREATE ROLE lewat_{name} LOGIN BYPASSRLS")
    for role in (f"lewat_{name}", "postgres"):
        with pytest.raises(UserError, match="pusat-peran"):
            postgres.prepare(url, role)
    postgres.prepare(url, "sipd_app")
    pg_server.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO lewat_{name}", name)
    with pytest.raises(UserError, match="pusat-peran"):
        postgres.open_store(pg_server.url(name, f"lewat_{name}"))
    pg_server.execute(f"DROP OWNED BY lewat_{name}", name)
    pg_server.execute(f"DROP ROLE lewat_{name}")


def test_a_table_whose_protection_was_taken_off_stops_the_start(pg_server: Postgres) -> None:
    url = pg_server.new_database()
    postgres.open_store(url).close()
    name = url.split("/")[3].split("?")[0]
    pg_server.execute("ALTER TABLE record NO FORCE ROW LEVEL SECURITY", name)
    with pytest.raises(UserError, match="pusat-belum-disiapkan"):
        postgres.open_store(url)


def test_a_database_of_a_newer_version_is_refused(pg_server: Postgres) -> None:
    url = pg_server.new_database()
    postgres.open_store(url).close()
    pg_server.execute(
        "UPDATE alembic_version SET version_num = '9999'", url.split("/")[3].split("?")[0]
    )
    with pytest.raises(UserError, match="pusat-lebih-baru"):
        postgres.open_store(url)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("mysql://x@y/z", "pusat-alamat"),
        ("bukan alamat", "pusat-alamat"),
        ("postgresql://x@127.0.0.1:1/z", "pusat-tak-terjangkau"),
    ],
)
def test_an_address_that_leads_nowhere_has_a_sentence(url: str, code: str) -> None:
    with pytest.raises(UserError, match=code):
        postgres.open_store(url)


def test_an_owner_without_the_right_to_make_roles_is_warned(
    pg_server: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    name = pg_server.new_database().split("/")[3].split("?")[0]
    pg_server.execute(f"CREATE ROLE punya_{name} LOGIN")
    pg_server.execute(f"ALTER DATABASE {name} OWNER TO punya_{name}")
    pg_server.execute(f"GRANT CREATE ON SCHEMA public TO punya_{name}", name)
    with caplog.at_level(logging.WARNING):
        store = postgres.open_store(pg_server.url(name, f"punya_{name}"))
    assert "pemilik" in caplog.text
    make_code(store, DESA, Scope(), now=clock.now())
    store.close()
    pg_server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    pg_server.execute(f"DROP ROLE punya_{name}")


def test_the_command_prepares_and_the_plain_login_serves(pg_server: Postgres) -> None:
    url = pg_server.new_database()
    name = url.split("/")[3].split("?")[0]
    pg_server.execute(f"CREATE ROLE kerja_{name} LOGIN")
    with ServerProses(url=url) as _:
        pass
    pusat = ServerProses(url=pg_server.url(name, f"kerja_{name}"))
    answer = pusat.run("siapkan-db", "--database-url", url, "--peran", f"kerja_{name}", "--json")
    assert answer == {"peran": f"kerja_{name}"}
    with pusat:
        assert len(pusat.kode(DESA)) == 10
    pg_server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    pg_server.execute(f"DROP ROLE kerja_{name}")


def test_the_key_file_of_the_command_opens_what_the_plain_login_may_not_read(
    pg_server: Postgres, tmp_path: Path
) -> None:
    """`siapkan-db --kunci-paket`: with it carried files and recovery codes open, without not."""
    url, place = pg_server.new_database(), tmp_path / "kunci-paket"
    name = url.split("/")[3].split("?")[0]
    pg_server.execute(f"CREATE ROLE kerja_{name} LOGIN")
    plain = pg_server.url(name, f"kerja_{name}")
    pusat = ServerProses(url=plain, env={postgres.KEY_PLACE: str(place)})
    owner = ("--database-url", url, "--peran", f"kerja_{name}", "--kunci-paket", str(place))
    pusat.run("siapkan-db", *owner, "--json")
    assert place.stat().st_mode & 0o777 == 0o600
    assert len(bytes.fromhex(place.read_text())) == 32
    device = "0195f2c0-0000-7000-8000-0000000000aa"
    asked = ("pulihkan-kode", "--desa", DESA, "--perangkat", device, "--json")
    with pusat:
        pusat.kode(DESA)
        store = postgres.open_store(url)
        assert store.kunci == place.read_text(), "the owner reads it in the database itself"
        public = bytes(PrivateKey(bytes.fromhex(store.kunci)).public_key).hex()
        with store.write(DESA) as conn:
            conn.execute(
                DEVICE.insert().values(desa=DESA, device=device, nama="laptop", cakupan="")
            )
            sealed = seal(public, device, kode_field(1), "ABCD-EFGH-JKMN")
            conn.execute(TITIPAN.insert().values(desa=DESA, device=device, nomor=1, segel=sealed))
        store.close()
        assert pusat.run(*asked, "--database-url", plain)["kode"] == "ABCD-EFGH-JKMN"
        place.unlink()
        bare = subprocess.run(
            [sys.executable, "-m", "sipd_server.main", *asked, "--database-url", plain],
            env={k: v for k, v in pusat._env.items() if k != postgres.KEY_PLACE},
            capture_output=True,
            check=False,
        )
    assert json.loads(bare.stdout) == {"alasan": "pusat-tanpa-kunci"}
    pg_server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    pg_server.execute(f"DROP ROLE kerja_{name}")
