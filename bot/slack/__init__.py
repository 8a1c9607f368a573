"""The Slack front end: listeners hand events to the line, builders and the sender post what comes back."""
