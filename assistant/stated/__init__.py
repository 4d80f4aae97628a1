"""What a sentence states that its proof must state too: numbers, dates, names, negations, addresses.

Reads one sentence at a time in any of the languages asked in. Must not compare with documents; that is
`assistant.claim_check`.
"""
