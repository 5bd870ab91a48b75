"""Areas: their rows, what is typed for them, and what a later merger does."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.areas import Areas, FoundKind, Kind
from content.areas_rows import read_areas, read_former
from tests.mergers import merged

ROOT = Path(__file__).parents[2] / "content"
AREAS = Areas.load(ROOT)
COMMUNES = [area for one in AREAS.provinces for area in AREAS.communes_of(one.code)]
HCM, HA_NOI, TAY_NINH = "79", "01", "80"


def titles(text: str, near: str | None = None) -> list[str]:
    return [place.area.title for place in AREAS.find(text, near=near).places]


def test_all_of_viet_nam_is_there() -> None:
    kinds = Counter(area.kind for area in COMMUNES)
    assert len(AREAS.provinces) == 34
    assert sum(kinds.values()) == 3321
    assert kinds == {Kind.COMMUNE: 2599, Kind.WARD: 709, Kind.ZONE: 13}
    assert sum(area.kind == Kind.CITY for area in AREAS.provinces) == 9


def test_codes_are_well_formed_and_unique() -> None:
    rows = list(read_areas(ROOT))
    assert all(re.fullmatch(r"\d{2}|\d{5}", area.code) for area in rows)
    in_force = Counter(area.code for area in rows if area.valid_to is None)
    assert set(in_force.values()) == {1}
    assert all(AREAS.province_of(area.code).is_province for area in COMMUNES)
    assert all(area.name and area.legal_basis for area in rows)
    assert all(area.valid_to > area.valid_from for area in rows if area.valid_to)


def test_every_former_place_leads_to_places_of_today() -> None:
    former = list(read_former(ROOT))
    assert Counter(len(old.code) for old in former) == {2: 63, 3: 696, 5: 10035}
    assert all(AREAS.current(code) == (code,) for old in former for code in old.successors)
    assert all(old.successors for old in former if len(old.code) != 3)
    above = {old.code for old in former if len(old.code) < 5}
    assert all(old.parent in above for old in former if len(old.code) > 2)


def test_changes_of_2026_are_known_with_what_was_before() -> None:
    ward, city = AREAS.area("26368"), AREAS.area("75")
    assert (ward.title, ward.valid_from) == ("phường Long Thành", date(2026, 4, 14))
    assert (city.title, city.legal_basis) == ("thành phố Đồng Nai", "30/2026/QH16, 2026-04-24")
    ended = [area for area in read_areas(ROOT) if area.valid_to]
    assert len(ended) == 25
    assert {area.code for area in ended if area.is_province} == {"22", "24", "75"}


def test_hierarchy() -> None:
    assert AREAS.within("26740", HCM)
    assert AREAS.within("26740", "26740")
    assert AREAS.within(HCM, HCM)
    assert not AREAS.within("26740", HA_NOI)
    assert not AREAS.within(HCM, "26740")
    assert not AREAS.within("99999", HCM)
    meant = AREAS.descendants(HCM)
    assert len(set(meant)) == len(meant)
    assert {HCM, *(area.code for area in AREAS.communes_of(HCM))} <= set(meant)
    assert all(AREAS.within(code, HCM) for code in meant)
    assert AREAS.descendants("26740")[0] == "26740"
    assert AREAS.communes_of("26740") == AREAS.communes_of("") == ()
    with pytest.raises(KeyError):
        AREAS.area("99999")


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        # names of today
        ("Hoàng Sa", "certain", "đặc khu Hoàng Sa"),
        ("truong sa", "certain", "đặc khu Trường Sa"),
        ("đặc khu Phú Quốc", "certain", "đặc khu Phú Quốc"),
        ("phú quốc", "one", "đặc khu Phú Quốc"),
        ("Ba Đình, Hà Nội", "one", "phường Ba Đình"),
        ("phuong ba dinh ha noi", "certain", "phường Ba Đình"),
        ("PHUONG VY DA", "certain", "phường Vỹ Dạ"),
        ("phường vĩ dạ, huế", "one", "phường Vỹ Dạ"),
        ("hóc môn", "one", "xã Hóc Môn"),
        ("long thanh dong nai", "one", "phường Long Thành"),
        ("Ea H'leo, Đắk Lắk", "one", "xã Ea H’Leo"),
        ("ea hleo daklak", "one", "xã Ea H’Leo"),
        ("xuan huong da lat", "certain", "phường Xuân Hương - Đà Lạt"),
        ("P.2 Bảo Lộc", "certain", "phường 2 Bảo Lộc"),
        # typing errors, missing spaces, Telex and VNI
        ("cann giuoc", "one", "xã Cần Giuộc"),
        ("can giuoclong an", "one", "xã Cần Giuộc"),
        ("ddoongf xoai", "one", "phường Đồng Xoài"),
        ("Ba2 Ria5", "one", "phường Bà Rịa"),
        ("Hóc Mônn, TPHCM", "one", "xã Hóc Môn"),
        ("xã hóc môn, thành phố hồ chí mnh", "one", "xã Hóc Môn"),
        # names of before
        ("ben nghe", "old", "phường Sài Gòn"),
        ("p bến nghé q1", "old", "phường Sài Gòn"),
        ("linh trung thủ đức", "old", "phường Linh Xuân"),
        ("tt Trảng Bom", "old", "phường Trảng Bom"),
        ("Tịnh Hà, Quảng Ngãi", "old", "xã Sơn Tịnh"),
        ("tinh ha", "old", "xã Sơn Tịnh"),
        ("Nguyễn Trung Trực, Ba Đình", "old", "phường Ba Đình"),
        ("xã Tân Thành huyện Thủ Thừa tỉnh Long An", "many", "xã Thủ Thừa"),
        ("tan thanh thu thua long an", "many", "xã Thủ Thừa"),
        ("an phú q2", "many", "phường Bình Trưng"),
        ("mỹ đình 1", "many", "phường Từ Liêm"),
        ("mi dinh", "many", "phường Từ Liêm"),
        # numbered wards
        ("phường 1 quận 3", "old", "phường Bàn Cờ"),
        ("p1 q3", "old", "phường Bàn Cờ"),
        ("P.01, Q.3, TP.HCM", "old", "phường Bàn Cờ"),
        ("p. 12 q. 10 tphcm", "old", "phường Hòa Hưng"),
        ("P12, Q. Bình Thạnh, HCM", "old", "phường Bình Thạnh"),
        ("p 1 vũng tàu", "old", "phường Vũng Tàu"),
        # old districts
        ("quận 3", "many", "phường Bàn Cờ"),
        ("q1", "many", "phường Bến Thành"),
        ("huyen cu chi", "many", "xã Củ Chi"),
        ("huyện Đạ Tẻh", "many", "xã Đạ Huoai"),
        ("tx Thuận An", "many", "phường Thuận An"),
        ("tp thu duc", "many", "phường Thủ Đức"),
        ("tp bmt", "many", "phường Buôn Ma Thuột"),
        ("bmt", "one", "phường Buôn Ma Thuột"),
        ("tdm", "one", "phường Thủ Dầu Một"),
        # provinces alone
        ("hcm", "province", "thành phố Hồ Chí Minh"),
        ("TP. Hồ Chí Minh", "province", "thành phố Hồ Chí Minh"),
        ("sg", "province", "thành phố Hồ Chí Minh"),
        ("đn", "province", "thành phố Đà Nẵng"),
        ("Đắc Lắc", "province", "tỉnh Đắk Lắk"),
        ("tỉnh quảng nam", "province", "thành phố Đà Nẵng"),
        ("thừa thiên huế", "province", "thành phố Huế"),
        ("tinh ca mau", "province", "tỉnh Cà Mau"),
        # in sentences, in another order, with more than we know
        ("em làm ở xã Hóc Môn", "one", "xã Hóc Môn"),
        ("ấp 3, xã Tân Thành, huyện Thủ Thừa", "many", "xã Thủ Thừa"),
        ("tp hcm, quận 3, phường 1", "old", "phường Bàn Cờ"),
        ("sg q1 p ben nghe", "old", "phường Sài Gòn"),
        ("hóc môn gần chợ đầu mối", "one", "xã Hóc Môn"),
        ("cho ben thanh", "many", "phường Bến Thành"),
        ("Hóc Môn, TPHCM, Việt Nam", "one", "xã Hóc Môn"),
    ],
)
def test_typed_places(text: str, kind: str, first: str) -> None:
    found = AREAS.find(text)
    assert (found.kind, found.places[0].area.title) == (kind, first)
    assert len(found.places) <= 5


@pytest.mark.parametrize("text", ["", "  ", "123", "xyzzy", ",,,", "xã", "p", "🙂", "không biết"])
def test_what_is_no_place_is_unknown(text: str) -> None:
    found = AREAS.find(text)
    assert (found.kind, found.places) == (FoundKind.UNKNOWN, ())


def test_namesakes_are_offered_and_the_persons_province_comes_first() -> None:
    found = AREAS.find("tan thanh")
    assert found.kind == FoundKind.MANY
    assert len({place.area.parent for place in found.places}) == 5
    near = AREAS.find("Tân Thành", near=TAY_NINH)
    assert [place.area.parent for place in near.places][:2] == [TAY_NINH, TAY_NINH]


def test_typed_marks_decide_between_namesakes() -> None:
    assert titles("Tân Thạnh, Tây Ninh")[0] == "xã Tân Thạnh"
    assert titles("Tân Thành, Tây Ninh")[0] == "xã Tân Thành"
    assert AREAS.find("tân thành, tây ninh").places[0].score > 0.99


def test_a_divided_commune_leads_to_all_its_parts() -> None:
    (old,) = [old for old in read_former(ROOT) if old.title == "phường Mỹ Đình 1"]
    found = AREAS.find("phường Mỹ Đình 1")
    assert [place.area.code for place in found.places] == list(old.successors)
    was = "phường Mỹ Đình 1, quận Nam Từ Liêm, thành phố Hà Nội"
    assert {place.was for place in found.places} == {was}
    assert AREAS.current(old.code)


def test_every_name_with_its_province_finds_it() -> None:
    for area in COMMUNES[::25]:
        province = AREAS.province_of(area.code)
        found = AREAS.find(f"{area.title}, {province.title}")
        assert found.places[0].area == area, area


@settings(max_examples=150, deadline=1000)
@given(st.text(max_size=200) | st.text("phuong quận tân, 1.-/", max_size=200))
def test_nothing_typed_raises(text: str) -> None:
    found = AREAS.find(text)
    assert len(found.places) <= 5
    assert all(0 <= place.score <= 1 for place in found.places)


def test_a_later_merger_is_followed(tmp_path: Path) -> None:
    later = merged(tmp_path, ("00004", "00008"), "00004", "Trúc Đình", since=date(2027, 1, 1))
    assert later.current("00008") == later.current("00004") == ("00004",)
    assert AREAS.current("00008") == ("00008",)
    assert later.area("00008").valid_to == date(2026, 12, 31)
    assert later.within("00008", HA_NOI)
    assert len(later.communes_of(HA_NOI)) == len(AREAS.communes_of(HA_NOI)) - 1
    found = later.find("Ngọc Hà, Hà Nội")
    assert found.places[0].area.title == "phường Trúc Đình"
    assert found.places[0].was.startswith("phường Ngọc Hà, ")
    assert later.find("phường Trúc Đình").kind == FoundKind.CERTAIN
    assert later.current("99999") == ()
    assert later.now("99999") == "99999"
    assert not later.within("99999", HA_NOI)
    assert "99999" not in later


def test_a_row_written_before_a_merger_is_found_from_the_new_commune(tmp_path: Path) -> None:
    later = merged(tmp_path, ("00008",), "00004", "Trúc Đình", since=date(2027, 1, 1))
    assert later.written_as("00004")[0] == "00004"
    assert set(later.written_as("00008")) == set(later.written_as("00004"))
    assert "00008" in later.descendants("00004")
    assert "00008" in later.descendants("00008")
    assert {"00004", "00008"} <= set(later.descendants(HA_NOI))
    assert later.within("00008", "00004")
    assert later.within("00004", "00008")
    assert not later.within("00008", "00025")
    assert later.province_of("00008").code == HA_NOI
    assert AREAS.written_as("00008")[0] == "00008"


def test_every_code_of_before_is_written_for_one_area_only() -> None:
    old = {code for old in read_former(ROOT) for code in [old.code] if len(code) == 5}
    meant = [code for area in COMMUNES for code in AREAS.written_as(area.code)]
    assert len(meant) == len(set(meant))
    assert old <= set(meant)
    (divided,) = [old for old in read_former(ROOT) if old.title == "phường Mỹ Đình 1"]
    first, *others = divided.successors
    assert divided.code in AREAS.written_as(first)
    assert not any(divided.code in AREAS.written_as(other) for other in others)
