"""One window per data folder: a second start raises the first one and leaves."""

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1000


class OnlyCopy(QObject):
    """Holds the place of the one window of a data folder; `asked` tells that another start came by.

    A copy that was killed leaves no lock behind: its place answers nobody and is taken over.
    """

    asked = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # A digest: the name of the place must not tell the folder, and pipes take no slashes.
        self._name = "marshrut-" + sha256(str(folder.resolve()).encode()).hexdigest()[:24]
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_visitor)
        self.is_first = not self._somebody_answers() and self._settle()

    def raise_first(self) -> None:
        """Ask the window that is there to come forward."""
        self._somebody_answers()

    def release(self) -> None:
        """Give the place up."""
        self._server.close()

    def _somebody_answers(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        there = socket.waitForConnected(_PATIENCE_MS)
        socket.disconnectFromServer()
        return there

    def _settle(self) -> bool:
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def _on_visitor(self) -> None:
        visitor = self._server.nextPendingConnection()
        visitor.close()
        visitor.deleteLater()
        self.asked.emit()
