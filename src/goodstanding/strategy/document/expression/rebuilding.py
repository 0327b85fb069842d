"""Rebuilding a parsed expression piece by piece: only what is listed here comes out, and every piece has its kind."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from sqlglot import exp

from goodstanding.strategy.document.expression.advice import NOT_WANTED, advice, called
from goodstanding.strategy.document.expression.function import FUNCTIONS, OF_TREES, WORDS_OF, signature
from goodstanding.strategy.document.expression.piece import IN_WORDS, Fault, Kind, Piece, agree, common
from goodstanding.strategy.document.finding import nearest

DEPTH_MAX = 60
UNCLEAR = Piece("NULL", "unclear")
COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.GT: ">", exp.GTE: ">=", exp.LT: "<", exp.LTE: "<=",
    exp.NullSafeEQ: "IS NOT DISTINCT FROM", exp.NullSafeNEQ: "IS DISTINCT FROM",
}  # fmt: skip
ORDERED: frozenset[type[exp.Expr]] = frozenset({exp.GT, exp.GTE, exp.LT, exp.LTE})
SUMS: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*"}
SHARES: dict[type[exp.Expr], str] = {exp.IntDiv: "//", exp.Mod: "%"}


class Rebuilder:
    """Rebuilds one expression; collects its faults and the columns it names."""

    def __init__(self, text: str, columns: Mapping[str, Kind]) -> None:
        """Take the text, for places, and the columns that may be named."""
        self.text, self.columns = text, columns
        self.faults: list[Fault] = []
        self.named: set[str] = set()
        self.depth = 0

    def rebuild(self, node: exp.Expr) -> Piece:
        """Return the piece that a node becomes; what is wrong is noted and gives an unclear piece."""
        self.depth += 1
        try:
            if self.depth > DEPTH_MAX:
                return self.note(node, "This is nested too deeply.")
            return self._rebuilt(node)
        finally:
            self.depth -= 1

    def note(self, node: exp.Expr, sentence: str, suggestion: str = "") -> Piece:
        """Note a fault at a node."""
        self.faults.append(Fault(self.place(node), sentence, suggestion))
        return UNCLEAR

    def place(self, node: exp.Expr) -> int:
        """Return where a node begins: where the first of its pieces that has a place does."""
        starts = [piece.meta["start"] for piece in node.walk() if "start" in piece.meta]
        if isinstance(node, exp.Query):
            found = re.search(r"\b(select|from|values|with|table|pivot)\b", self.text, re.IGNORECASE)
            return found.start() if found else 0
        if isinstance(node, exp.Func) and "start" not in node.meta:
            found = re.search(rf"\b{re.escape(node.sql_name())}\b", self.text, re.IGNORECASE)
            return found.start() if found else min(starts, default=0)
        if not starts and node.parent is not None and isinstance(node.parent, exp.Expr):
            return self.place(node.parent)
        return min(starts, default=0)

    def _rebuilt(self, node: exp.Expr) -> Piece:
        kind = type(node)
        if kind in _WAYS:
            return _WAYS[kind](self, node)
        if kind in OF_TREES or isinstance(node, exp.Anonymous):
            return self._call(node)
        for unwanted, (sentence, suggestion) in NOT_WANTED.items():
            if isinstance(node, unwanted):
                return self.note(node, sentence, suggestion)
        if isinstance(node, exp.Func):
            return self._unknown_function(node, node.sql_name().lower())
        return self.note(node, f"{called(node)} cannot be used here.", "Write a condition such as days_past_due > 30.")

    def column(self, node: exp.Expr) -> Piece:
        """Return a column."""
        assert isinstance(node, exp.Column)
        name = node.name.lower()
        if len(node.parts) != 1:
            return self.note(node, f"{node.sql()} names more than a column.", f"Write {name}.")
        if name in self.columns:
            self.named.add(name)
            return Piece(f'"{name}"', self.columns[name])
        if isinstance(node.this, exp.Identifier) and node.this.quoted:
            hint = f"A word stands in single quotes: '{node.name[:40]}'."
        else:
            hint = nearest(name, self.columns)
        return self.note(node, f"There is no column {node.name[:60]}.", hint)

    def literal(self, node: exp.Expr) -> Piece:
        """Return a word or a number as it was written."""
        if isinstance(node, exp.Literal) and node.is_string:
            quoted = node.name.replace("'", "''")
            return Piece(f"'{quoted}'", "word")
        if not re.fullmatch(r"\d{1,18}(\.\d{1,6})?", node.name):
            return self.note(node, f"{node.name[:40]} is not a number that can stand here.",
                             "Write at most 18 digits, and at most 6 after the point.")  # fmt: skip
        return Piece(node.name, "number")

    def negative(self, node: exp.Expr) -> Piece:
        """Return a number with its sign turned."""
        inner = self.expect(node.this, "number", "A minus sign stands before a number.")
        return Piece(f"(-{inner.sql})", "number", can_fail=not isinstance(node.this, exp.Literal))

    def truth(self, node: exp.Expr) -> Piece:
        """Return true or false."""
        return Piece("TRUE" if node.this else "FALSE", "yes")

    def nothing(self, _: exp.Expr) -> Piece:
        """Return NULL."""
        return Piece("NULL", "nothing")

    def bracketed(self, node: exp.Expr) -> Piece:
        """Return what stands in brackets, which are put anew."""
        return self.rebuild(node.this)

    def joined(self, node: exp.Expr) -> Piece:
        """Return conditions joined by AND or OR; a long chain is no depth."""
        assert isinstance(node, exp.And | exp.Or)
        word = "AND" if isinstance(node, exp.And) else "OR"
        sentence = f"{word} joins conditions."
        parts = [self.expect(part, "yes", sentence).safe for part in node.flatten(unnest=False)]
        return Piece(f"({f' {word} '.join(parts)})", "yes")

    def negated(self, node: exp.Expr) -> Piece:
        """Return the opposite of a condition; of what is not known the opposite is not known."""
        return Piece(f"(NOT {self.expect(node.this, 'yes', 'NOT stands before a condition.').safe})", "yes")

    def compared(self, node: exp.Expr) -> Piece:
        """Return a comparison of two values of one kind."""
        left, right = self.rebuild(node.this), self.rebuild(node.expression)
        sign = COMPARISONS[type(node)]
        if "nothing" in (left.kind, right.kind) and sign in ("=", "<>"):
            return self.note(node, f"{sign} NULL is never true.", f"Write IS {'NOT ' * (sign == '<>')}NULL.")
        self.alike(node, [(node.this, left), (node.expression, right)])
        if type(node) in ORDERED and common(left.kind, right.kind) in ("yes", "words"):
            self.note(node, f"{IN_WORDS[common(left.kind, right.kind)].capitalize()} has no more and no less.")
        return Piece(f"({left.safe} {sign} {right.safe})", "yes")

    def within(self, node: exp.Expr) -> Piece:
        """Return whether a value is one of a list."""
        assert isinstance(node, exp.In)
        if not node.expressions:
            subject = node.args.get("query") or node.args.get("unnest") or node
            return self.note(subject, "IN takes a list of values.", "Write it as in state IN ('NY', 'CA').")
        value = self.rebuild(node.this)
        listed = [(one, self.rebuild(one)) for one in node.expressions]
        for one, piece in listed:
            self.alike(node, [(node.this, value), (one, piece)])
        return Piece(f"({value.safe} IN ({', '.join(piece.safe for _, piece in listed)}))", "yes")

    def between(self, node: exp.Expr) -> Piece:
        """Return whether a value lies between two others, both included."""
        ends = [(node.args[key], self.rebuild(node.args[key])) for key in ("this", "low", "high")]
        self.alike(node, ends)
        value, low, high = (piece for _, piece in ends)
        return Piece(f"({value.safe} BETWEEN {low.safe} AND {high.safe})", "yes")

    def known(self, node: exp.Expr) -> Piece:
        """Return whether a value is NULL, or a condition true or false."""
        value, right = self.rebuild(node.this), self.rebuild(node.expression)
        if right.kind not in ("nothing", "yes", "unclear") or right.sql not in ("NULL", "TRUE", "FALSE"):
            return self.note(node.expression, "IS is followed by NULL, TRUE or FALSE.", "Write = to compare.")
        if right.kind == "yes" and not agree(value.kind, "yes"):
            return self.note(node, f"This is {IN_WORDS[value.kind]} and is neither true nor false.")
        return Piece(f"({value.safe} IS {right.sql})", "yes")

    def like(self, node: exp.Expr) -> Piece:
        """Return whether a word is like a pattern."""
        sentence = "LIKE compares words."
        value, pattern = self.expect(node.this, "word", sentence), self.expect(node.expression, "word", sentence)
        return Piece(f"({value.safe} {'ILIKE' if isinstance(node, exp.ILike) else 'LIKE'} {pattern.safe})", "yes")

    def reckoned(self, node: exp.Expr) -> Piece:
        """Return a sum, difference or product; days may be added to a date, and dates taken from one another."""
        left, right = self.rebuild(node.this), self.rebuild(node.expression)
        sign, kinds = SUMS[type(node)], (left.kind, right.kind)
        sql = f"({left.sql} {sign} {right.sql})"
        if "date" in kinds and sign != "*":
            if kinds == ("date", "date") and sign == "-":
                return Piece(sql, "number", can_fail=True)
            if kinds[0] == "date" and agree(kinds[1], "number"):
                # DuckDB adds whole days of 32 bits to a date.
                return Piece(f"({left.sql} {sign} CAST({right.sql} AS INTEGER))", "date", can_fail=True)
        if all(agree(kind, "number") for kind in kinds):
            return Piece(sql, "number", can_fail=True)
        wrong = next(kind for kind in kinds if not agree(kind, "number"))
        return self.note(node, f"{sign} reckons with numbers, but here stands {IN_WORDS[wrong]}.")

    def shared(self, node: exp.Expr) -> Piece:
        """Return a whole division or its remainder; only by a number that is written out and is not 0."""
        divisor = node.expression
        if not (isinstance(divisor, exp.Literal) and divisor.name.isdecimal() and int(divisor.name)):
            return self.note(node, f"{SHARES[type(node)]} is followed by a whole number other than 0.")
        value, by = self.expect(node.this, "number", "Only a number can be divided."), self.rebuild(divisor)
        return Piece(f"({value.sql} {SHARES[type(node)]} {by.sql})", "number", can_fail=value.can_fail)

    def day(self, node: exp.Expr) -> Piece:
        """Return a date written as DATE '2025-06-30'; nothing else is made into anything."""
        assert isinstance(node, exp.Cast)
        if not (isinstance(node.this, exp.Literal) and node.this.is_string and node.to.is_type("DATE")):
            sentence, suggestion = NOT_WANTED[exp.Cast]
            return self.note(node, sentence, suggestion)
        try:
            written = date.fromisoformat(node.this.name)
        except ValueError:
            return self.note(node, f"{node.this.name[:40]!r} is not a day.", "Write it as DATE '2025-06-30'.")
        return Piece(f"DATE '{written.isoformat()}'", "date")

    def chosen(self, node: exp.Expr) -> Piece:
        """Return a CASE: the first value whose condition holds."""
        if isinstance(node, exp.Case) and node.this is not None:
            return self.note(node, "CASE is followed by WHEN and a condition.")
        ways = [node] if isinstance(node, exp.If) else node.args["ifs"]
        other = node.args.get("false" if isinstance(node, exp.If) else "default")
        tests = [self.expect(way.this, "yes", "WHEN is followed by a condition.") for way in ways]
        values = [(way.args["true"], self.rebuild(way.args["true"])) for way in ways]
        rest = [(other, self.rebuild(other))] if other is not None else []
        self.alike(node, values + rest)
        sql = " ".join(f"WHEN {test.safe} THEN {value.safe}" for test, (_, value) in zip(tests, values, strict=True))
        end = f" ELSE {rest[0][1].safe}" if rest else ""
        return Piece(f"(CASE {sql}{end} END)", common(*(piece.kind for _, piece in values + rest)))

    def expect(self, node: exp.Expr, kind: Kind, sentence: str) -> Piece:
        """Return a node's piece, which must be of a kind."""
        piece = self.rebuild(node)
        if not agree(piece.kind, kind):
            hint = "Compare it with something." if kind == "yes" else ""
            return self.note(node, f"{sentence[:-1]}, but here stands {IN_WORDS[piece.kind]}.", hint)
        return piece

    def alike(self, node: exp.Expr, values: list[tuple[exp.Expr, Piece]]) -> None:
        """Note it where values that meet are not of one kind, or a column meets a word that it never holds."""
        kinds = [piece.kind for _, piece in values]
        if not agree(*kinds):
            known = sorted({kind for kind in kinds if kind not in ("nothing", "unclear")}, key=kinds.index)
            told = " and ".join(IN_WORDS[kind] for kind in known)
            self.note(node, f"{told[0].upper()}{told[1:]} cannot be compared.", advice(values))
        for column in (one.name.lower() for one, _ in values if isinstance(one, exp.Column)):
            for one, _ in values:
                if isinstance(one, exp.Literal) and one.is_string and one.name not in WORDS_OF.get(column, (one.name,)):
                    self.note(one, f"{column} is never {one.name[:40]!r}.", nearest(one.name, WORDS_OF[column]))

    def _call(self, node: exp.Expr) -> Piece:
        """Return the call of a function."""
        if isinstance(node, exp.Anonymous):
            name, values = str(node.this).lower(), list(node.expressions)
        else:
            name, keys = OF_TREES[type(node)]
            found = [node.args.get(key) for key in keys]
            values = [one for part in found for one in (part if isinstance(part, list) else [part]) if one is not None]
        if name not in FUNCTIONS:
            return self._unknown_function(node, name)
        function = FUNCTIONS[name]
        most = len(values) if function.is_open else len(function.takes)
        if not function.least <= len(values) <= most:
            return self.note(node, f"{name} is not called with {len(values)} values.", f"Write {signature(name)}.")
        return self._returned(node, name, values)

    def _returned(self, node: exp.Expr, name: str, values: list[exp.Expr]) -> Piece:
        function = FUNCTIONS[name]
        takes = function.takes + function.takes[-1:] * (len(values) - len(function.takes))
        pieces = []
        for value, kind in zip(values, takes, strict=False):
            piece = self.rebuild(value)
            if kind is not None and not agree(piece.kind, kind):
                self.note(value, f"{name} takes {IN_WORDS[kind]} here, not {IN_WORDS[piece.kind]}.",
                          f"Write {signature(name)}.")  # fmt: skip
            pieces.append(piece)
        if None in takes:
            self.alike(node, list(zip(values, pieces, strict=True)))
        written = [piece.safe for piece in pieces]
        gives = function.gives or common(*(piece.kind for piece in pieces))
        sql = function.sql.format(*written, rest=", ".join(written[1:]))
        return Piece(sql, gives, function.can_fail)

    def _unknown_function(self, node: exp.Expr, name: str) -> Piece:
        start, end = node.meta.get("start"), node.meta.get("end")
        written = self.text[start : end + 1].lower() if start is not None and end is not None else name
        hint = nearest(written, FUNCTIONS) or f"Functions are {', '.join(FUNCTIONS)}."
        return self.note(node, f"There is no function {written[:60]} here.", hint)


_WAYS: dict[type[exp.Expr], Callable[[Rebuilder, exp.Expr], Piece]] = {
    exp.Column: Rebuilder.column, exp.Literal: Rebuilder.literal, exp.Boolean: Rebuilder.truth,
    exp.Null: Rebuilder.nothing, exp.Paren: Rebuilder.bracketed, exp.And: Rebuilder.joined, exp.Or: Rebuilder.joined,
    exp.Not: Rebuilder.negated, exp.In: Rebuilder.within, exp.Between: Rebuilder.between, exp.Is: Rebuilder.known,
    exp.Like: Rebuilder.like, exp.ILike: Rebuilder.like, exp.Neg: Rebuilder.negative, exp.Cast: Rebuilder.day,
    exp.Case: Rebuilder.chosen, exp.If: Rebuilder.chosen,
    **dict.fromkeys(COMPARISONS, Rebuilder.compared), **dict.fromkeys(SUMS, Rebuilder.reckoned),
    **dict.fromkeys(SHARES, Rebuilder.shared),
}  # fmt: skip
