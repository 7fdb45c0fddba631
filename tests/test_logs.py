"""What the terminal is told of errors."""

from app.logs import told


def test_an_error_that_is_among_its_own_causes_is_told_once():
    first, second = ValueError("secret"), KeyError("secret")
    first.__context__, second.__context__ = second, first
    lines = [line.strip() for line in told(first)]
    assert (len(lines), "secret" in "".join(lines)) == (2, False)
