"""Planwright: coaches salespeople through writing next year's business plan."""

__version__ = "0.1.0"
