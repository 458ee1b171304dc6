"""The server of the tests: without it they fail aloud."""

from pathlib import Path

import pytest

from tests.exports.transport import tus_packages
from tests.exports.transport.servers import closed_port


def test_without_a_registry_the_tests_say_what_they_miss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tus_packages, "FOLDER", tmp_path)
    monkeypatch.setattr(tus_packages, "_READY", tmp_path / ".ready")
    monkeypatch.setenv("npm_config_registry", f"http://127.0.0.1:{closed_port()}/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(RuntimeError, match=r"npm could not install @tus/server@2\.4\.5"):
        tus_packages.installed()
    assert not (tmp_path / ".ready").exists()
