"""Which constructs of docs/language.md a pair uses, and the list of those that the pairs together must use."""
import collections
import re

from generate_base import MODES

LIST_FUNCTIONS = ["sum", "mean", "median", "min", "max", "product", "first", "last", "count", "any", "all", "deviation", "sampleDeviation", "percentile"]
FUNCTIONS = ["if", "min", "max", "abs", "round", "floor", "ceil", "pow", "sqrt", "ln", "exp", "date", "age", "days", "workdays", "year", "month", "day", "given", "earlier"]
TAKES = ["sum", "mean", "weighted", "pooled", "median", "min", "max", "product", "geometric", "first", "last", "count"]
TEXTS = {"title", "note", "document", "then", "bearer", "reason"}
WITHIN = ["all", "group", "choice", "link", "cohort"]


def combine(pattern):
    """"a.(b|c)" → a.b, a.c."""
    found = [""]
    for part in re.split(r"(\([^)]*\))", pattern):
        options = part[1:-1].split("|") if part.startswith("(") else [part]
        found = [made + option for made in found for option in options]
    return found


def listed():
    takes = "|".join(TAKES)
    patterns = [
        "calendar.main.(year|half|quarter|month)", "calendar.(holidays|workingDays)", "parameter", "parameter.dated", "gaps", "clauses",
        "table", "table.keys.several", "table.match.(exact|from|to)", "table.exact.(choice|level|number)", "table.(versions|rows|else|noElse)", "table.columns.(one|several)",
        "view.(named|none)", "view.missing.(skip|zero)", "view.through",
        "class.(one|belongs|limits|cohorts|several)", "class.read",
        "fact.type.(number|count|money|rate|choice|flag|date|votes|records)", "fact.grain.(year|half|quarter|month|day)", "fact.reasons.(exempt|missing|quantity)",
        "fact.(keys|unit)", "fact.domain", "reading.(missing|exempt|reason|keyed|keyMissing)", "records.(inner|borrowed|borrowedInner|unit|shares|closedThrough|closedThroughUnit|absent|empty)",
        "field.(number|count|money|rate|choice|flag|date|text|unit|records)",
        "link.count.(one|optional|many)", "link.shares.(to|from)", "link.(dated|severalClasses|inverse|read)", "cohort.within.(all|group|choice|link)", "cohort.(where|frozen)", "item.outer",
        "node.(points|number|rate|money|flag|date|rank|level|veto|verdict|quota|honour|run|convert|award|pool|decision)", "node.(contents|perPeriod|outside|extra|weight|grain)", "node.weight.formula", "node.full.formula", "node.extra.pooled", "contents.read",
        "step.(cap|floor|multiply|add|scale|round)", "step.(cap|floor|multiply|add|scale|round).when", "step.(cap|floor|multiply|add).formula", "round.(places|step)", "round.mode.(" + "|".join(MODES) + ")",
        "rule.before", "rule.exceptions.(points|exempt|several)", "limits",
        "rule.(proportional|bands|segments|power|deduction|bonus|map|votes|checklist|direct|constant|formula|judged|relative|growth)",
        "rule.proportional.better.(higher|lower|near)", "rule.proportional.over.(cap|allow)", "rule.proportional.floor", "rule.bands.take.(pick|marginal)", "rule.bands.outside.(invalid|quantity)", "rule.bands.to",
        "rule.segments.scale.(linear|log)", "rule.segments.gap.(invalid|quantity)", "rule.segments.outside.(invalid|quantity|ends)", "rule.power.side.(above|below)",
        "rule.deduction.(counts|short|over|records|when)", "rule.deduction.counts.(free|tiers|all)", "rule.deduction.per.(percentagePoint|amount)", "rule.deduction.part.(whole|started|proportional)", "rule.deduction.floor.(none|quantity)", "rule.deduction.full.(none|quantity)",
        "rule.(deduction|bonus).price.(of|value)", "rule.bonus.(evidence|deadline|carryOver|cap)", "rule.map.else.(invalid|quantity)", "rule.map.value.(choice|number|level)",
        "rule.votes.(values|satisfied|atLeast)", "rule.judged.(marks|groups)", "rule.judged.marks.(records|keys)", "rule.judged.drop.(highest|lowest)", "rule.judged.atLeast", "rule.judged.absent.(missing|skip)",
        "rule.relative.by.(place|best|mean|minmax|zscore|percentile)", "rule.relative.(best|mean|minmax|zscore|percentile|place).better.(higher|lower)", "rule.relative.ties.(competition|dense|mean)", "rule.relative.(floor|cap)",
        "rule.growth.(from|start|cap|floor)", "rule.growth.part.(whole|started|proportional)", "rule.growth.earlier",
        "fold.over.(children|half|quarter|month|day|records|keys|link|link^)", f"fold.(children|periods|records|keys|link|link^).({takes})", f"fold.value.({'|'.join(take for take in TAKES if take != 'pooled')}|any|all)", f"fold.({'|'.join(take for take in TAKES if take != 'count')}).by.rate", f"fold.({takes}).missing.(missing|skip|zero)", f"fold.({takes}).exempt.(skip|full|zero|average)",
        "fold.(number|rate|money|flag|date)", "fold.exempt.moveTo", "fold.none.(exempt|full|zero|missing)", "fold.atLeast.(count|share)", "fold.atLeast.else.(missing|exempt|zero)",
        "fold.(drop|pick).(lowest|highest)", "fold.(drop|pick).by.(figure|formula)", "fold.(drop|pick).share.(down|up|half-up)", "fold.full", "fold.(weighted|geometric).weight", "fold.ownRule", "fold.flags.count",
        "earlier.(fact|node)", "history", "formula.(and|or|not|true|false|percent|text|compare)", "formula.period.(first|last|days)", "formula.node.(points|full|rate|lost|raw)", "formula.votes.(good|valid)", "formula.key", "formula.round.mode", "formula.divide",
        "function.(" + "|".join(FUNCTIONS) + ")", "list.records.(" + "|".join(LIST_FUNCTIONS) + ")", "list.cohort.(" + "|".join(LIST_FUNCTIONS) + ")", "list.keys.(" + "|".join(LIST_FUNCTIONS[:5]) + "|count)", "list.link.(" + "|".join(LIST_FUNCTIONS[:5]) + "|any)", "list.link^.(" + "|".join(LIST_FUNCTIONS[:5]) + "|count)", "list.where", "list.nested",
        "rank.ties.(competition|dense)", "rank.from.(top|bottom)", "rank.tieBreak", "rank.tieBreak.decision", "rank.compare", "(rank|quota|honour|pool|level.quota|level.distribution).within.(" + "|".join(WITHIN) + ")",
        "level.(lines|map|gate|grant|quota|distribution|move|decision)", "level.compare", "level.grant.counted", "level.quota.ties.(include|vacant)", "level.move.(up|down)", "level.line.formula", "veto.unless", "verdict.(honour|measure|notice)", "verdict.bearer",
        "quota.(who|strata|everybody)", "quota.round.(down|up|half-up)", "(quota|honour).ties.(include|vacant)", "honour.who",
        "run.over.(year|half|quarter|month)", "run.gap.(breaks|skips|undecided)", "run.(within|restart|records)", "run.records.within", "convert.rules.several", "award.(deduct|coefficient|coefficient.of)",
        "pool.(ties|unit)", "pool.adjust.(before|after)", "decision.(options|number|flag|date|level|due|entered)",
    ]
    return sorted({name for pattern in patterns for name in combine(pattern)})


def is_formula(text):
    return not re.fullmatch(r"-?[0-9./]+%?", str(text))


class Walk:
    """Gathers the constructs of one pair."""

    def __init__(self, pair):
        self.scheme, self.data, self.found = pair["scheme"], pair["dataset"], set()
        self.links = self.scheme.get("links", {})
        self.everywhere()
        for cls, body in self.scheme["classes"].items():
            self.cls, self.body = cls, body
            self.klass()
            for node in body["nodes"].values():
                self.node(node)

    def use(self, *parts):
        self.found.add(".".join(map(str, parts)))

    def has(self, prefix, body, *names):
        for name in names:
            if name in body:
                self.use(prefix, name)

    def choice(self, prefix, body, *names):
        """Options that are words; a number counts as `quantity`."""
        for name in names:
            if name in body:
                value = str(body[name])
                self.use(prefix, name, value if re.fullmatch(r"[a-z][a-z-]*", value) else "quantity")

    def everywhere(self):
        scheme, data = self.scheme, self.data
        self.use("calendar.main", scheme["calendar"]["main"])
        self.has("calendar", scheme["calendar"], "holidays", "workingDays")
        for parameter in scheme.get("parameters", {}).values():
            self.use("parameter")
            if len(parameter["values"]) > 1:
                self.use("parameter.dated")
        if "gaps" in scheme:
            self.use("gaps")
        for table in scheme.get("tables", {}).values():
            self.use("table")
            self.has("table", table, "versions", "rows", "else")
            if "else" not in table:
                self.use("table.noElse")
            self.use("table.columns", "one" if len(table["columns"]) == 1 else "several")
            if len(table["keys"]) > 1:
                self.use("table.keys.several")
            for key, how in table["keys"].items():
                self.use("table.match", how["match"])
                if how["match"] == "exact":
                    value = str((table.get("rows") or table["versions"][0]["rows"])[0][key])
                    self.use("table.exact", "number" if value[0].isdigit() else "level" if value.isupper() else "choice")
        for view in scheme.get("views", {}).values():
            self.choice("view", view, "missing")
            self.has("view", view, "through")
        if "views" in scheme:
            self.use("view", "named" if "view" in data else "none")
        if len(scheme["classes"]) > 1:
            self.use("class.several")
        for link in self.links.values():
            self.choice("link", link, "count", "shares")
            if len(link["to"]) > 1:
                self.use("link.severalClasses")
        if any("since" in pair or "until" in pair for pairs in data.get("links", {}).values() for pair in pairs):
            self.use("link.dated")
        for lists in data.get("closedThrough", {}).values():
            for day in lists.values():
                self.use("records", "closedThrough" if isinstance(day, str) else "closedThroughUnit")
        if data.get("history", {}).get("nodes"):
            self.use("history")
        if data.get("decisions"):
            self.use("decision.entered")
        for facts in data["readings"].values():
            for periods in facts.values():
                for column in periods.values():
                    for value in column:
                        self.reading(value)

    def reading(self, value):
        if value is None or value == "exempt":
            self.use("reading", value or "missing")
        elif isinstance(value, dict):
            if "reason" in value:
                self.use("reading.reason")
            if "food" in value or "ads" in value:
                self.use("reading.keyed")
                if None in value.values() or len(value) < 3:
                    self.use("reading.keyMissing")

    def klass(self):
        body = self.body
        self.has("class", body, "one", "belongs", "limits", "cohorts")
        if "limits" in body:
            self.use("limits")
        for fact in body["facts"].values():
            self.fact(fact)
        for unit in self.data["units"][self.cls]:
            for name, lists in self.data["records"].get(self.cls, {}).items():
                self.use("records.absent" if unit["id"] not in lists else "records.empty" if not lists[unit["id"]] else "records")
        for cohort in body.get("cohorts", {}).values():
            self.use("cohort.within", self.within(cohort))
            self.has("cohort", cohort, "where", "frozen")

    def fact(self, fact):
        self.use("fact.type", fact["type"])
        self.has("fact", fact, "keys", "unit", "domain")
        if "grain" in fact:
            self.use("fact.grain", fact["grain"])
        for reason in fact.get("reasons", {}).values():
            self.use("fact.reasons", reason["gives"] if reason["gives"] in ("exempt", "missing") else "quantity")
        if "from" in fact:
            self.use("records", "borrowedInner" if fact["from"].count(".") > 1 else "borrowed")
        self.has("records", fact, "shares")
        self.fields(fact.get("fields", {}))

    def fields(self, fields):
        for field in fields.values():
            type_ = field if isinstance(field, str) else field["type"]
            self.use("field", type_)
            if type_ == "records":
                self.use("records.inner")
                self.fields(field["fields"])
            if type_ == "unit":
                self.use("records.unit")

    def within(self, body):
        name = body.get("within", "all")
        if name in ("all", "group"):
            return name
        return "link" if name in self.links else "cohort" if name in self.body.get("cohorts", {}) else "choice"

    def node(self, node, inside=False):
        type_ = node.get("type", "points")
        self.use("node", type_)
        self.has("node", node, "contents", "perPeriod", "outside", "extra", "weight", "grain")
        if is_formula(node.get("weight", "0")):
            self.use("node.weight.formula")
        if is_formula(node.get("full", "0")):
            self.use("node.full.formula")
        for content in node.get("contents", {}).values():
            for child in content["children"].values():
                self.node(child, True)
        self.steps(node.get("steps", []) + node.get("perPeriod", []))
        if "rule" in node:
            self.rule(node)
        if "fold" in node:
            self.fold(node, type_)
        if type_ not in ("points", "number", "rate", "money", "flag", "date"):
            getattr(self, type_)(node)
        self.texts(node)

    def rounding(self, body):
        self.has("round", body, "places", "step")
        self.use("round.mode", body["mode"])

    def steps(self, steps):
        for step in steps:
            kind = next(key for key in step if key not in ("when", "clauses"))
            self.use("step", kind)
            if "when" in step:
                self.use("step", kind, "when")
            if kind == "round":
                self.rounding(step[kind])
            elif is_formula(step[kind]):
                self.use("step", kind, "formula")

    def rule(self, node):
        rule = node["rule"]
        kind = rule["kind"]
        at = "rule." + kind
        self.use(at)
        if "before" in rule:
            self.use("rule.before")
        for exception in rule.get("exceptions", []):
            self.has("rule.exceptions", exception, "points", "exempt")
        if len(rule.get("exceptions", [])) > 1:
            self.use("rule.exceptions.several")
        self.choice(at, rule, "take", "scale", "outside", "gap", "side", "by", "ties", "absent", "better")
        self.has(at, rule, "floor", "cap", "counts", "short", "over", "records", "when", "evidence", "deadline", "carryOver", "values", "satisfied", "atLeast", "marks", "groups", "from", "start")
        if kind == "proportional":
            self.choice(at, rule, "over")
        elif kind == "deduction":
            self.choice(at, rule, "floor")
            self.use(at, "full", "quantity" if "full" in node else "none")
            for count in rule.get("counts", []):
                self.has(at + ".counts", count, "free", "tiers")
                if any("all" in tier for tier in count.get("tiers", [])):
                    self.use(at + ".counts.all")
        elif kind == "map":
            self.use(at, "else", "invalid" if rule["else"] == "invalid" else "quantity")
            key = next(iter(rule["to"]), "none")
            self.use(at, "value", "number" if key[0].isdigit() else "level" if key.isupper() else "choice")
        elif kind == "relative":
            self.use(at, rule["by"], "better", rule["better"])
        elif kind == "growth" and "earlier" in rule["base"]:
            self.use(at, "earlier")
        if any("to" in row for row in rule.get("rows", [])) and kind == "bands":
            self.use(at, "to")
        if "per" in rule:
            self.has(at + ".per", rule["per"], "percentagePoint", "amount")
            self.choice(at, rule["per"], "part")
        if "price" in rule:
            self.has(at + ".price", rule["price"], "of", "value")
        if "marks" in rule:
            self.use(at, "marks", self.kind(rule["marks"]))
            self.has(at + ".drop", rule.get("drop", {}), "highest", "lowest")

    def kind(self, name):
        """What a list is: records, keys, a link, a cohort."""
        facts = self.body["facts"]
        if name.endswith("^"):
            return "link^"
        if name in self.links:
            return "link"
        if name in self.body.get("cohorts", {}):
            return "cohort"
        return "keys" if "keys" in facts.get(name, {}) else "records"

    def fold(self, node, type_):
        fold = node["fold"]
        over = fold.get("over", "children")
        periods = over in ("half", "quarter", "month", "day")
        if over != "children" and not periods:
            over = self.kind(over)
        self.use("fold.over", over)
        if type_ != "points":
            self.use("fold.value", fold["take"])
            self.use("fold", type_)
            if fold["take"] == "count" and self.body["nodes"].get(fold["of"], {}).get("type") == "flag":
                self.use("fold.flags.count")
        else:
            self.use("fold", "periods" if periods else over, fold["take"])
            if periods and "rule" in node:
                self.use("fold.ownRule")
        for option in ("by", "missing"):
            if option in fold:
                self.use("fold", fold["take"], option, fold[option])
        if isinstance(fold.get("exempt"), dict):
            self.use("fold.exempt.moveTo")
        elif "exempt" in fold:
            self.use("fold", fold["take"], "exempt", fold["exempt"])
        self.choice("fold", fold, "none")
        self.has("fold", fold, "full")
        if "weight" in fold:
            self.use("fold", fold["take"], "weight")
        if "atLeast" in fold:
            self.has("fold.atLeast", fold["atLeast"], "count", "share")
            self.choice("fold.atLeast", fold["atLeast"], "else")
        for option in ("drop", "pick"):
            for end in ("lowest", "highest"):
                if end in fold.get(option, {}):
                    self.use("fold", option, end)
                    if isinstance(fold[option][end], dict):
                        self.use("fold", option, "share", fold[option][end]["round"])
            if "by" in fold.get(option, {}):
                self.use("fold", option, "by", "figure" if fold[option]["by"] == "figure" else "formula")
        if fold["take"] == "pooled" and over == "children" and any(self.body["nodes"][child].get("extra") for child in node["children"]):
            self.use("node.extra.pooled")

    def rank(self, node):
        self.choice("rank", node, "ties", "from")
        self.has("rank", node, "tieBreak", "compare")
        self.use("rank.within", self.within(node))
        if any(self.body["nodes"].get(key, {}).get("type") == "decision" for key in node.get("tieBreak", [])):
            self.use("rank.tieBreak.decision")
        if "compare" in node:
            self.rounding(node["compare"]["round"])

    def level(self, node):
        self.has("level", node, "compare")
        for stage in node["stages"]:
            kind, body = next(iter(stage.items()))
            self.use("level", kind)
            if kind in ("quota", "distribution"):
                self.use("level", kind, "within", self.within(body))
                self.choice("level." + kind, body, "ties")
            elif kind == "move":
                self.use("level.move", "down" if body["steps"].startswith("-") else "up")
            elif kind == "lines" and any(is_formula(line.get("from", "0")) for line in body):
                self.use("level.line.formula")
            if kind == "grant":
                self.has("level.grant", body, "counted")

    def veto(self, node):
        if any("unless" in condition for condition in node["conditions"]):
            self.use("veto.unless")

    def verdict(self, node):
        self.use("verdict", node["effect"])
        self.has("verdict", node, "bearer")

    def quota(self, node):
        kind = node["type"]
        self.has(kind, node, "who", "strata")
        if "who" not in node:
            self.use(kind, "everybody")
        self.choice(kind, node, "round", "ties")
        self.use(kind, "within", self.within(node))

    honour = quota

    def run(self, node):
        if "records" in node:
            self.use("run.records")
            self.has("run.records", node, "within")
            return
        self.choice("run", node, "over", "gap")
        self.has("run", node, "within")
        if node.get("restart"):
            self.use("run.restart")

    def convert(self, node):
        if len(node["rules"]) > 1:
            self.use("convert.rules.several")

    def award(self, node):
        self.has("award", node, "deduct")
        self.use("award.coefficient" + (".of" if isinstance(node["coefficient"], dict) else ""))

    def pool(self, node):
        self.has("pool", node, "ties", "unit")
        self.use("pool.within", self.within(node))
        if "adjust" in node:
            self.use("pool.adjust", node["adjust"]["when"])

    def decision(self, node):
        self.has("decision", node, "options", "due")
        if "as" in node:
            self.use("decision", node["as"])

    def texts(self, value, key=None):
        """The formulas of a node: what stands in its strings."""
        if isinstance(value, dict):
            for inner, body in value.items():
                if inner == "clauses":
                    self.use("clauses")
                elif inner not in TEXTS:
                    self.texts(body, inner)
        elif isinstance(value, list):
            for body in value:
                self.texts(body, key)
        elif isinstance(value, str):
            self.formula(value)

    def formula(self, text):
        for word in ("and", "or", "not", "true", "false"):
            if re.search(rf"\b{word}\b", text) and (" " in text or "(" in text):
                self.use("formula", word)
        for name, pattern in {"percent": r"\d% ?\S", "text": "'", "compare": "[<>]|==|!=", "divide": "[a-z0-9)] / "}.items():
            if re.search(pattern, text):
                self.use("formula", name)
        if re.search(r"round\([^']*, '", text):
            self.use("formula.round.mode")
        if "outer." in text:
            self.use("item.outer")
        if re.search(r"\w\[[QH]\d\]", text):
            self.use("contents.read")
        for match in re.finditer(r"\b(period|votes\d+|handled\d+|\w+)\.(\w+)", text):
            name, part = match.groups()
            if name == "period":
                self.use("formula.period", part)
            elif name.startswith("votes"):
                self.use("formula.votes", part)
            elif name.startswith("handled"):
                self.use("formula.key")
            elif name in self.links:
                self.use("link.read")
            elif name in self.scheme["classes"]:
                self.use("class.read")
            if part in ("points", "full", "rate", "lost", "raw"):
                self.use("formula.node", part)
        if "^" in text:
            self.use("link.inverse")
        for match in re.finditer(r"\bearlier\((\w+)", text):
            self.use("earlier", "node" if match.group(1) in self.body["nodes"] else "fact")
        for match in re.finditer(r"\b([A-Za-z]+)\((?:([\w.]+\^?)( where [^:()]*(?:\([^()]*\))?[^:()]*)?( ?:|\)))?", text):
            function, path, where, end = match.groups()
            plain = function in ("any", "all", "count")
            if function in LIST_FUNCTIONS and path and (plain or end.strip() == ":"):
                if path.startswith("item."):
                    self.use("list.nested")
                else:
                    self.use("list", self.kind(path), function)
                if where:
                    self.use("list.where")
            elif function in FUNCTIONS:
                self.use("function", function)
            elif function in LIST_FUNCTIONS:
                self.use("list", self.kind(path or text.split("(")[1].split(" ")[0]), function)


def report(pairs):
    """Prints how many pairs use each construct; 1 if one of the list is used by none."""
    count = collections.Counter()
    total = 0
    for _, pair in pairs:
        count.update(Walk(pair).found)
        total += 1
    names = listed()
    for name in names:
        print(f"{count[name]:5}  {name}")
    absent = [name for name in names if not count[name]]
    print(f"{total} pairs, {len(names)} constructs, {len(absent)} of them never used")
    for name in absent:
        print("never used:", name)
    return 1 if absent else 0
