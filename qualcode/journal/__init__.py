"""What people did: codings and memos as events, kept in append-only files."""
