"""What scores are made of: results, nodes by address, and what `item` can be."""

from exact import EXEMPT, MISSING, combine, divide, known, quantity
from periods import parse_date
from rules import NO_FULL


class Result:
    """A node's figure; for points also full marks (None where there are none) and the figure before steps, floor and cap."""

    def __init__(self, value, full=None, raw=None, rejected=(), is_points=False):
        self.value, self.full, self.raw = value, full, value if raw is None else raw
        self.rejected, self.is_points = list(rejected), is_points

    def get(self, name):
        if name in ("points", "value"):
            return self.value
        if name == "raw":
            return self.raw
        full = self.full if self.full is not None else NO_FULL
        if name == "full":
            return full
        return combine(divide if name == "rate" else lambda x, f: f - x, self.value, full)


class Node:
    def __init__(self, id, spec, grain, code=None):
        self.id, self.spec, self.grain, self.code = id, spec, grain, code
        self.type = spec.get("type", "points")


def flatten(scheme, cls):
    """All nodes of a class by address, contents too."""
    main, found = scheme["calendar"]["main"], {}
    for id, spec in cls["nodes"].items():
        grain = spec.get("grain", main)
        found[id] = Node(id, spec, grain)
        for code, content in spec.get("contents", {}).items():
            home = f"{id}[{code}]"
            children = [f"{home}.{child}" for child in content["children"]]
            found[home] = Node(home, {**content, "children": children, "fold": spec.get("fold", {})}, grain, code)
            for child, child_spec in content["children"].items():
                if "children" in child_spec:
                    child_spec = {**child_spec, "children": [f"{home}.{c}" if c in content["children"] else c for c in child_spec["children"]]}
                found[f"{home}.{child}"] = Node(f"{home}.{child}", child_spec, grain, code)
    return found


# What `item` can be

class RecordItem:
    def __init__(self, record, fields, date, outer=None):
        self.record, self.fields, self.date, self.outer = record, fields, date, outer

    def get(self, path, back=0):
        spec = self.fields[path[0]]
        kind = spec if isinstance(spec, str) else spec["type"]
        return read_value(kind, self.record.get(path[0]), {} if isinstance(spec, str) else spec)

    def inner(self, name):
        """(items, what is unknown of the list); left out, it is empty"""
        records = self.record.get(name, [])
        if records is None:
            return [], MISSING
        return [RecordItem(record, self.fields[name]["fields"], self.date, self) for record in records], None


class KeyItem:
    outer = None

    def __init__(self, key, value):
        self.fields = {"key": known(key), "value": value}

    def get(self, path, back=0):
        return self.fields[path[0]]


class UnitItem:
    """A linked unit or a member of a cohort."""

    outer = None

    def __init__(self, ctx, share=None):
        self.ctx, self.share = ctx, share

    def get(self, path, back=0):
        if path == ("share",) and self.share is not None:
            return self.share
        return self.ctx.scorer.read(self.ctx, path, back)


def read_value(kind, raw, spec):
    if raw is None:
        return MISSING
    if raw == "exempt" and "exempt" not in spec.get("options", ()):
        return EXEMPT
    if kind in ("number", "count", "money", "rate"):
        return known(quantity(raw))
    if kind == "flag":
        return known(raw if isinstance(raw, bool) else raw == "true")
    if kind == "date":
        return known(parse_date(raw))
    if kind == "choice":
        return known(str(raw))
    return known(raw)
