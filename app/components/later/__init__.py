"""What one has put by for later: drafts, messages to be sent, reminders."""
