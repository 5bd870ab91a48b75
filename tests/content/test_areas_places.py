"""Areas by location: nearest centres, abroad, islands, and an operator's boundaries."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.areas import import_areas
from content.areas import Areas
from content.areas_nearest import distance_km
from content.areas_polygons import NEAR_KM, Polygons, build

ROOT = Path(__file__).parents[2] / "content"
AREAS = Areas.load(ROOT)


@pytest.mark.parametrize(
    ("latitude", "longitude", "title"),
    [
        (10.7769, 106.7009, "phường Sài Gòn"),
        (21.0285, 105.8542, "phường Hoàn Kiếm"),
        (16.4637, 107.5909, "phường Thuận Hóa"),
        (8.645, 111.92, "đặc khu Trường Sa"),
        (11.43, 114.33, "đặc khu Trường Sa"),
        (16.83, 112.34, "đặc khu Hoàng Sa"),
        (8.69, 106.6, "đặc khu Côn Đảo"),
        (10.22, 103.96, "đặc khu Phú Quốc"),
        (21.525, 107.965, "phường Móng Cái 1"),
        (16.62, 106.6, "xã Lao Bảo"),
        (23.36, 105.32, "xã Lũng Cú"),
        (10.38, 104.48, "phường Hà Tiên"),
    ],
)
def test_places_in_viet_nam(latitude: float, longitude: float, title: str) -> None:
    found = AREAS.nearest(latitude, longitude)
    assert len(found) == 3
    assert title in [area.title for area, _ in found]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (11.56, 104.92),  # Phnom Penh
        (17.97, 102.63),  # Vientiane
        (22.8, 108.3),  # Nanning
        (20.04, 110.33),  # Haikou
        (13.75, 100.5),  # Bangkok
        (9.74, 118.74),  # Puerto Princesa
        (0.0, 0.0),
        (90.0, 180.0),
        (math.nan, 106.0),
        (math.inf, 106.0),
        (1e300, -1e300),
    ],
)
def test_abroad_is_nowhere(latitude: float, longitude: float) -> None:
    assert AREAS.nearest(latitude, longitude) == ()


@given(st.floats(8.4, 23.4), st.floats(102.1, 117.0), st.integers(1, 6))
def test_distances_are_true(latitude: float, longitude: float, count: int) -> None:
    found = AREAS.nearest(latitude, longitude, count)
    assert len(found) in (0, count)
    for area, km in found:
        assert km == pytest.approx(
            distance_km((latitude, longitude), (area.latitude, area.longitude))
        )


def test_all_centres_and_settlements_are_in_viet_nam() -> None:
    with (ROOT / "areas" / "settlements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    right = 0
    for latitude, longitude, code in rows:
        found = AREAS.nearest(float(latitude), float(longitude))
        assert found
        right += code in [area.code for area, _ in found]
    assert right / len(rows) > 0.95
    for province in AREAS.provinces:
        for area in AREAS.communes_of(province.code):
            assert AREAS.nearest(area.latitude, area.longitude, 1)


def square(south: float, west: float, size: float) -> list[list[float]]:
    north, east = south + size, west + size
    steps = [index / 50 for index in range(50)]  # corners on the edges that simplifying drops
    ring = [[west + size * step, south] for step in steps]
    ring += [[east, south + size * step] for step in steps]
    return [*ring, [east, north], [west, north], [west, south]]


def write(path: Path, *features: tuple[object, str, object]) -> Path:
    body = [
        {
            "type": "Feature",
            "properties": {"ten": "?", "ma_xa": code},
            "geometry": {"type": kind, "coordinates": coordinates},
        }
        for code, kind, coordinates in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": body}))
    return path


def known(code: str) -> bool:
    return code in AREAS and not AREAS.area(code).is_province


def test_boundaries(tmp_path: Path) -> None:
    hole = square(10.42, 106.02, 0.02)
    source = write(
        tmp_path / "xa.geojson",
        (26740, "Polygon", [square(10.4, 106.0, 0.1), hole]),
        ("00004", "MultiPolygon", [[square(10.4, 106.1, 0.1)], [hole]]),
        ("99999", "Polygon", [square(12.0, 107.0, 0.1)]),
    )
    done = build(source, tmp_path / "areas.db", known)
    assert (done.communes, done.rings, done.skipped) == (2, 4, 1)
    polygons = Polygons(tmp_path / "areas.db")
    assert polygons.at(10.45, 106.06) == ("26740",)
    assert polygons.at(10.43, 106.03) == ("00004",)
    assert polygons.at(10.45, 106.15) == ("00004",)
    aside = 0.9 * NEAR_KM / 111.2
    assert polygons.at(10.47, 106.1 - aside) == ("26740", "00004")
    assert polygons.at(10.47, 106.1 + aside) == ("00004", "26740")
    assert polygons.at(10.47, 106.1 - 2 * aside) == ("26740",)
    assert polygons.at(12.05, 107.05) == polygons.at(math.nan, 0) == ()
    polygons.close()


def test_the_commune_around_a_point_leads_where_boundaries_are_known(tmp_path: Path) -> None:
    plain = Areas.load(ROOT)
    far = plain.nearest(10.45, 106.06)[-1][0].code
    around = (far, "Polygon", [square(10.4, 106.0, 0.1)])
    build(write(tmp_path / "xa.geojson", around), tmp_path / "areas.db", known)
    bounded = Areas.load(ROOT, tmp_path / "areas.db")
    communes = [area.code for area, _ in bounded.nearest(10.45, 106.06)]
    others = [area.code for area, _ in plain.nearest(10.45, 106.06)[:-1]]
    assert communes == [far, *others]
    assert bounded.nearest(12.05, 107.05) == plain.nearest(12.05, 107.05)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"features": 3}', '{"features": [null]}', "\0"])
def test_what_is_no_geojson_is_refused_and_the_old_file_stays(tmp_path: Path, text: str) -> None:
    (tmp_path / "wrong").write_text(text)
    (tmp_path / "areas.db").write_text("before")
    with pytest.raises(ValueError, match="GeoJSON"):
        build(tmp_path / "wrong", tmp_path / "areas.db", known)
    assert (tmp_path / "areas.db").read_text() == "before"


def test_boundaries_without_codes_are_refused(tmp_path: Path) -> None:
    source = write(tmp_path / "xa.geojson", ("Sài Gòn", "Polygon", [square(10.4, 106.0, 0.1)]))
    with pytest.raises(ValueError, match="no property holds codes"):
        build(source, tmp_path / "areas.db", known)


def test_running_numbers_are_no_codes(tmp_path: Path) -> None:
    squares = [(number, "Polygon", [square(10.4, 106.0, 0.1)]) for number in range(40)]
    with pytest.raises(ValueError, match="no property holds codes"):
        build(write(tmp_path / "xa.geojson", *squares), tmp_path / "areas.db", known)


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path / "xa.geojson", (4, "Polygon", [square(10.4, 106.0, 0.1)]))
    import_areas(source, tmp_path / "var" / "areas.db")
    assert "1 communes, 1 rings, 0 skipped" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        import_areas(tmp_path / "missing", tmp_path / "areas.db")
    assert "No such file" in capsys.readouterr().err
