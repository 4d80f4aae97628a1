"""What is on the shelves, shaped for people who look instead of ask. Pure: no HTTP, no wording, no search.

documents ─ holdings ─▶ chosen and sorted ─ outline ─▶ one document: headings, pages, what it proves
records ─── statements ▶ every field with the places that prove it
         ── projects ──▶ lists by condition, the same rows that the assistant counts
         ── cities, matrix ▶ overviews and plots
"""
