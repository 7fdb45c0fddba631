"""The files of a message as its row shows them: pictures, players, pages, texts, and chips for all others."""
