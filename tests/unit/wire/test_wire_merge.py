"""The merge alone: nothing unseen is overwritten, nothing lost twice (I10), echoes are honest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.wire.hlc import make
from sipd_desktop.wire.konflik import konflik_fields, konflik_id
from sipd_desktop.wire.merge import DELETED, Loss, Marks, Patch, State, Version, merge

MARKS = Marks(
    frozenset({"nik"}),
    frozenset({"nama", "nik"}),
    {"langkah": "terbesar", "ke_bidan": "terbesar", "nomor": "terawal"},
)
NONE: frozenset[str] = frozenset()


@dataclass
class Record:
    """A record and its server: hands out seqs, collects losses."""

    state: State = field(default_factory=State)
    seq: int = 0
    losses: list[Loss] = field(default_factory=list)

    def put(
        self,
        device: str,
        base: int = 0,
        op: str = "set",
        *,
        ms: int | None = None,
        ink: int = 0,
        replayed: bool = False,
        **fields: Any,
    ) -> list[Loss]:
        self.seq += 1
        by = Version(
            self.seq, device, ink, make(self.seq if ms is None else ms, 0, device), self.seq
        )
        patch = Patch(op, base, fields, by, replayed)
        lost = merge(self.state, patch, MARKS)
        self.losses += lost
        return lost


def test_two_laptops_changing_different_fields_both_win() -> None:
    r = Record()
    r.put("a", nama="SITI", agama=1)
    assert r.put("a", 1, nama="SITI A") == []
    assert r.put("b", 1, agama=2) == []
    assert r.state.fields == {"nama": "SITI A", "agama": 2}


def test_the_later_clock_wins_and_the_other_value_is_kept() -> None:
    r = Record()
    r.put("a", agama=1)
    r.put("a", 1, agama=2, ms=500)
    (lost,) = r.put("b", 1, agama=3, ms=400)
    assert r.state.fields["agama"] == 2
    assert (lost.used, lost.other, lost.other_by.device) == (2, 3, "b")
    (lost,) = r.put("c", 1, agama=4, ms=600)
    assert r.state.fields["agama"] == 4
    assert (lost.used, lost.other, lost.other_by.device) == (4, 2, "a")


def test_the_larger_value_and_the_first_number_stand_without_a_difference() -> None:
    for order in (("a", "b"), ("b", "a")):
        r = Record()
        mine = {"a": (300, 12, 1, True), "b": (500, 3, 4, False)}
        for device in order:
            ms, nomor, langkah, bidan = mine[device]
            fields = {"nomor": nomor, "langkah": langkah, "ke_bidan": bidan}
            assert r.put(device, 0, ms=ms, **fields) == []
        assert r.state.fields == {"nomor": 12, "langkah": 4, "ke_bidan": True}
        assert r.state.gema is None, "the loser gets the whole row back"


def test_a_knowing_edit_may_lower_it_and_an_unknowing_removal_does_not_count() -> None:
    r = Record()
    r.put("a", langkah=3, nomor=7)
    r.put("b", 1, langkah=2, nomor=9)
    assert r.state.fields == {"langkah": 2, "nomor": 9}
    r.put("a", 1, langkah=None, nomor=None)
    assert r.state.fields == {"langkah": 2, "nomor": 9}


def test_equal_clocks_are_decided_by_device() -> None:
    r = Record()
    r.put("m", agama=1)
    r.put("m", 1, agama=2, ms=500)
    r.put("b", 1, agama=3, ms=500)
    assert r.state.fields["agama"] == 2
    r.put("x", 1, agama=4, ms=500)
    assert r.state.fields["agama"] == 4


def test_a_guarded_field_always_waits_for_a_person() -> None:
    r = Record()
    r.put("a", nik="1")
    r.put("a", 1, nik="2", ms=1)
    (lost,) = r.put("b", 1, nik="3", ms=10**12)
    assert r.state.fields["nik"] == "2"
    assert lost.other == "3"


def test_a_device_does_not_conflict_with_itself_but_another_life_of_it_does() -> None:
    r = Record()
    r.put("a", agama=1)
    assert r.put("a", 0, agama=2) == []
    assert r.put("a", 0, agama=3) == []
    assert len(r.put("a", 0, ink=1, agama=4)) == 1


def test_equal_values_are_silent_and_removal_is_a_value() -> None:
    r = Record()
    r.put("a", agama=1, suku="X")
    assert r.put("b", 0, agama=1) == []
    assert r.put("b", 2, suku=None) == []
    assert "suku" not in r.state.fields
    assert len(r.put("a", 1, ink=1, suku="Y", ms=0)) == 1
    assert "suku" not in r.state.fields


def test_true_is_not_one() -> None:
    r = Record()
    r.put("a", x=True)
    r.put("a", 1, x=1)
    assert r.state.fields["x"] is not True


def test_two_inserts_of_one_natural_key_merge_field_by_field() -> None:
    r = Record()
    r.put("a", tanggal="2026-11-14", status="buka", petugas_1="k1")
    lost = r.put("b", 0, tanggal="2026-11-14", status="buka", petugas_2="k2")
    assert lost == []
    assert r.state.fields["petugas_1"] == "k1"
    assert r.state.fields["petugas_2"] == "k2"
    assert r.state.gema is None


def test_void_of_a_record_changed_meanwhile_stays_live_with_a_case() -> None:
    r = Record()
    r.put("a", agama=1)
    r.put("b", 1, agama=2)
    (lost,) = r.put("a", 1, "void")
    assert not r.state.deleted
    assert (lost.field, lost.used, lost.other) == (DELETED, False, True)


def test_void_by_someone_who_saw_everything_voids() -> None:
    r = Record()
    r.put("a", agama=1)
    r.put("b", 1, agama=2)
    assert r.put("a", 2, "void") == []
    assert r.state.deleted
    assert r.state.fields == {"agama": 2}


def test_an_edit_that_did_not_know_of_the_void_brings_the_record_back_with_a_case() -> None:
    r = Record()
    r.put("a", agama=1)
    r.put("a", 1, "void")
    (lost,) = r.put("b", 1, agama=2)
    assert not r.state.deleted
    assert lost.field == DELETED
    assert lost.other_by.device == "a"


def test_an_edit_that_knew_of_the_void_leaves_it_void_and_unvoid_brings_it_back() -> None:
    r = Record()
    r.put("a", agama=1)
    r.put("a", 1, "void")
    assert r.put("b", 2, agama=2) == []
    assert r.state.deleted
    assert r.put("b", 3, "unvoid", agama=3) == []
    assert not r.state.deleted
    assert r.state.fields["agama"] == 3


def test_anonim_clears_personal_fields_for_good_and_keeps_the_rest() -> None:
    r = Record()
    r.put("a", nama="SITI", nik="1", agama=1)
    r.put("b", 1, "anonim")
    assert r.state.fields == {"agama": 1}
    assert r.put("a", 1, nama="SITI LAGI", agama=2) == []
    assert r.state.fields == {"agama": 2}
    r.put("c", 3, nama="X", nik="9")
    assert r.state.fields == {"agama": 2}
    assert r.state.anonim


def test_a_replayed_value_older_than_its_own_devices_newer_one_stays_out() -> None:
    r = Record()
    r.put("a", agama=2, ms=900)
    assert r.put("a", 0, replayed=True, agama=1, suku="X", ms=100) == []
    assert r.state.fields == {"agama": 2, "suku": "X"}
    assert r.state.gema is None


def test_every_accepted_patch_moves_the_seq_also_when_all_lost() -> None:
    r = Record()
    r.put("a", nik="1")
    r.put("a", 1, nik="2")
    r.put("b", 1, nik="3")
    assert r.state.seq == 3
    assert r.state.gema is None


def test_conflict_record_has_one_id_per_losing_change_and_no_python_words() -> None:
    r = Record()
    r.put("a", agama=1)
    r.put("a", 1, agama=2, ms=5)
    (lost,) = r.put("b", 1, agama=3, ms=4)
    assert konflik_id("warga", "i", lost) == konflik_id("warga", "i", lost)
    assert konflik_id("warga", "i", lost) != konflik_id("warga", "j", lost)
    fields = konflik_fields("warga", "i", lost, "2026-11-22T01:02:03.456Z")
    assert fields["nilai_dipakai"] == "2"
    assert fields["nilai_lain"] == "3"
    r2 = Record()
    r2.put("a", x=1)
    r2.put("b", 1, x=2)
    (lost,) = r2.put("a", 1, "void")
    assert konflik_fields("warga", "i", lost, "")["nilai_lain"] == "true"


STEP = st.fixed_dictionaries(
    {
        "device": st.sampled_from("abc"),
        "ink": st.integers(0, 1),
        "behind": st.integers(0, 4),
        "ms": st.integers(0, 5),
        "field": st.sampled_from(("agama", "nik", "suku")),
        "op": st.sampled_from(("set", "set", "set", "void", "unvoid")),
    }
)


@given(st.lists(STEP, min_size=1, max_size=25))
def test_no_two_values_are_both_lost(steps: list[dict[str, Any]]) -> None:
    """I10: every value ever set is in the record, in a loss, or was seen by who replaced it."""
    r = Record()
    r.put("a", agama=0, nik="n0")
    for i, s in enumerate(steps, 1):
        before = dict(r.state.fields)
        versions = {k: r.state.version(k) for k in ("agama", "nik", "suku")}
        base = max(0, r.seq - s["behind"])
        given_value = f"v{i}"
        fields = {s["field"]: given_value} if s["op"] == "set" else {}
        lost = r.put(s["device"], base, s["op"], ms=s["ms"], ink=s["ink"], **fields)
        assert r.state.seq == r.seq
        for key in ("agama", "nik", "suku"):
            old, new = before.get(key), r.state.fields.get(key)
            mine = [x for x in lost if x.field == key]
            if key not in fields:
                assert old == new
                assert not mine
                continue
            last = versions[key]
            own = last is not None and (last.device, last.inkarnasi) == (s["device"], s["ink"])
            seen = last is None or last.seq <= base or own
            if new == given_value and not seen:
                assert [x.other for x in mine] == [old], "overwrote what its sender never saw"
            if new != given_value:
                assert [x.other for x in mine] == [given_value], "its value vanished"
            if key == "nik" and not seen:
                assert new == old, "a guarded field was decided by a clock"


@given(st.lists(STEP, min_size=1, max_size=25))
def test_a_bare_echo_is_only_for_who_can_build_the_record_alone(
    steps: list[dict[str, Any]],
) -> None:
    """Its own patches on the image it had at `base` give what the server has."""
    r = Record()
    r.put("c", ink=9, agama=0)
    images: list[tuple[dict[str, object], bool]] = [({}, False), ({"agama": 0}, False)]
    own: dict[tuple[str, int], list[tuple[int, int, str, dict[str, Any]]]] = {}
    for i, s in enumerate(steps, 1):
        me = (s["device"], s["ink"])
        base = max(0, r.seq - s["behind"])
        base = max([base, *(b for _, b, _, _ in own.get(me, []))])
        fields = {s["field"]: f"v{i}"} if s["op"] == "set" else {}
        r.put(s["device"], base, s["op"], ms=s["ms"], ink=s["ink"], **fields)
        own.setdefault(me, []).append((r.seq, base, s["op"], fields))
        images.append((dict(r.state.fields), r.state.deleted))
        if r.state.gema == me:
            have, gone = dict(images[base][0]), images[base][1]
            for seq, _, op, changed in own[me]:
                if seq > base:
                    have.update(changed)
                    gone = op == "void" or (gone and op != "unvoid")
            assert have == r.state.fields
            assert gone == r.state.deleted
