"""On a phone without buttons every button of the bot can be reached by typing."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from bot.buttons import PREFIXES
from bot.incoming import Address, Incoming, Text
from bot.people import Role
from handlers import ROUTES
from storage.people import people
from tests.offices import COMMUNE, appointed, writing
from tests.stories import typed_alerts, typed_broadcasts, typed_cases
from tests.stories.helpers import CARD, CARD_TITLE, count
from tests.stories.typist import Typist
from tests.world import World


async def groups(world: World, typist: Typist) -> None:
    """Makes, joins, leaves, hands over and closes a group; takes and refuses two others."""
    await appointed(world, await typing(world), Role.ORGANISER, COMMUNE)
    await typist.says("/trogiup", "Đơn vị phụ trách")
    await typist.numbers("Nhóm của tôi", "chưa phụ trách nhóm nào")
    await typist.numbers("Tạo nhóm", "Tên nhóm là gì?")
    made = await typist.says("Tổ một", "Số người trong nhóm: 0")
    link = made.text.split("start=")[1].split()[0]
    await typist.numbers("Mã QR", "Quét mã này")
    await typist.labels("Quay lại nhóm", "Số người trong nhóm: 0")
    await typist.numbers("Link mới", "hỏng ngay")
    renewed = await typist.labels("Làm link mới", "Số người trong nhóm: 0")
    await typist.says(f"/start {link}", "Link này không còn dùng được")
    link = renewed.text.split("start=")[1].split()[0]
    await typist.says(f"/start {link}", "Vào nhóm Tổ một?")
    await typist.labels("Không", "Không vào nhóm cũng được")
    await typist.says(f"/start {link}", "Vào nhóm Tổ một?")
    await typist.numbers("Vào nhóm", "Đã vào nhóm")
    await typist.says("/nhom", "Nhóm anh/chị phụ trách")
    await typist.numbers("Nhóm tôi đang ở", "Bấm vào nhóm để ra")
    await typist.numbers("Ra khỏi Tổ một", "Đã ra khỏi nhóm")
    await offered_to_them(world)
    await typist.says("/nhom", "Nhóm anh/chị phụ trách")
    await typist.numbers("Không nhận Tổ ba", "Đã báo lại")
    await typist.says("/nhom", "Nhóm anh/chị phụ trách")
    await typist.numbers("Nhận Tổ hai", "Số người trong nhóm: 0")
    await typist.labels("Giao lại nhóm", "Giao «Tổ hai» cho ai?")
    await typist.numbers("Cán bộ 1", "Đã nhờ người kia nhận")
    await typist.says("/nhom", "Nhóm anh/chị phụ trách")
    await typist.numbers("Tổ hai (0)", "Số người trong nhóm: 0")
    await typist.labels("Đóng nhóm", "không mở lại được")
    await typist.labels("Đóng nhóm", "Đã đóng nhóm")


async def offered_to_them(world: World) -> None:
    """Two groups of another organiser, whom no channel reaches, are offered to the only person."""
    person = await typing(world)
    (other,) = await strangers(world, 1)
    async with writing(world) as unit:
        for name in ("Tổ hai", "Tổ ba"):
            group = await unit.groups.create(
                name, area=COMMUNE, owner=other, token=name, now=world.now
            )
            await unit.groups.offer(group.id, heir=person)
    await appointed(world, other, Role.ORGANISER, COMMUNE)


async def guidance(_: World, typist: Typist) -> None:
    await typist.numbers("Cách làm an toàn", "Anh/chị làm việc gì?")
    await typist.numbers("Sơ cứu", "Chọn một bài:")
    await typist.numbers("Trang sau", "(2 trên")
    await typist.numbers("Việc khác", "Anh/chị làm việc gì?")
    await typist.numbers("Xây nhà", "Chọn một bài:")
    await typist.numbers(CARD_TITLE, CARD_TITLE)
    await typist.numbers("Xem thêm", "Nguồn: ")
    await typist.numbers("Chưa đúng", "Chỗ nào chưa đúng?")
    await typist.numbers("Bỏ qua", "Đã bỏ qua.")
    await typist.says(CARD, CARD_TITLE)
    await typist.labels("Xem thêm", "Nguồn: ")
    await typist.labels("Có ích", "Làm ở xã, phường nào?")
    await typist.labels("Bỏ qua", "Khi nào cần")
    await typist.numbers("Quyền lợi", "Chọn một bài:")
    await typist.zero()
    await typist.numbers("Giúp đỡ", "Đơn vị phụ trách")
    await typist.labels("English", "the bot speaks English")
    await typist.numbers("Help", "Run by")
    await typist.labels("Tiếng Việt", "Từ giờ bot nói tiếng Việt")


async def joining(_: World, typist: Typist) -> None:
    await typist.numbers("Giúp đỡ", "Đơn vị phụ trách")
    await typist.labels("Đổi xã, đổi việc", "Làm ở xã, phường nào?")
    await typist.says("phường Bến Nghé quận 1", "nay thuộc")
    await typist.numbers("Không phải", "Làm ở xã, phường nào?")
    await typist.numbers("Bỏ qua", "Khi nào cần")
    await typist.numbers("Giúp đỡ", "Đơn vị phụ trách")
    await typist.labels("Đổi xã, đổi việc", "Làm ở xã, phường nào?")
    await typist.says("phường Bến Nghé quận 1", "nay thuộc")
    await typist.labels("Đúng", "Chọn được từng loại")
    await typist.numbers("Em dưới 16", "111")
    await typist.numbers("Giúp đỡ", "Đơn vị phụ trách")
    await typist.labels("Đổi xã, đổi việc", "Làm ở xã, phường nào?")
    await typist.says("phường Bến Nghé quận 1", "nay thuộc")
    await typist.labels("Đúng", "Chọn được từng loại")
    await typist.numbers("Đồng ý cả hai", "Xong")


async def emergencies(_: World, typist: Typist) -> None:
    await typist.nine()
    await typist.numbers("Thuốc vào mắt", "15 phút")
    await typist.says("khong muon song nua", "Đã uống hay dính thuốc chưa?")
    await typist.numbers("Chưa uống", "đừng ở một mình")
    await typist.says("khong muon song nua", "Đã uống hay dính thuốc chưa?")
    await typist.labels("Đã uống", "GỌI 115 NGAY")


async def linked_phone(world: World) -> None:
    """The only person writes from one more phone."""
    person = await typing(world)
    async with writing(world) as unit:
        hello = Incoming(Address("telegram:1", "7"), Text("alo"))
        (actor,) = (await unit.people.meet([hello], now=world.now)).values()
        await unit.data.link(actor.id, person, now=world.now)


async def own_data(world: World, typist: Typist) -> None:
    """Looks, changes, stops, agrees again, cuts a phone off; needs the consents of joining."""
    await linked_phone(world)
    await typist.says("/caidat", "Tiếng nói")
    await typist.numbers("Máy khác đang nối", "Mất máy")
    await typist.numbers("Telegram, từ", "Bỏ nối Telegram")
    await typist.numbers("Bỏ nối", "Đã bỏ nối")
    await typist.says("/caidat", "Tiếng nói")
    await typist.numbers("Chuyển sang máy khác", "Mã: ")
    await typist.says("/caidat", "Tiếng nói")
    await typist.numbers("Nhập mã từ máy cũ", "Gõ mã 8 chữ")
    await typist.labels("Bỏ qua", "Đã bỏ qua")
    await typist.says("/caidat", "Tiếng nói")
    await typist.numbers("Thôi tin nhắc việc", "Đã thôi tin nhắc việc")
    await typist.labels("Nhận lại", "Đã nhận lại")
    await typist.says("/caidat", "Tiếng nói")
    await typist.labels("Vì sao tôi nhận tin này?", "ngày 12/5/2026")
    await typist.numbers("Đổi", "Tiếng nói")
    await typist.numbers("Dừng nhận tin", "Đã dừng")
    await typist.says("/caidat", "Tiếng nói")
    await typist.labels("Dữ liệu của tôi", "Bot đang lưu")
    await typist.numbers("Tải về", "mọi điều bot đang lưu")
    await typist.says("/dulieu", "Bot đang lưu")
    await typist.labels("Sửa", "Tiếng nói")
    await typist.says("/dulieu", "Bot đang lưu")
    await typist.numbers("Xóa dấu vết", "Xóa tin trên trang này?")
    await typist.labels("Xóa dấu vết", "Cần gì, bấm nút")


async def erasing(_: World, typist: Typist) -> None:
    await typist.says("/dulieu", "Bot đang lưu")
    await typist.numbers("Xóa hết", "không lấy lại được")
    await typist.labels("Xóa hết", "Đây là tin cuối")


async def strangers(world: World, count: int) -> list[int]:
    """People who are reached nowhere, so that only one address is typing."""
    async with writing(world) as unit:
        new = sa.insert(people).values(created_at=world.now).returning(people.c.id)
        return [(await unit.execute(new)).scalar_one() for _ in range(count)]


async def people_around(world: World) -> None:
    """An admin, two who hold a role, two who wait to be confirmed."""
    admin, one, two, three, four = await strangers(world, 5)
    await appointed(world, admin, Role.ADMIN, "")
    for person in (one, two):
        await appointed(world, person, Role.RESPONDER, COMMUNE)
    async with writing(world) as unit:
        for person, name in ((three, "Lan"), (four, "Mai")):
            made = await unit.invitations.create(
                Role.OFFICIAL, COMMUNE, inviter=one, token=name.encode(), now=world.now
            )
            await unit.invitations.claim(made, person, now=world.now)
            await unit.invitations.complete(made, name=name, phone="0912345678", now=world.now)


async def grants(world: World, typist: Typist) -> None:
    """Confirms and refuses, invites, hands over, takes a role away, and reads of it."""
    await appointed(world, await typing(world), Role.ADMIN, "")
    await people_around(world)
    await typist.zero()
    await typist.labels("Mời, giao việc", "Mời ai?")
    await typist.numbers("Chờ: Lan", "0912345678")
    await typist.numbers("Đúng người này", "Đã xác nhận Lan")
    await typist.numbers("Mời, giao việc khác", "Mời ai?")
    await typist.numbers("Chờ: Mai", "0912345678")
    await typist.labels("Không phải", "Đã từ chối Mai")
    await typist.numbers("Mời, giao việc khác", "Mời ai?")
    await typist.numbers("Cán bộ xã", "ở đâu?")
    await typist.says("ba dinh, ha noi", "là nơi nào?")
    await typist.numbers("Ba Đình", "Lời mời làm Cán bộ xã")
    await typist.numbers("Mời, giao việc khác", "Mời ai?")
    await typist.numbers("Mời theo danh sách", "tệp Excel")
    await typist.numbers("Mời, giao việc khác", "Mời ai?")
    await typist.numbers("Người đang giữ việc", "Chọn một người")
    await typist.numbers("Lan, Cán bộ xã", "0912345678")
    await typist.numbers("Bàn giao hết", "cho ai?")
    await typist.numbers("Chưa có tên, Người trực (1)", "Chuyển hết việc")
    await typist.numbers("Bàn giao ngay", "Đã chuyển hết việc")
    await typist.numbers("Người đang giữ việc", "Chọn một người")
    await typist.numbers("Chưa có tên, Cán bộ xã", "Cán bộ xã, phường Ba Đình")
    await typist.numbers("Thu hồi", "Thu hồi ngay việc này")
    await typist.numbers("Thu hồi ngay", "Đã thu hồi")
    await typist.zero()
    await typist.numbers("Nhật ký", "thu hồi Cán bộ xã")


async def posters(_: World, typist: Typist) -> None:
    await typist.zero()
    await typist.numbers("Áp phích của xã", "Gõ tên")
    await typist.says("ba dinh, ha noi", "là nơi nào?")
    await typist.numbers("Ba Đình", "Cho việc gì?")
    await typist.numbers("Mọi việc", "Treo ở đâu?")
    await typist.numbers("Làm luôn", "Ảnh để gửi")


async def duty(world: World, typist: Typist) -> None:
    """Puts somebody on the roster, changes it, goes away and comes back, looks elsewhere."""
    (binh,) = await strangers(world, 1)
    await appointed(world, await typing(world), Role.OFFICIAL, COMMUNE)
    await appointed(world, binh, Role.RESPONDER, COMMUNE)
    await typist.says("/truc", "Lịch trực")
    await typist.numbers("Thêm người trực", "Thêm ai")
    await typist.numbers("Chưa có tên, Người trực (1)", "làm gì trong lịch trực?")
    await typist.labels("Trực thay", "Đã ghi")
    await typist.numbers("Xem lịch trực", "Lịch trực")
    await typist.numbers("trực thay", "Trực thay: cả tuần")
    await typist.numbers("Đổi ngày giờ", "Gõ ngày giờ mới")
    await typist.numbers("Thứ Hai đến thứ Sáu", "Đã ghi")
    await typist.labels("Bỏ khỏi lịch", "Đã bỏ")
    await typist.labels("Xem lịch trực", "Lịch trực")
    await typist.numbers("Tôi vắng", "Vắng đến khi nào?")
    await typist.says("mai", "vắng đến hết ngày 13/5/2026")
    await typist.numbers("Tôi đã về", "anh/chị đã về")
    await typist.labels("Xem lịch trực", "Lịch trực")
    await typist.numbers("Số của xã", "Số riêng của")
    await typist.numbers("Nhập số trạm y tế", "Gõ số điện thoại")
    await typist.says("024 3825 1115", "Trạm y tế: 024 3825 1115")
    await lives_there(world)
    await typist.nine()
    await typist.numbers("Trạm y tế 024 3825 1115", "Nguy cấp thì gọi 115 trước")
    await typist.says("/truc", "Lịch trực")
    await typist.numbers("Số của xã", "Số riêng của")
    await typist.labels("Bỏ số trạm y tế", "Số riêng của")
    await typist.numbers("Xem lịch trực", "Lịch trực")
    await typist.numbers("Xem nơi khác", "Gõ tên xã")
    await typist.says("ba dinh, ha noi", "Chọn một nơi")
    await typist.numbers("Ba Đình", "Lịch trực: phường Ba Đình")


async def lives_there(world: World) -> None:
    async with writing(world) as unit:
        await unit.people.join(await typing(world), commune=COMMUNE, sectors=())


async def reports(world: World, typist: Typist) -> None:
    """Tells a danger and an accident, adds to them, and takes one back."""
    await typist.says("/nguyhiem", "cái gì nguy hiểm?")
    await typist.numbers("Tôi muốn tố cáo", "không phải đơn tố cáo")
    await typist.numbers("Vẫn báo nguy hiểm", "cái gì nguy hiểm?")
    await typist.labels("Dây điện", "Chỗ xảy ra ở đâu?")
    await typist.says("tân thành", "Có nhiều nơi")
    await typist.numbers("Tân Thành", "Sẽ gửi cho")
    await typist.numbers("Sửa", "cái gì nguy hiểm?")
    await typist.says("hố sâu không rào", "Chỗ xảy ra ở đâu?")
    await typist.says("phường Dĩ An", "Sẽ gửi cho")
    await typist.numbers("Ai thấy gì?", "Cán bộ trực của xã thấy")
    await typist.numbers("Thôi", "chưa gửi gì")
    await typist.zero()
    await typist.numbers("Báo tai nạn", "cần cấp cứu")
    await typist.labels("Có người đã mất", "Chỗ xảy ra ở đâu?")
    await typist.says("phường Dĩ An", "Xin chia buồn")
    await typist.numbers("Giấy tờ cần giữ", "Giữ lại")
    await typist.labels("Gửi cho xã", "Mã: TN-")
    await typist.numbers("Kể thêm", "xảy ra lúc nào?")
    await typist.labels("Bỏ qua", "mấy người bị nạn?")
    await typist.says("2", "lúc đó đang làm gì?")
    await typist.labels("Xong", "Cần thêm gì")
    await own_cases(world, typist)


async def own_cases(world: World, typist: Typist) -> None:
    await typist.says("/hoso", "Tin anh/chị đã báo")
    await typist.numbers("TN-", "có người mất")
    await typist.numbers("Tin tôi đã báo", "Bấm để xem")
    await typist.numbers("TN-", "có người mất")
    await typist.numbers("Cho cán bộ gọi", "gõ số")
    await typist.labels("Bỏ qua", "gửi ảnh, tin thoại")
    world.now += timedelta(days=15)
    assert world.app
    await world.app.care().beat()
    await typist.hears("Hai tuần trước")
    await typist.says("/hoso", "Tin anh/chị đã báo")
    await typist.numbers("TN-", "có người mất")
    await typist.numbers("Chưa có", "Đã ghi vào")
    await typist.says("/hoso", "Tin anh/chị đã báo")
    await typist.numbers("TN-", "có người mất")
    await typist.numbers("Rút tin này", "Cán bộ sẽ biết")
    await typist.labels("Rút tin này", "Đã rút")


async def typing(world: World) -> int:
    """The number of the only person who types."""
    (person,) = (await world.rows("SELECT person_id FROM addresses WHERE account = 'text'"))[0]
    assert isinstance(person, int)
    return person


async def broadcasts(world: World, typist: Typist) -> None:
    await typed_broadcasts.prepared(world)
    await typist.says("/phatin", "Soạn tin gửi đúng người cần")
    await typist.numbers("Soạn tin mới", "Gõ hoặc gửi tin")
    await typist.says("Phun thuốc trước 9 giờ", "Đã ghi:")
    await typist.numbers("Thêm nút mở bài", "Nút mở bài nào?")
    await typist.says(CARD, "Đã ghi:")
    await typist.numbers("Chọn người nhận", "Ai nhận tin này?")
    await typist.numbers("Nơi làm", "Chọn nơi")
    await typist.numbers("An Bình", "Chọn nơi")
    await typist.labels("Xong, xem người nhận", "Bây giờ: 3 người")
    await typist.numbers("Lưu người nhận này", "Đặt tên gì?")
    await typist.says("Tổ một", "Người nhận:")
    await typist.numbers("Dùng: Tổ một", "Người nhận:")
    await typist.numbers("Quên: Tổ một", "Người nhận:")
    await typist.numbers("Xem trước", "Gửi đến 3 người")
    await typed_broadcasts.tried(world)
    await typist.numbers("Xem tin", "Không cần người thứ hai")
    await typist.numbers("Giờ gửi", "Gửi lúc nào?")
    await typist.numbers("Gửi sớm nhất có thể", "Gửi đến 3 người")
    await typist.labels("Đổi thành tin khẩn", "tin khẩn")
    await typist.labels("Gửi không chờ duyệt", "Ghi lý do")
    await typist.labels("Xem tin", "Gửi đến 3 người")
    await typist.labels("Thôi tin khẩn", "Không cần người thứ hai")
    await typist.labels("Gửi", "bắt đầu")
    await typed_broadcasts.begun(world)
    await typist.says("/phatin", "Soạn tin")
    await typist.numbers("đang gửi", "Đang gửi:")
    await typist.labels("Dừng tạm", "Đang tạm dừng")
    await typist.labels("Gửi tiếp", "Đang gửi:")
    await typed_broadcasts.lost(world)
    await typist.labels("Dừng hẳn", "Đã dừng")


async def broadcasts_over(world: World, typist: Typist) -> None:
    await typist.labels("Gửi lại cho người không rõ", "Đến máy")
    await typist.says("/phatin", "Soạn tin")
    await typist.numbers("1. Phun thuốc", "Đến máy")
    await typist.numbers("Tải bảng kết quả", "Chỉ có con số")
    await typist.labels("Xem tin", "Đến máy")
    await typist.numbers("Thu hồi", "trong 48 giờ")
    await typist.numbers("Xóa và đính chính", "Gõ hoặc gửi tin")
    await typist.says("Sửa lại: 8 giờ", "Đã ghi:")
    await typist.numbers("Lời tiếng Anh", "lời tiếng Anh")
    await typist.says("Correction: 8 o'clock", "Đã ghi:")
    await typist.numbers("Viết lại", "Gõ hoặc gửi tin")
    await typist.numbers("Bỏ tin này", "Chưa gửi cho ai")
    await typed_broadcasts.of_another(world)
    for decision, answer in (("Duyệt", "Bản thử chưa đến"), ("Trả lại", "Đã trả lại")):
        await typist.says("/phatin", "chờ duyệt")
        await typist.numbers("chờ duyệt", "nhờ duyệt tin")
        await typist.labels(decision, answer)
    await typist.labels("Xem tin", "Không có tin này")
    await typist.numbers("Soạn tin", "Soạn tin gửi đúng người cần")


async def test_every_button_by_typing(world: World) -> None:
    chi = await world.visitor("/text/")
    typist = Typist(world, chi)
    await chi.starts()
    await chi.waits_for("Chào anh/chị")
    await world.settles()

    for walk in (
        guidance,
        joining,
        own_data,
        emergencies,
        groups,
        grants,
        posters,
        duty,
        typed_alerts.walk,
        typed_cases.walk,
        reports,
        broadcasts,
        broadcasts_over,
    ):
        await walk(world, typist)
    assert await count(world, "ratings") == 2
    await erasing(world, typist)

    assert typist.used == set(PREFIXES.values())
    assert typist.used == {route.on for route in ROUTES} & set(PREFIXES.values())
    assert not any(bubble.choices for bubble in chi.bubbles)
