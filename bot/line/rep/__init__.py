"""A rep's turn: interview, files, draft, comments, and what comes after approval."""
