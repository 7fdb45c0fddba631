"""A host in Flask: `.venv/bin/python -m tests.hosts.flask_host` shows its page, with a small Miaou beside it.

With `--miaou` and `--secret` it signs for a Miaou that runs already, whose administrator allowed
`http://localhost:5002` and gave it that secret.
"""

from __future__ import annotations

import argparse
import secrets
import time

import jwt
from flask import Flask, jsonify, render_template_string, request, session

USERS = {"karim": "Karim", "paul.durand": "Paul Durand"}

PAGE = """<!doctype html>
<html lang="fr">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Intranet</title>
  <h1>Intranet</h1>
  {% if user %}
    <p>Bonjour {{ user }}. <a href="?user=">Se déconnecter</a></p>
    <script src="{{ miaou }}/embed.js" data-token-url="{{ url_for('miaou_token') }}" data-position="left"></script>
  {% else %}
    <p>Qui êtes-vous ? {% for login, name in users.items() %}<a href="?user={{ login }}">{{ name }}</a> {% endfor %}</p>
  {% endif %}
</html>"""


def host(miaou: str, secret: str) -> Flask:
    """The host's application: whoever is signed in there has Miaou in their pages, without a second password."""
    app = Flask(__name__)
    app.secret_key = secrets.token_bytes(32)

    @app.get("/")
    def page() -> str:
        if "user" in request.args:
            session["user"] = request.args["user"]
        user = USERS.get(session.get("user", ""))
        return render_template_string(PAGE, user=user, users=USERS, miaou=miaou)

    @app.get("/miaou-token")
    def miaou_token():
        login = session.get("user")
        if login not in USERS:
            return jsonify(error="signed out"), 401
        now = int(time.time())
        said = {
            "aud": "miaou",
            "sub": login,
            "name": USERS[login],
            "email": f"{login}@intranet.example",
            "iat": now,
            "exp": now + 300,
            "jti": secrets.token_urlsafe(16),
        }
        return jsonify(token=jwt.encode(said, secret, algorithm="HS256"))

    return app


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--port", type=int, default=5002)
    words.add_argument("--miaou", help="the address of a Miaou that runs already")
    words.add_argument("--secret", help="what its administrator created for this host")
    given = words.parse_args()
    if given.miaou and given.secret:
        host(given.miaou, given.secret).run(port=given.port)
        return
    from tests.hosts.office import running

    with running(f"http://localhost:{given.port}") as office:
        print(f"The host: http://localhost:{given.port}/   (Miaou: {office.address})")
        host(office.address, office.secret).run(host="127.0.0.1", port=given.port)


if __name__ == "__main__":
    main()
