"""Dates and reminders: where everyone stands, what is due, the sweep, and what people say about it."""
