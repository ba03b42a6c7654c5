"""Agreement between reviewers: coefficients, spans, intervals. Pure numpy, from the papers' formulas."""
