"""Posts without a pause on the data folder given, and says each message's nonce and id once it is answered.

The second argument is what the nonces begin with.
"""

import asyncio
import sys
from itertools import count
from pathlib import Path

from app.store import Store


async def post_for_ever(folder: Path, name: str) -> None:
    store = await Store.open(folder)
    lea = store.members.by_login("lea")
    assert lea is not None
    canal = store.canals.of(lea)[0]
    numbers = count()

    async def one_after_another() -> None:
        while True:
            nonce = f"{name}{next(numbers)}"
            posted = await store.messages.post(lea, canal.id, f"Message {nonce}", (), nonce)
            print(nonce, posted.message.id, flush=True)

    await asyncio.gather(*(one_after_another() for _ in range(20)))


asyncio.run(post_for_ever(Path(sys.argv[1]), sys.argv[2]))
