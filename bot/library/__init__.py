"""The library: the planning method and an organisation's own documents, asked in plain words."""
