"""A host in plain HTML: `.venv/bin/python -m tests.hosts.plain.serve` shows its page, with a small Miaou beside it.

Signing a token needs no library: two JSON objects, Base64 and an HMAC. With `--miaou` and `--secret` it signs for a
Miaou that runs already, whose administrator allowed `http://localhost:5001` and gave it that secret.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import html
import json
import secrets
import time
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

FOLDER = Path(__file__).parent
USERS = {"karim": "Karim", "paul.durand": "Paul Durand"}


def token(secret: str, login: str, name: str, **more: object) -> str:
    """What the widget is opened with: who it is, for the next five minutes, once."""
    header = {"alg": "HS256", "typ": "JWT"}
    now = int(time.time())
    said = {"aud": "miaou", "sub": login, "name": name, "iat": now, "exp": now + 300, "jti": secrets.token_urlsafe(16)}
    text = ".".join(encoded(json.dumps(part).encode()) for part in (header, said | more))
    return f"{text}.{encoded(hmac.digest(secret.encode(), text.encode(), hashlib.sha256))}"


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def host(miaou: str, secret: str, port: int = 0, bound: str = "127.0.0.1") -> ThreadingHTTPServer:
    """The host's server, not yet serving. Who its user is, it keeps in a cookie of its own: `?user=karim` sets it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            asked = parse_qs(address.query)
            self.user = asked.get("user", [self.kept_user()])[0]
            if address.path == "/miaou-token":
                self.answer(json.dumps({"token": self.token()}), "application/json")
            elif address.path in ("/", "/iframe.html"):
                page = "index.html" if address.path == "/" else "iframe.html"
                self.answer(self.filled((FOLDER / page).read_text(encoding="utf-8")), "text/html; charset=utf-8")
            else:
                self.send_error(404)

        def token(self) -> str:
            return token(secret, self.user, USERS.get(self.user, self.user), canals=["Comptabilité"])

        def filled(self, page: str) -> str:
            if "{{token}}" in page:
                page = page.replace("{{token}}", self.token())
            return page.replace("{{miaou}}", miaou).replace("{{user}}", html.escape(USERS.get(self.user, self.user)))

        def kept_user(self) -> str:
            kept = SimpleCookie(self.headers.get("cookie", "")).get("who")
            return kept.value if kept is not None else "karim"

        def answer(self, content: str, kind: str) -> None:
            self.send_response(200)
            self.send_header("content-type", kind)
            self.send_header("cache-control", "no-store")
            self.send_header("set-cookie", f"who={self.user}; HttpOnly; SameSite=Lax; Path=/")
            self.end_headers()
            self.wfile.write(content.encode())

        def log_message(self, *_: object) -> None:
            pass

    return ThreadingHTTPServer((bound, port), Handler)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--port", type=int, default=5001)
    words.add_argument("--miaou", help="the address of a Miaou that runs already")
    words.add_argument("--secret", help="what its administrator created for this host")
    given = words.parse_args()
    if given.miaou and given.secret:
        serve(given.miaou, given.secret, given.port)
        return
    from tests.hosts.office import running

    with running(f"http://localhost:{given.port}") as office:
        serve(office.address, office.secret, given.port)


def serve(miaou: str, secret: str, port: int) -> None:
    print(f"The host: http://localhost:{port}/   (Miaou: {miaou})")
    try:
        host(miaou, secret, port).serve_forever()
    except KeyboardInterrupt:
        print("Good-bye.")


if __name__ == "__main__":
    main()
