"""The engine's answers to questions about a board, and its figures after changes, held against a scorer's."""
import collections
import datetime
import json
import pathlib
import subprocess

from dataset import at_grain, content_period
from exact import Level, SchemeError, exact_text, quantity
from held import DAY_NOUGHT, Refused, about
from oracle import text
from periods import Period


class Engine:
    """The engine's command line: one question about one scheme and dataset, changes put in before."""

    def __init__(self, program, folder):
        self.program, self.folder, self.asked = program, pathlib.Path(folder), 0
        self.written = {}

    def file(self, name, document):
        written = json.dumps(document, ensure_ascii=False)
        if self.written.get(name) != written:
            (self.folder / name).write_text(written, encoding="utf-8")
            self.written[name] = written
        return str(self.folder / name)

    def reply(self, pair, name, query, *after, case=None):
        """(the answer or None, the codes of the faults, the reply's bytes)"""
        command = [self.program, "call", self.file("scheme.json", pair["scheme"]), self.file("dataset.json", pair["dataset"]), name]
        command.append(json.dumps(query, ensure_ascii=False))
        command += ["--case", case] if case else []
        for number, changes in enumerate(after):
            command += ["--after", self.file(f"changes{number}.json", changes)]
        self.asked += 1
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        except subprocess.TimeoutExpired:
            raise Refused(f"{name}: no answer in two minutes") from None
        if done.returncode not in (0, 1) or not done.stdout:
            raise Refused(f"{name}: exit {done.returncode}: {(done.stderr or done.stdout)[-300:].strip()}")
        reply = json.loads(done.stdout, parse_float=str, parse_int=str)
        faults = [one for one in reply["diagnostics"] if one["severity"] == "error"]
        return (None if faults else reply["value"]), faults, done.stdout

    def ask(self, pair, name, query, *after):
        """An answer there has to be."""
        value, faults, _ = self.reply(pair, name, query, *after)
        if faults:
            raise Refused(f"{name} {json.dumps(query, ensure_ascii=False)[:300]}: {faults[0]['code']}: {faults[0]['text']['en']}")
        return value


class Report:
    """How often each thing was compared, and what differed."""

    def __init__(self):
        self.tally, self.findings = collections.Counter(), []

    def hold(self, kind, right, where):
        """One comparison; `where` is a text, or what makes one."""
        self.tally[kind] += 1
        if not right:
            self.findings.append((kind, where() if callable(where) else where))
        return right


def same_figure(said, value):
    """Whether a figure {"exact", "shown"}, or null, is that of a value."""
    if not value.known:
        return said is None
    return said is not None and about(quantity(said["exact"]), value.value)


def same_text(said, value):
    """Whether what the engine writes of any value is that value."""
    if isinstance(value, bool):
        return said in (text(value), "1" if value else "0")
    if isinstance(value, datetime.date):
        return said in (value.isoformat(), str(value.toordinal() - DAY_NOUGHT))
    if isinstance(value, (Level, str)):
        return said == text(value)
    try:
        return said == exact_text(value) or about(quantity(said), value)
    except SchemeError:
        return False


def periods_of(data, node):
    """The periods of a node that are scored."""
    if node.code:
        return sorted({content_period(node.id, main.last.year) for main in data.scored})
    return sorted({period for main in data.scored for period in at_grain(main, node.grain)})


def compare_result(report, kind, scorer, result, where):
    """All figures of a result document against the scorer's."""
    for one in result["units"]:
        cls, unit = one["class"], one["id"]
        for card in one["cards"]:
            period = Period.parse(card["period"])
            for id, node in scorer.nodes[cls].items():
                if node.grain != period.grain or node.code and node.code != period.code:
                    continue
                found = scorer.node(cls, id, unit, period)
                place = lambda what, id=id, found=found, said=None: f"{where}: {cls}.{unit}.{id} {period}: {what}, the oracle {found.value!r}"
                if id in card["outcomes"]:
                    said = card["outcomes"][id]
                    settled = said["state"] in ("decided", "tied")
                    right = same_text(said["value"], found.value.value) if found.value.known else not settled or said["value"] == ""
                    report.hold(kind, right, lambda: place(f"{said['state']} {said['value']}"))
                    continue
                said = card["nodes"].get(id)
                if not report.hold(kind, said is not None, lambda: place("nothing is said")):
                    continue
                right = said["status"] == found.value.status
                if right and found.value.known:
                    right = same_text(said["points"], found.value.value)
                    for part in ("full", "rate") if found.is_points and right else ():
                        other = found.get(part)
                        right = right and (part in said) == other.known and (not other.known or same_text(said[part], other.value))
                report.hold(kind, right, lambda: place(str(said)))
