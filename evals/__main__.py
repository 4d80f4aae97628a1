"""`python -m evals` is `ascn eval`, also where the package is not installed."""

from assistant.cli import run
from evals.commands import app

run(app)
