"""Who came here but is recorded with another Posyandu, whose rows this laptop does not hold.

The attendance follows its hari buka, the measures follow the child: when she moves, D must still be
counted where she was weighed (DESIGN section 2). Langkah 3 is reached with a weight.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from sipd_desktop.storage.tables import SYNCED

_HADIR, _WARGA = SYNCED["kehadiran"].c, SYNCED["warga"].c
_TIMBANG = 3


def weighed_elsewhere(conn: Connection, days: Iterable[str]) -> list[str]:
    """Ids of people weighed on these hari buka whose record is not on this laptop (any more)."""
    query = (
        select(_HADIR.warga_id)
        .where(
            _HADIR.hari_buka_id.in_(sorted(days)),
            _HADIR.langkah >= _TIMBANG,
            _HADIR.deleted_at.is_(None),
            ~select(_WARGA.id).where(_WARGA.id == _HADIR.warga_id).exists(),
        )
        .distinct()
    )
    return sorted(i for i in conn.execute(query).scalars() if i)
