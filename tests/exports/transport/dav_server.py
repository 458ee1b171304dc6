"""wsgidav on cheroot on loopback, in a process of its own; prints the port it listens on."""

import argparse
import io
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from wsgidav.wsgidav_app import WsgiDAVApp

App = Callable[[dict[str, Any], Any], Iterable[bytes]]


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("folder", type=Path)
    words.add_argument("port", type=int)
    words.add_argument("--login", nargs=2)
    words.add_argument("--tls", nargs=2, help="certificate and key")
    words.add_argument("--careful", action="store_true", help="keep nothing of a request that was cut")
    asked = words.parse_args()
    users = {asked.login[0]: {"password": asked.login[1]}} if asked.login else True
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": {"root": str(asked.folder), "readonly": False}},
            "fs_dav_provider": {"follow_symlinks": False},
            "simple_dc": {"user_mapping": {"*": users}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
            "verbose": 1,
        }
    )
    logging.disable(logging.CRITICAL)
    server = Server(("127.0.0.1", asked.port), _careful(app) if asked.careful else app)
    if asked.tls:
        server.ssl_adapter = BuiltinSSLAdapter(*asked.tls)
    server.prepare()
    _host, bound = server.bind_addr
    print(bound, flush=True)
    server.serve()


def _careful(app: App) -> App:
    """Hear a request out before anything is written."""

    def heard_out(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        if len(body) < length:
            start_response("400 Bad Request", [("Content-Length", "0")])
            return [b""]
        environ["wsgi.input"] = io.BytesIO(body)
        return app(environ, start_response)

    return heard_out


if __name__ == "__main__":
    main()
