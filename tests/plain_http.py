"""`httpx` for servers on this machine: none speaks TLS, and to read the system's certificates for each client takes
longer than most requests."""

import ssl
from functools import partial

import httpx

_NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

Client = partial(httpx.Client, verify=_NO_CERTIFICATES)
AsyncClient = partial(httpx.AsyncClient, verify=_NO_CERTIFICATES)
get = partial(httpx.get, verify=_NO_CERTIFICATES)
post = partial(httpx.post, verify=_NO_CERTIFICATES)
