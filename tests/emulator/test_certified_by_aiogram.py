"""aiogram, which knows nothing of us, must take the emulator for Telegram."""

from __future__ import annotations

import pytest
from aiogram import Bot, exceptions, types
from aiogram.methods import GetMyName, SendMessage

from emulator import samples
from emulator.group import Group
from emulator.person import Person
from emulator.state import Telegram

PHOTO = types.BufferedInputFile(samples.JPEG, "p.jpg")
YES_NO = types.InlineKeyboardMarkup(
    inline_keyboard=[[types.InlineKeyboardButton(text="Có", callback_data="y")]]
)


@pytest.fixture(autouse=True)
def conforms(telegram: Telegram, aiogram: Bot) -> object:
    """Whatever a test here calls, the official definitions agree."""
    yield
    assert telegram.complaints == []


async def test_it_introduces_itself(aiogram: Bot, telegram: Telegram) -> None:
    me = await aiogram.get_me()
    assert (me.id, me.username) == (telegram.bot["id"], "antoan_emulated_bot")


async def test_text_is_sent_with_entities_and_buttons(aiogram: Bot, an: Person) -> None:
    sent = await aiogram.send_message(
        7, "xin <b>chào</b> 🦺 &lt;", parse_mode="HTML", reply_markup=YES_NO
    )
    assert sent.text == "xin chào 🦺 <"
    assert sent.entities
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 4, 4)]
    assert sent.reply_markup
    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "y"
    assert an.last.labels == ["Có"]


async def test_everything_it_can_send(aiogram: Bot, an: Person) -> None:
    photo = await aiogram.send_photo(7, PHOTO, caption="ảnh")
    voice = await aiogram.send_voice(7, types.BufferedInputFile(samples.OGG, "v.ogg"))
    video = await aiogram.send_video(7, types.BufferedInputFile(samples.MP4, "v.mp4"))
    document = await aiogram.send_document(7, types.BufferedInputFile(samples.PDF, "Đơn.pdf"))
    place = await aiogram.send_location(7, 21.02, 105.85)
    assert photo.photo
    assert photo.caption == "ảnh"
    assert voice.voice
    assert video.video
    assert document.document
    assert document.document.file_name == "Đơn.pdf"
    assert place.location
    assert place.location.latitude == 21.02
    again = await aiogram.send_photo(7, photo.photo[-1].file_id)
    assert again.photo
    assert again.photo[-1].file_unique_id == photo.photo[-1].file_unique_id
    assert len(an.inbox) == 6


async def test_the_rarer_things_it_can_send(aiogram: Bot, an: Person) -> None:
    audio = await aiogram.send_audio(7, types.BufferedInputFile(b"ID3", "a.mp3"))
    animation = await aiogram.send_animation(7, types.BufferedInputFile(samples.MP4, "a.mp4"))
    venue = await aiogram.send_venue(7, 21.0, 105.8, "Trạm y tế", "Dĩ An")
    contact = await aiogram.send_contact(7, "115", "Cấp cứu")
    assert audio.audio
    assert animation.animation
    assert venue.venue
    assert contact.contact
    assert contact.contact.phone_number == "115"


async def test_replies_copies_and_forwards(aiogram: Bot, an: Person) -> None:
    asked = an.types("một?")
    reply = await aiogram.send_message(7, "hai", reply_parameters=_to(asked.id))
    assert reply.reply_to_message
    assert reply.reply_to_message.text == "một?"
    forwarded = await aiogram.forward_message(7, 7, asked.id)
    assert isinstance(forwarded.forward_origin, types.MessageOriginUser)
    assert len(await aiogram.copy_messages(7, 7, [asked.id, reply.message_id, 99])) == 2
    photo = await aiogram.send_photo(7, PHOTO, caption="cũ")
    await aiogram.copy_message(7, 7, photo.message_id, caption="mới")
    assert an.last.text == "mới"
    kept = await aiogram.send_message(7, "giữ", protect_content=True)
    assert kept.has_protected_content
    with pytest.raises(exceptions.TelegramBadRequest, match="can't be copied"):
        await aiogram.copy_message(7, 7, kept.message_id)


def _to(message_id: int) -> types.ReplyParameters:
    return types.ReplyParameters(message_id=message_id)


async def test_an_album(aiogram: Bot, an: Person) -> None:
    media = [types.InputMediaPhoto(media=PHOTO, caption="một"), types.InputMediaPhoto(media=PHOTO)]
    first, second = await aiogram.send_media_group(7, media)  # type: ignore[arg-type]
    assert first.media_group_id == second.media_group_id
    assert (first.caption, second.caption) == ("một", None)
    assert len(an.inbox) == 2


async def test_edits_and_deletions(aiogram: Bot, an: Person) -> None:
    sent = await aiogram.send_message(7, "một", reply_markup=YES_NO)
    edited = await aiogram.edit_message_text("hai", chat_id=7, message_id=sent.message_id)
    assert isinstance(edited, types.Message)
    assert (edited.text, edited.reply_markup) == ("hai", None)
    await aiogram.edit_message_reply_markup(
        chat_id=7, message_id=sent.message_id, reply_markup=YES_NO
    )
    assert an.last.labels == ["Có"]
    photo = await aiogram.send_photo(7, PHOTO, caption="ảnh")
    await aiogram.edit_message_caption(chat_id=7, message_id=photo.message_id, caption="mới")
    assert an.sees("mới").id == photo.message_id
    copy = await aiogram.copy_message(7, 7, photo.message_id)
    assert an.last.id == copy.message_id
    assert await aiogram.delete_message(7, sent.message_id)
    assert await aiogram.delete_messages(7, [photo.message_id, copy.message_id, 999])
    assert an.inbox == []


async def test_presses_arrive_and_are_answered(aiogram: Bot, an: Person) -> None:
    await aiogram.send_message(7, "Có đúng không?", reply_markup=YES_NO)
    an.presses("Có")
    (update,) = await aiogram.get_updates(timeout=1)
    assert update.callback_query
    assert isinstance(update.callback_query.message, types.Message)
    assert update.callback_query.data == "y"
    await aiogram.answer_callback_query(update.callback_query.id, "Cảm ơn", show_alert=True)
    assert an.toasts == ["Cảm ơn"]
    with pytest.raises(exceptions.TelegramBadRequest, match="query is too old"):
        await aiogram.answer_callback_query(update.callback_query.id)


async def test_all_that_people_do_is_parsed(aiogram: Bot, an: Person, telegram: Telegram) -> None:
    first = an.types("/tim điện giật")
    an.edits(first, "/tim say nắng")
    an.sends_photo(caption="đây"), an.sends_voice(), an.sends_video(), an.sends_document()
    an.sends_sticker(), an.sends_location(), an.sends_contact()
    an.sends_album([samples.PHOTO, samples.PHOTO], "hai ảnh")
    group = Group(telegram, -100)
    group.adds_bot(an)
    group.joins(an)
    group.speaks(an, f"{group.mention} giúp")
    group.migrates(an, -1001)
    an.blocks()
    an.unblocks()
    updates = await aiogram.get_updates()
    kinds = [update.event_type for update in updates]
    assert kinds.count("my_chat_member") == 3
    assert kinds.count("edited_message") == 1
    assert [update.update_id - updates[0].update_id for update in updates] == list(range(18))


async def test_files_are_fetched(aiogram: Bot, an: Person) -> None:
    an.sends_photo()
    (update,) = await aiogram.get_updates()
    assert update.message
    assert update.message.photo
    fetched = await aiogram.download(update.message.photo[-1])
    assert fetched
    assert fetched.read() == samples.JPEG


async def test_the_profile(aiogram: Bot, an: Person) -> None:
    commands = [types.BotCommand(command="khancap", description="Khẩn cấp")]
    mine = types.BotCommandScopeChat(chat_id=7)
    assert await aiogram.set_my_commands(commands, scope=mine, language_code="vi")
    (command,) = await aiogram.get_my_commands(scope=mine, language_code="vi")
    assert (command.command, command.description) == ("khancap", "Khẩn cấp")
    assert await aiogram.get_my_commands() == []
    assert await aiogram.delete_my_commands(scope=mine, language_code="vi")
    assert await aiogram.get_my_commands(scope=mine, language_code="vi") == []
    assert await aiogram.set_my_name("An Toàn", language_code="vi")
    assert (await aiogram(GetMyName(language_code="vi"))).name == "An Toàn"
    assert await aiogram.set_my_description("Giúp việc an toàn")
    assert (await aiogram.get_my_description()).description == "Giúp việc an toàn"
    assert await aiogram.set_my_short_description("An toàn")
    assert (await aiogram.get_my_short_description()).short_description == "An toàn"
    assert await aiogram.set_chat_menu_button(7, types.MenuButtonCommands())
    assert isinstance(await aiogram.get_chat_menu_button(7), types.MenuButtonCommands)


async def test_chats(aiogram: Bot, an: Person, telegram: Telegram) -> None:
    assert (await aiogram.get_chat(7)).first_name == "An"
    assert await aiogram.send_chat_action(7, "typing")
    group = Group(telegram, -100, "Tổ xây")
    group.adds_bot(an)
    assert (await aiogram.get_chat(-100)).title == "Tổ xây"
    assert await aiogram.leave_chat(-100)
    with pytest.raises(exceptions.TelegramForbiddenError, match="not a member of the supergroup"):
        await aiogram.send_message(-100, "còn ai không")


async def test_webhook_settings(aiogram: Bot) -> None:
    await aiogram.set_webhook("http://127.0.0.1:9/hook", max_connections=5, secret_token="s")
    info = await aiogram.get_webhook_info()
    assert (info.url, info.max_connections) == ("http://127.0.0.1:9/hook", 5)
    with pytest.raises(exceptions.TelegramConflictError, match="webhook is active"):
        await aiogram.get_updates()
    assert await aiogram.delete_webhook()
    assert (await aiogram.get_webhook_info()).url == ""


async def test_refusals_have_their_classes(aiogram: Bot, an: Person, telegram: Telegram) -> None:
    with pytest.raises(exceptions.TelegramBadRequest, match="chat not found"):
        await aiogram.send_message(8, "ai đó?")
    an.blocks()
    with pytest.raises(exceptions.TelegramForbiddenError, match="blocked by the user"):
        await aiogram.send_message(7, "còn đó không?")
    an.unblocks()
    telegram.faults.flood(9, calls=1)
    with pytest.raises(exceptions.TelegramRetryAfter) as flood:
        await aiogram.send_message(7, "một")
    assert flood.value.retry_after == 9
    telegram.faults.status(502, calls=1)
    with pytest.raises(exceptions.ClientDecodeError):
        await aiogram.send_message(7, "một")
    telegram.faults.drop(calls=1)
    with pytest.raises(exceptions.TelegramNetworkError):
        await aiogram.send_message(7, "một")
    assert an.inbox == []


async def test_a_wrong_token(aiogram: Bot) -> None:
    stranger = Bot("1:unknown", session=aiogram.session)
    with pytest.raises(exceptions.TelegramUnauthorizedError):
        await stranger.get_me()


async def test_a_group_that_migrated(aiogram: Bot, an: Person, telegram: Telegram) -> None:
    group = Group(telegram, -100, kind="group")
    group.adds_bot(an)
    new = group.migrates(an, -1001)
    with pytest.raises(exceptions.TelegramMigrateToChat) as migrated:
        await aiogram(SendMessage(chat_id=-100, text="một"))
    assert migrated.value.migrate_to_chat_id == new.id
    await aiogram.send_message(new.id, "một")
    new.sees("một")
