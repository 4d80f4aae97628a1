"""Composers: evidence in, drafts of claims out. Nothing leaves here unverified; see `assistant.verify`."""
