"""The server over HTTP: who may write, how much, and what is answered when something is wrong."""

from __future__ import annotations

from uuid import uuid4

import pytest

from bot.channels.web.limits import Limits
from bot.channels.web.sessions import Seals
from bot.incoming import Address, Command, Contact, Location, Started, Text
from tests.web.house import BASE, House, Visitor, visiting

ONE = "11111111-1111-4111-8111-111111111111"


def read(house: House) -> object:
    """The act of the latest accepted update, as the bot sees it."""
    return house.channel.read(house.ingress.accepted[-1].payload).action


async def test_ok_is_said_after_it_is_committed_and_a_repeat_does_nothing() -> None:
    house = House()
    async with visiting(house.app()) as visitor:
        for _ in range(2):
            answer = await visitor.say(ONE, kind="text", text="xin chao")
            assert (answer.status_code, answer.json()) == (200, {"ok": True})
    [accepted] = house.ingress.accepted
    assert (accepted.account, accepted.update) == ("web", ONE)
    assert house.channel.read(accepted.payload).address == Address("web", accepted.chat)


async def test_the_database_being_away_is_said() -> None:
    house = House()
    house.ingress.down = True
    async with visiting(house.app()) as visitor:
        answer = await visitor.say(ONE, kind="text", text="xin chao")
    assert (answer.status_code, answer.json()) == (503, {"error": "web.busy"})
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    "headers",
    [
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "0" * 64},
        {"Origin": "http://evil.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_other_sites_cannot_write(headers: dict[str, str]) -> None:
    house = House()
    async with visiting(house.app()) as visitor:
        said = {"id": ONE, "kind": "text", "text": "x"}
        answer = await visitor.post("messages", json=said, headers=headers)
    assert answer.status_code == 403
    assert house.ingress.accepted == []


async def test_a_forged_cookie_is_nobody_and_the_page_gives_a_new_one() -> None:
    house = House()
    async with visiting(house.app()) as visitor:
        genuine = visitor.http.cookies["antoan.worker"]
        session, _, signature = genuine.rpartition("~")
        forged = f"{'0' * len(session)}~{signature}"
        visitor.http.cookies.clear()
        cookie = {"Cookie": f"antoan.worker={forged}"}
        refused = await visitor.http.get(f"{BASE}api/session", headers=cookie)
        assert (refused.status_code, refused.json()) == (401, {"error": "web.reload"})
        page = await visitor.http.get(BASE, headers=cookie)
    assert page.cookies["antoan.worker"] not in (forged, genuine)


async def test_the_cookie_is_out_of_reach() -> None:
    async with visiting(House().app()) as visitor:
        plain = (await visitor.http.get(BASE)).headers["set-cookie"].lower()
        secure = await visitor.http.get(f"https://phone.test{BASE}")
    assert "httponly" in plain
    assert "samesite=lax" in plain
    assert f"path={BASE}" in plain
    assert "secure" in secure.headers["set-cookie"].lower()


async def test_too_long_is_refused() -> None:
    async with visiting(House().app()) as visitor:
        answer = await visitor.say(ONE, kind="text", text="x" * 33_000)
    assert (answer.status_code, answer.json()) == (413, {"error": "web.toolong"})


async def test_a_flood_waits_and_may_go_on() -> None:
    house = House(limits=Limits(burst=3, per_second=2))
    async with visiting(house.app()) as visitor, visiting(house.app()) as other:
        codes = [await code(visitor) for _ in range(4)]
        assert codes == [200, 200, 200, 429]
        assert await code(other) == 200
        house.clock.pass_seconds(0.6)
        assert await code(visitor) == 200


async def code(visitor: Visitor) -> int:
    return (await visitor.say(str(uuid4()), kind="text", text="x")).status_code


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "text", "text": " \x00 "},
        {"kind": "text", "text": 5},
        {"kind": "location", "latitude": 91, "longitude": 0},
        {"kind": "location", "latitude": "21", "longitude": 105},
        {"kind": "started", "payload": "a b"},
        {"kind": "media", "file": "file0"},
        {"kind": "choice", "code": "m:"},
        {},
    ],
)
async def test_what_cannot_be_meant_is_refused(said: dict[str, object]) -> None:
    house = House()
    async with visiting(house.app()) as visitor:
        answer = await visitor.say(ONE, **said)
    assert (answer.status_code, answer.json()) == (422, {"error": "web.malformed"})
    assert house.ingress.accepted == []


@pytest.mark.parametrize("sent", [b"[" * 30_000, b"[]", b"{", b"\xff", b'{"id": "x"}'])
async def test_what_is_no_json_is_refused(sent: bytes) -> None:
    async with visiting(House().app()) as visitor:
        answer = await visitor.post("messages", content=sent)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"kind": "text", "text": "na\u0323n\x00\r\n\x07"}, Text("n\u1ea1n")),
        ({"kind": "text", "text": "/KhanCap  now "}, Command("khancap", "now")),
        ({"kind": "text", "text": "\U0001f198" * 3000}, Text("\U0001f198" * 2048)),
        ({"kind": "location", "latitude": 21, "longitude": 105.5}, Location(21.0, 105.5)),
        ({"kind": "contact", "phone": " 0912 345 678"}, Contact("0912 345 678", own=False)),
        ({"kind": "started", "payload": "g_1-2"}, Started("g_1-2")),
    ],
)
async def test_what_was_done_is_read(said: dict[str, object], meant: object) -> None:
    house = House()
    async with visiting(house.app()) as visitor:
        assert (await visitor.say(ONE, **said)).status_code == 200
    assert read(house) == meant


async def test_half_an_emoji_can_be_stored() -> None:
    house = House()
    async with visiting(house.app()) as visitor:
        sent = b'{"id": "%s", "kind": "text", "text": "a\\ud83c"}' % ONE.encode()
        assert (await visitor.post("messages", content=sent)).status_code == 200
    assert read(house) == Text("a\ufffd")


@pytest.mark.parametrize("path", ["", "api/session", "static/app.js", "sw.js", "nowhere"])
async def test_every_answer_is_guarded(path: str) -> None:
    async with visiting(House().app()) as visitor:
        answer = await visitor.http.get(f"{BASE}{path}")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_content_shows_pictures_and_nothing_else() -> None:
    async with visiting(House().app()) as visitor:
        for path in ("html.py", "locale/vi/LC_MESSAGES/bot.po", "..%2fpyproject.toml"):
            answer = await visitor.http.get(f"{BASE}content/{path}")
            assert answer.status_code == 404


async def test_a_house_may_choose_who_a_visitor_is() -> None:
    house = House()
    person = "sample-1"
    house.admit = lambda _: person
    async with visiting(house.app()) as visitor:
        assert (await visitor.say(ONE, kind="text", text="x")).status_code == 200
        assert house.ingress.accepted[0].chat == "sample-1"
        person = "sample-2"  # the demo was reset
        assert (await visitor.http.get(f"{BASE}api/session")).status_code == 401
        await visitor.arrive()
        assert (await visitor.http.get(f"{BASE}api/session")).status_code == 200


async def test_a_version_is_kept_for_ever_and_another_is_not() -> None:
    async with visiting(House().app()) as visitor:
        page = (await visitor.http.get(BASE)).text
        url = page.split('src="static/app.js')[1].split('"')[0]
        current = await visitor.http.get(f"{BASE}static/app.js{url}")
        old = await visitor.http.get(f"{BASE}static/app.js?v=0")
    assert "immutable" in current.headers["cache-control"]
    assert "immutable" not in old.headers["cache-control"]


def test_a_cookie_of_before_the_rotation_still_says_who_it_is() -> None:
    old, new = b"o" * 32, b"n" * 32
    cookie = Seals(old).cookie("session")
    assert Seals(new, old).opened(cookie) == "session"
    assert Seals(new).opened(cookie) is None
    assert Seals(old).opened(Seals(new, old).cookie("session")) is None
