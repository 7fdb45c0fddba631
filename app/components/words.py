"""The sentences that the browser says by itself: counts, headings, and what it tells while the server is away.

`words.js` chooses among them and fills their `{places}`; a key with a twin named `…_one` has two forms, and the
number `n` decides which, by the rules of the page's language.
"""

from app.locale import Words

BROWSER = {
    "not_now": "The connection is lost: this is not possible just now.",
    "no_answer": "The server does not answer. Please try again.",
    "lost": "What you were writing there has not been sent.",
    "unfinished": "A recipient is half typed: choose them, or clear the field.",
    "finish_first": "Send or clear what you are writing first.",
    "is_there": "{name} is there.",
    "chars_left": "{n} characters left",
    "chars_left_one": "{n} character left",
    "too_long": "{n} characters too many",
    "too_long_one": "{n} character too many",
    "not_sent": "Not sent.",
    "take_back": "Take back",
}
"""Key → English sentence."""


def browser_texts(words: Words) -> dict[str, str]:
    """The browser's sentences in one language, by key; what the page gives to `words.js`."""
    return {key: words(sentence) for key, sentence in BROWSER.items()}
