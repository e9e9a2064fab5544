"""Every query about mass sends: sends.py about the messages, allowances.py about how many may leave."""
