"""Talk about pay: explained, what-if, put on record, and what the executive settles."""
