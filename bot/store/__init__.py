"""What is kept: the inbox, conversations, reviews, the outbox and the trail. `bot.store.store.Store` is the door."""
