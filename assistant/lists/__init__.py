"""Lists and counts over the records: complete, each row proven.

    question ─ reading ─▶ Request ─ selection ─▶ rows ─ wording, proof ─▶ reply

A question is taken here only if every condition in it is understood; any other goes the way of all
questions and is told why it got no list.
"""
