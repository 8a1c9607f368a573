"""The language model, where one is configured: the port, the provider behind it, and the four jobs it may do.

It supplies no figure, sees no pay, and can do nothing: what it returns is checked here before anyone reads it.
"""
