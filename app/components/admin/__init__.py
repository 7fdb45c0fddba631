"""What the sections of the admin page show."""
