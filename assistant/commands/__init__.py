"""What the commands do, one module per noun; `assistant.cli` only parses."""
