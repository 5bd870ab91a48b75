"""The page in a real browser: what a person does and sees."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.async_api import Locator, Page, expect

from tests.web.brain import TALK
from tests.web.house import House

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def write(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.keyboard.press("Enter")


def answer(page: Page) -> Locator:
    return page.locator(".bot .words").last


async def test_a_question_gets_its_answer(page: Page, house: House) -> None:
    await write(page, "phun thuoc dau dau")
    await expect(answer(page)).to_have_text("echo phun thuoc dau dau")
    await expect(page.locator(".own .state").last).to_contain_text("web.sent")
    await expect(page.locator("#typing")).to_be_hidden()
    assert house.ingress.said("text") == ["phun thuoc dau dau"]


async def test_the_first_visit_says_started_once(page: Page, house: House) -> None:
    await page.reload()
    await write(page, "one")
    await expect(answer(page)).to_have_text("echo one")
    assert house.ingress.said("kind") == ["started", "text"]


async def test_a_poster_link_counts_once(page: Page, house: House, address: str) -> None:
    await page.goto(f"{address}?start=a01234-sagriculture")
    await expect(answer(page)).to_contain_text("a01234-sagriculture")
    await page.reload()
    await write(page, "one")
    await expect(answer(page)).to_have_text("echo one")
    assert house.ingress.said("payload") == ["", "a01234-sagriculture"]


async def test_a_choice_edits_its_own_bubble(page: Page) -> None:
    await write(page, "card")
    await page.get_by_role("button", name=TALK["more"]).click()
    await expect(page.locator("#toast")).to_have_text("opened")
    await expect(answer(page)).to_contain_text(TALK["card.more"].split("\n")[0])
    await expect(page.locator(".bot .bubble")).to_have_count(2)


async def test_a_choice_pressed_twice_counts_once(page: Page, house: House) -> None:
    await write(page, "card")
    await page.get_by_role("button", name=TALK["useful"]).dblclick()
    await expect(answer(page)).to_have_text("pressed cr:x|1")
    assert house.ingress.said("code") == ["cr:x|1"]


async def test_the_answer_to_a_button_far_up_is_shown(page: Page) -> None:
    await write(page, "card")
    useful = page.get_by_role("button", name=TALK["useful"])
    await useful.wait_for()
    for number in range(8):
        await write(page, f"line {number}")
        await expect(answer(page)).to_have_text(f"echo line {number}")
    await useful.scroll_into_view_if_needed()
    await useful.click()
    await expect(answer(page)).to_have_text("pressed cr:x|1")
    await expect(answer(page)).to_be_in_viewport(ratio=1)
    await expect(page.locator("#unseen")).to_be_hidden()


async def test_all_of_an_answer_in_two_messages_stands_above_the_keyboard(page: Page) -> None:
    await expect(page.locator("#keyboard")).to_be_visible()
    await write(page, "words, then card")
    await expect(page.get_by_role("button", name="help")).to_be_in_viewport(ratio=1)
    await expect(page.get_by_text("echo words, then card")).to_be_in_viewport(ratio=1)
    await expect(page.locator("#keyboard")).to_be_hidden()


async def test_the_reply_keyboard_stays_and_speaks(page: Page, house: House) -> None:
    label = TALK["menu"][1][0]
    for _ in range(2):
        await page.locator("#keyboard").get_by_role("button", name=label).click()
        await expect(answer(page)).to_have_text(f"echo {label}")
        await page.reload()
    assert house.ingress.said("text") == [label, label]


async def test_emergency_is_a_call_in_one_touch(page: Page, house: House) -> None:
    await page.locator("#emergency").click()
    call = page.locator(".choice.call")
    await expect(call).to_be_in_viewport(ratio=1)
    assert await call.get_attribute("href") == "tel:115"
    assert house.ingress.said("text") == ["/khancap"]


async def test_history_survives_a_reload(page: Page) -> None:
    await write(page, "remember me")
    await expect(answer(page)).to_have_text("echo remember me")
    before = await page.locator("#bubbles").inner_text()
    await page.reload()
    await expect(answer(page)).to_have_text("echo remember me")
    assert await page.locator("#bubbles").inner_text() == before


async def test_a_photo_is_made_small_and_shown_again(page: Page, house: House) -> None:
    noise = Image.effect_noise((2400, 1800), 90).convert("RGB")
    photo = io.BytesIO()
    noise.save(photo, "JPEG", quality=95)
    file = {"name": "hien.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
    await page.locator("#pick-file").set_input_files(file)  # type: ignore[arg-type]
    await expect(answer(page)).to_have_text("got photo")
    kept_type, kept = house.files.kept["file0"]
    assert (kept_type, Image.open(io.BytesIO(kept)).size) == ("image/jpeg", (1600, 1200))
    await page.reload()
    shown = page.locator("img.photo")
    await expect(shown).to_have_count(2)
    for image in await shown.all():
        await expect(image).to_have_js_property("naturalWidth", 1600)


async def test_a_refused_file_says_why(page: Page) -> None:
    file = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"MZ not a pdf"}
    await page.locator("#pick-file").set_input_files(file)  # type: ignore[arg-type]
    await expect(page.locator(".own .why")).to_have_text("err.file")


async def test_a_place_and_a_voice(page: Page, house: House) -> None:
    await page.locator("#attach").click()
    await page.locator("#location").click()
    await expect(answer(page)).to_have_text("at 21.03 105.85")
    await expect(page.locator("#toast")).to_be_hidden(timeout=1000)
    await page.locator("#record").click()
    await page.wait_for_timeout(600)
    await page.locator("#stop").click()
    await expect(answer(page)).to_have_text("got voice")
    assert house.files.kept["file0"][0] == "audio/webm"


async def test_markup_of_a_person_is_only_text(page: Page) -> None:
    attack = "<img src=x onerror=alert(1)><b>b</b>"
    await write(page, attack)
    await expect(page.locator(".own .words").last).to_have_text(attack)
    await expect(answer(page)).to_have_text(f"echo {attack}")
    assert await page.locator("#bubbles img, #bubbles b").count() == 0


async def test_a_new_session_starts_anew(page: Page, address: str) -> None:
    await write(page, "mine")
    await expect(answer(page)).to_have_text("echo mine")
    await page.context.clear_cookies()
    await page.goto(address)
    await expect(page.locator(".bot")).to_have_count(1)
    await expect(answer(page)).not_to_have_text("echo mine")
