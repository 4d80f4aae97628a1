"""What a question is made of: characters, wrappers around it, sentences and what they speak of.

    text ─ characters ─▶ plain letters ─ wrappers ─▶ parts ─ clauses ─▶ what is asked, what commands

All of it is pure and works for search only: what people see stays as they asked it.
"""
