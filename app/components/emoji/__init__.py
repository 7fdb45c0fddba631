"""The emoji menu, what its search finds, and what is proposed for a `:name` that one begins to type."""
