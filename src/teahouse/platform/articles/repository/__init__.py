"""Every query about articles, their readers and their comments."""
