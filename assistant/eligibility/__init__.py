"""May an applicant apply? Facts and a day in; a verdict with its proof out. Rules decide, no model."""
