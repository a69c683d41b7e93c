"""What people code outside the desk: codings, marked texts, memos."""
