"""What is said about a case is in no log and in no file that somebody carries away."""

from __future__ import annotations

import io

from tests.stories.officials import talk
from tests.stories.own_data import everything
from tests.stories.test_faults_malformed import journal
from tests.world import World

__all__ = ["journal"]


async def test_t16_no_log_and_no_backup_tells_of_it(journal: io.StringIO, world: World) -> None:
    secrets = await talk(world)
    held = await everything(world)
    await world.stops()
    written = journal.getvalue()
    assert "Telegram reached" in written
    assert len(held) > 1000
    for secret in secrets:
        assert secret not in written
        assert secret.encode() not in held
