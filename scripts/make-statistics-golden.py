"""Writes Tests/WKDTests/Golden/statistics.json: p-values and quantiles of Student's t, paired and Welch tests, and Holm's
correction, by scipy and statsmodels.

Run: python3 scripts/make-statistics-golden.py Tests/WKDTests/Golden/statistics.json
Made with numpy 2.4.6, scipy 1.17.1, statsmodels 0.15.0.
Keys: tails [degrees of freedom, t, two-sided p]; quantiles [degrees of freedom, t of a 95 % interval];
paired and welch {first, second, p, low, high}; holm {p, adjusted}.
"""
import json
import sys

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(5)
freedoms = [1, 1.5, 2, 2.7, 3, 4, 4.034, 5, 7.31, 9, 10, 12.5, 20, 30.5, 60, 120, 1000, 123456.7]
tails = [[f, t, 2 * stats.t.sf(t, f)] for f in freedoms
         for t in [0, 1e-9, 0.01, 0.3, 0.9, 1.7, 2.5, 4.302, 9, 40, 700, 1e6]]
quantiles = [[f, stats.t.ppf(0.975, f)] for f in freedoms]


def case(first, second, test):
    low, high = test.confidence_interval(0.95)
    return {"first": list(first), "second": list(second), "p": float(test.pvalue), "low": float(low), "high": float(high)}


paired, welch = [], []
for n in [2, 3, 4, 8, 25]:
    first = np.round(rng.normal(0, 1, n), 3)
    second = np.round(first + rng.normal(0.4, 0.5, n), 3)
    paired.append(case(first, second, stats.ttest_rel(first, second)))
for n, m in [(2, 2), (2, 5), (3, 4), (9, 3), (30, 12)]:
    first, second = np.round(rng.normal(0, 1, n), 3), np.round(rng.normal(0.8, 3, m), 3)
    welch.append(case(first, second, stats.ttest_ind(first, second, equal_var=False)))

holm = []
for p in [[0.03], [0.01, 0.04, 0.03], [0.2, 0.2, 0.2], [1, 0.5, 0.001, 0.0004, 0.04, 0.013], list(rng.uniform(0, 0.2, 22)),
          [0, 0, 0.9]]:
    holm.append({"p": [float(x) for x in p], "adjusted": [float(x) for x in multipletests(p, method="holm")[1]]})

with open(sys.argv[1], "w") as file:
    json.dump({"tails": tails, "quantiles": quantiles, "paired": paired, "welch": welch, "holm": holm}, file, indent=1,
              default=float)
