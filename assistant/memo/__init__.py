"""An answer to be carried away: question, answer, quotes, as of when, state of the index, nothing else."""
