"""Ways to a goal, paths and ledgers, against the oracle."""


def check_solve(program, draw, count, report):
    pass


def check_path(program, draw, count, report):
    pass


def check_ledger(program, draw, count, report):
    pass
