"""Draws valid schemes with their datasets, from a seed, to compare two scorers with each other.

    python3 tests/oracle/generate.py --seed 7             prints {"scheme": …, "dataset": …}
    python3 tests/oracle/generate.py --reach --seeds 500  prints how many seeds use each construct; 1 if one is never used
"""
import argparse
import json
import sys

import generate_folds
import generate_lists
import generate_outcomes
import generate_reach
import generate_rules
from generate_base import Draft

THEMES = generate_rules.THEMES + generate_folds.THEMES + generate_lists.THEMES + generate_outcomes.THEMES


def theme(seed):
    return THEMES[seed % len(THEMES)]


def pair(seed):
    """The pair of a seed: the same one for ever."""
    draft = Draft(seed, seed // len(THEMES) + 3 * (seed % len(THEMES)))
    theme(seed)(draft)
    return draft.finish()


def pairs(seeds):
    for seed in seeds:
        yield seed, pair(seed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, help="print this pair")
    parser.add_argument("--reach", action="store_true", help="print how many pairs use each construct")
    parser.add_argument("--seeds", type=int, default=500, help="how many seeds --reach looks at")
    options = parser.parse_args()
    if options.reach:
        return generate_reach.report(pairs(range(options.seeds)))
    if options.seed is None:
        parser.error("give --seed N or --reach")
    json.dump(pair(options.seed), sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
