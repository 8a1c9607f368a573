"""The one straight line of a message: what comes in, what is decided, what goes out."""
