"""A small page that has nothing to do with a chat, on which the kit's behaviours are tried: a stock of fruit."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from app.components import assets

PAGE = """<!doctype html><html lang="en"><title>Stock</title>
<script type="importmap">{"imports":{"miaou/":"/js/"}}</script><body></body></html>"""


class _Stock(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        is_script = self.path.startswith("/js/")
        try:
            body = assets.script(self.path.removeprefix("/js/")) if is_script else PAGE
        except FileNotFoundError:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if is_script else "text/html")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what was fetched is nobody's news."""


@contextmanager
def stock() -> Iterator[str]:
    """The page's address, until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Stock)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
