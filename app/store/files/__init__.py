"""Files that go with messages: how one comes in, what it is, where it lies, how it is drawn, and when it goes."""
