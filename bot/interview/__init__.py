"""The interview as data and a pure engine: topics, commands, the agenda, and advance()."""
