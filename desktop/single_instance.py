"""One window per data folder: a second start raises the first one and leaves."""

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1500
_HELLO = b"?"


class OnlyCopy(QObject):
    """Holds the place of the one window of a data folder; `asked` tells that another start came by.

    Who is first is settled by a lock that the system frees when its process ends: a copy that was killed leaves
    nothing behind that would keep the next one out.
    """

    asked = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # A digest: the name of the place must not tell the folder, and pipes take no slashes.
        self._name = "marshrut-" + sha256(str(folder.resolve()).encode()).hexdigest()[:24]
        # Not in the data folder: that may be read-only, or not there yet.
        self._lock = QLockFile(f"{QDir.tempPath()}/{self._name}.lock")
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_visitor)
        self._is_first = False
        self.take()

    @property
    def is_first(self) -> bool:
        """Whether the place is ours."""
        return self._is_first

    def take(self) -> bool:
        """Take the place if nobody holds it; returns whether it is ours now."""
        if not self._is_first and self._lock.tryLock(0):
            self._is_first = True
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
        return self._is_first

    def raise_first(self) -> bool:
        """Ask the window that is there to come forward; returns whether it answered."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        socket.write(_HELLO)
        answered = socket.waitForReadyRead(_PATIENCE_MS)
        socket.disconnectFromServer()
        return answered

    def release(self) -> None:
        """Give the place up."""
        self._server.close()
        if self._is_first:
            self._is_first = False
            self._lock.unlock()

    def _on_visitor(self) -> None:
        visitor = self._server.nextPendingConnection()
        visitor.disconnected.connect(visitor.deleteLater)
        visitor.write(_HELLO)
        visitor.flush()
        self.asked.emit()
