"""`/admin`: members, embedding, office and audit, for administrators only."""

from fastapi import FastAPI

from app.pages.admin import audit, embedding, members, office
from app.pages.admin.desk import desk_of
from app.pages.house import House


def register(web: FastAPI, house: House) -> None:
    desk = desk_of(house)
    for section in (members, embedding, office, audit):
        section.register(desk, house)
    web.include_router(desk)
