"""The colleagues as they live: they come and go, answer whoever is a person, and talk of their own.

`life.py` begins it all and ends it; `timetable.py` is its one clock; `understanding.py` says what was meant by a text,
`answering.py` who answers it and how, `attendance.py` who is there when, `chatter.py` what they tell each other.
What they say stands in `answers/`.
"""
