"""The colours for browsers that do not know `light-dark()`: Chrome before 123, Firefox before 120, Safari before 17.5.

There every colour that is written with it would be none at all, and what lies over something would be clear as glass.
They see all by day. Some of them cannot reckon with a colour's lightness either: a canal has the colour it was given.
"""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CONDITIONAL = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_WITHIN = r"(?:[^(),]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+"
_BY_DAY = re.compile(rf"light-dark\(({_WITHIN}),{_WITHIN}\)")
_RECKONED = re.compile(r"oklch\(from (var\([\w-]+\))(?:[^()]|\([^()]*\))*\)")


def again(sheet: str) -> str:
    """What follows a style sheet for them: its colours again, each as it is by day.

    What stands under a condition is left out: it refines what stands here.
    """
    rules = _RULE.findall(_CONDITIONAL.sub("", _COMMENT.sub("", sheet)))
    whole = "".join(f"{selector.strip()} {{{colours}}}\n" for selector, body in rules if (colours := _colours(body)))
    light = ":root:root:root { color-scheme: light; }\n"
    return f"@supports not (color: light-dark(red, red)) {{\n{light}{whole}}}\n"


def _colours(body: str) -> str:
    declared = (each.strip() for each in body.split(";") if "light-dark(" in each)
    return " ".join(_RECKONED.sub(r"\1", _BY_DAY.sub(r"\1", each)) + ";" for each in declared)
