"""Setting up the team in the conversation: who may, the forms, what is typed, and inviting everyone."""
