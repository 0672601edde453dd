"""Pictures as people have them: every format and defect, made anew for each run, through every door."""
