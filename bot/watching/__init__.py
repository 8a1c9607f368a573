"""Seeing it run: steps of the work, told as log lines, metrics, health and traces, without contents."""
