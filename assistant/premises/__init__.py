"""What a question takes for granted, held against the records: yes, no, or a correction with its proof."""
