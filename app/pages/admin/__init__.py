"""`/admin`: members, canals, embedding, office, data and audit, for administrators only."""

from fastapi import FastAPI

from app.pages.admin import audit, canals, data, embedding, members, office
from app.pages.admin.desk import Desk
from app.pages.house import House


def register(web: FastAPI, house: House) -> None:
    desk = Desk(web, house)
    for section in (members, canals, embedding, office, data, audit):
        section.register(desk, house)
