"""The road to a server of an invitation."""

from exports.transport.connection import Login, Reach
from exports.transport.pace import Pace
from exports.transport.road import NetworkRoad
from exports.transport.tus import TusRoad
from exports.transport.webdav import WebdavRoad
from models.rules.invitation import Server


def road_for(
    server: Server, *, authority: str = "", login: Login | None = None, bytes_per_second: float | None = None
) -> NetworkRoad:
    """How `server` is reached: `authority` is the invitation's certificate, `login` what the person gave for it.

    `bytes_per_second` holds the sending back; None lets it go as fast as the line does.
    """
    reach = Reach(authority=authority, login=login, pace=Pace(bytes_per_second))
    return TusRoad(server.url, reach) if server.road == "tus" else WebdavRoad(server.url, reach)
