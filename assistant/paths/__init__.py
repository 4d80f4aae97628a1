"""The ways from a question to its claims: rows of the records, and passages of the documents."""
