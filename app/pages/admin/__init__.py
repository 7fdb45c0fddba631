"""`/admin`: members, canals, embedding, office, data and audit, for administrators only."""

from fastapi import FastAPI

from app.pages.admin import logo, sections
from app.pages.house import House


def register(web: FastAPI, house: House) -> None:
    sections.register(house)
    logo.register(web, house)
