"""What every part stands on: database, clock, ids, jobs, files, logins. No business meaning."""
