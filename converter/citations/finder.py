"""Finding citations in one document, purely from its text.

Reads: the document's tree and ids. Writes: `Mention` values in document order.
Guarantees: mentions never overlap, each lies within one piece of a node's own text, and
the work grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from converter.anchors import SCOPES
from converter.citation_forms import BEGINNING
from converter.citations.amending import Amending, amended_law
from converter.citations.clauses import RANK, Part, inherit, read_list, read_parts
from converter.citations.names import (
    BEING_NAMED,
    ENDS_AS_DOCUMENT,
    bare_name,
    known_names,
    law_of_title,
    normal_title,
    short_names,
    state_name_end,
    title_end_at,
)
from converter.citations.numbers import number_start, order_start
from converter.citations.places import Tree
from converter.citations.relative import here, previous
from converter.mention import Mention, Path, Step
from converter.model import Kind, Node
from converter.numerals import to_int
from converter.source import SourceText

#: What is cited by others and cites nothing itself.
_SILENT = frozenset({Kind.TITLE, Kind.TOC, Kind.SIGNATURE, Kind.DATE, Kind.ADDRESSEE})
_SILENT_LEVELS = frozenset({"附件说明", "抄送", "印发", "页码"})

RESOLVED, MISSING, AMBIGUOUS = "resolved", "no-such-clause", "ambiguous"


@dataclass(frozen=True, slots=True)
class Base:
    """Whose clauses a list of citations speaks of.

    Attributes:
        named: The document's name as written; empty for the citing document.
        title: What the name stands for.
        anchor: For words such as 本条 and 前款, the clause that they mean.
        unit: The unit of that clause.
        lead: Characters before a name without 《》.
        hint: What stands in parentheses behind a name.
        sure: False where only the corpus tells whether the name is one.
        lost: True where nothing says what is meant.
    """

    named: str = ""
    title: str = ""
    anchor: Node | None = None
    unit: str = ""
    lead: str = ""
    hint: str = ""
    sure: bool = True
    lost: bool = False


_OWN = Base()
#: Ordinals of common nouns, where no name, no 本 and no other clause stands before: 第一项工作.
_COMMON = re.compile(
    r"(?:工作|任务|议程|议题|课题|活动|改革|成果|试验|实验|技术|专利|指标|目标|建议|决议|提案|制度"
    r"|原则|意见|措施|理由|要求|经验|内容|标准|重点|举措|职责|职能|条件|使命|优势|道|则|[，,：:。])"
)
#: Words before and behind a clause that show it to be one.
_GOVERNED = re.compile(
    r"(?:依照|依据|根据|违反|按照?|适用|符合|属于|和|与|及|或者?|除|对|在|的|将|由|有|至|、|原|为|入|见)$"
)
_FOLLOWED = re.compile(
    r"(?:规定|所|的|第|之|、|和|与|或|及|至|中|内|[，。；：:,;）)”’\s]|修改|等|以|外|后|前|有|列|情形|行为|禁止"
    r"|关于|作|增加|改|删|确|予|以|违|条|款|项|提|设|另|免|原|$)"
)
#: 协议第七项 is no clause of a document of this kind; 第四十八第一款 has lost its 条.
_OF_CONTRACT = re.compile(r"(?:协议书?|合同|契约|遗嘱|通知书|决定书|判决书?|裁定书?|申请书?|表|单|证)$")
_CUT_OFF = re.compile(r"[条零〇一二三四五六七八九十百千0-9]$")
_QUOTED_BETWEEN = re.compile(
    r"(?:规定)?的?[：:，]?\s?“[^”]{0,400}”(?:的规定)?\s?(?:、|和|及|以及|或者|，)"
)
_CARRIED = re.compile(r"\s?(?:[（(][^（）()\n]{1,60}[）)]\s?)?(?:的|中的?)?\s?")
_HINT = re.compile(
    r"\s?[（(]([^（）()\n]{1,40}(?:[（(][^（）()\n]{1,10}[）)][^（）()\n]{0,20})?)[）)]"
)
_ATTACHED = re.compile(
    r"(?:所附)?的?(?P<unit>附[件表录])\s?(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})?"
)
_AMENDS = re.compile(r"\s?(?:作出?|进行)(?:如下|以下|相应)?(?:修改|修正|修订)")


class Finder:
    """Reads one document from its beginning to its end."""

    def __init__(self, tree: Tree, title: str) -> None:
        self.tree = tree
        self.title = title
        self.found: list[Mention] = []
        self.shorts = [
            (at, normal_title(short), name) for at, short, name in short_names(tree.source.text)
        ]
        self.known = known_names(tree.source.text) | {short for _, short, _ in self.shorts}
        self.amending: Amending | None = None
        self.named: list[Base] = []
        self.last: tuple[Base, Path] | None = None
        # Of the piece that is being read.
        self.node: Node = tree.root
        self.text = ""
        self.offset = self.place = self.taken = 0
        self.pending = -1

    def run(self) -> tuple[Mention, ...]:
        """Find all mentions."""
        self._enter_scope(self.tree.root)
        for node in self.tree.nodes.values():
            if node.kind in SCOPES:
                self._enter_scope(node)
            if node.kind in (Kind.ARTICLE, Kind.SECTION):
                self.named, self.last = [], None
                if self.amending:
                    self.amending.begin_part()
            if node.kind not in _SILENT and node.level not in _SILENT_LEVELS:
                self._read(node)
        return tuple(self._of_no_articles())

    def _of_no_articles(self) -> list[Mention]:
        """In a text without 条, tell 第20条 of its own from clauses of the law it is about.

        If all that stand without a name are there, they are its own numbers; else they are
        clauses of the law that the title names, or nothing says whose.
        """
        if self.amending or any(n.kind is Kind.ARTICLE for n in self.tree.nodes.values()):
            return self.found
        bare = [m for m in self.found if not m.named and m.path and m.path[0].unit == "条"]
        if all(m.outcome == RESOLVED and len(m.path) == 1 for m in bare):
            return self.found
        law = law_of_title(self.title)
        base = Base(law, law) if law else Base(lost=True)
        changed = {id(m): self._moved(m, base) for m in bare if m.form not in ("self", "here")}
        return [changed.get(id(m), m) for m in self.found]

    @staticmethod
    def _moved(mention: Mention, base: Base) -> Mention:
        outcome = "" if base.named else AMBIGUOUS
        return replace(
            mention, named=base.named, title=base.title, outcome=outcome, eid=None, last_eid=None
        )

    def _enter_scope(self, scope: Node) -> None:
        if scope is self.tree.root:
            title = self.title
        else:
            source = self.tree.source
            heads = [n for n in scope.children if n.kind is Kind.TITLE]
            title = "".join(source.slice(s) for n in heads for s in n.body)
        law = amended_law(title)
        self.amending = Amending(law) if law is not None else None

    def _read(self, node: Node) -> None:
        self.node, self.offset = node, 0
        for piece in self.tree.pieces(node):
            self.text = self.tree.source.slice(piece)
            self.place, self.taken, self.pending = piece.start, 0, -1
            if self.amending:
                self.amending.begin_piece(self.text)
            at = 0
            while found := BEGINNING.search(self.text, at):
                if self.amending:
                    self.amending.move(self.text, found.start())
                form = found.lastgroup or ""
                at = max(_HANDLERS[form](self, found), found.start() + 1)
            if self.amending:
                self.amending.move(self.text, len(self.text))
            self.offset += len(piece)

    # What is said of whose clauses

    @property
    def _quoted(self) -> bool:
        return self.amending is not None and self.amending.depth > 0

    def expand(self, name: str) -> str:
        """Return what a name stands for here: what 以下简称 has said before this place."""
        normal = normal_title(name)
        said = [full for at, short, full in self.shorts if short == normal and at <= self.place]
        return said[-1] if said else name

    def name(self, base: Base) -> Base:
        """Note that a document is named."""
        self.named.append(base)
        return base

    def emit(self, start: int, part: Part, form: str, base: Base) -> None:
        """Put a mention down."""
        mention = Mention(
            self.node.key,
            self.offset + start,
            self.offset + part.end,
            self.text[start : part.end],
            form,
            base.named,
            base.title,
            part.path,
            part.last,
            base.lead,
            base.hint,
            base.sure,
        )
        if not base.named:
            mention = self._settle(mention, base)
        self.found.append(mention)
        self.taken = part.end
        self.last = (base, part.path)

    def _settle(self, mention: Mention, base: Base) -> Mention:
        if base.lost:
            return replace(mention, outcome=AMBIGUOUS)
        return self.settled(
            mention,
            self._follow(mention.path, base),
            self._follow(mention.last, base) if mention.last else None,
        )

    def _follow(self, path: Path, base: Base) -> list[Node]:
        at = base.anchor or self.node
        return list(self.tree.resolve(path, at, base.anchor is not None))

    def settled(
        self, mention: Mention, first: list[Node], last: list[Node] | None = None
    ) -> Mention:
        """Say of a mention which clauses of its own document it means."""
        counts = {len(first), len(last) if last is not None else 1}
        if counts != {1}:
            return replace(mention, outcome=MISSING if 0 in counts else AMBIGUOUS)
        ids = self.tree.ids
        nodes = [self.tree.visible(node) for node in (first[0], *(last or ()))]
        eids = [ids.get(node.key) for node in nodes]
        if last is not None and nodes[1].key < nodes[0].key:
            return replace(mention, outcome=MISSING)
        return replace(mention, outcome=RESOLVED, eid=eids[0], last_eid=eids[1] if last else None)

    def emit_all(self, start: int, parts: list[Part], form: str, base: Base) -> int:
        """Put down a citation and the other members of its list; return where it ends."""
        for number, part in enumerate(parts):
            shown = "range" if part.last else "abbreviated" if part.short else form
            self.emit(start if not number else part.start, part, shown, base)
        at = parts[-1].end
        for part in read_list(self.text, at, parts[-1].path):
            base = self._member_base(part, base)
            path = part.path
            shown = "range" if part.last else "abbreviated" if part.short else "member"
            self.emit(part.start, replace(part, path=path), shown, base)
            at = part.end
        return at

    @staticmethod
    def _member_base(part: Part, base: Base) -> Base:
        """A member that is no part of 前款 speaks of the document again."""
        if base.anchor is not None and part.path and RANK[part.path[0].unit] <= RANK[base.unit]:
            return replace(base, anchor=None, unit="")
        return base

    def parts(self, at: int, above: str = "") -> list[Part]:
        """Read the clause at a place, below a unit if one is given."""
        parts = read_parts(self.text, at)
        if parts and above and RANK[parts[0].path[0].unit] <= RANK[above]:
            return []
        return parts

    # One method for each row of the table that begins a citation

    def titled(self, found: re.Match[str]) -> int:
        """《X法》第三条."""
        start, end = found.start(), title_end_at(self.text, found.start())
        if not end:
            return start + 1
        name = "".join(self.text[start + 1 : end - 1].split())
        if not name or BEING_NAMED.search(self.text, max(0, start - 12), start):
            return end
        hint = _HINT.match(self.text, end)
        title = self.expand(name)
        sure = ENDS_AS_DOCUMENT.search(title.rstrip("》〉")) is not None
        base = self.name(Base(name, title, hint=hint[1] if hint else "", sure=sure))
        if self.amending and not self._quoted and _AMENDS.match(self.text, end):
            self.amending.law = title
        at = self._behind(start, end, base, "titled")
        self.pending = at
        return at

    def _behind(self, start: int, end: int, base: Base, form: str) -> int:
        attached = _ATTACHED.match(self.text, end)
        if attached and (attached["n"] or not self.text.startswith("附", end)):
            value = to_int(attached["n"] or "") or 0
            path = (Step(attached["unit"], value),)
            return self.emit_all(start, [Part(start, attached.end(), path)], form, base)
        parts = self.parts(end)
        if parts:
            if self.amending and not self._quoted:
                self.amending.law = base.title
                self.amending.instruct(parts[0].path)
            return self.emit_all(start, parts, form, base)
        self.emit(start, Part(start, end, ()), form, base)
        return end

    def state(self, found: re.Match[str]) -> int:
        """中华人民共和国刑法, with or without a clause."""
        end = state_name_end(self.text, found.start())
        if not end:
            return found.end()
        name = self.text[found.start() : end]
        base = self.name(Base(name, self.expand(name)))
        return self._behind(found.start(), end, base, "bare" if self.parts(end) else "state")

    def own(self, found: re.Match[str]) -> int:
        """本法第三条; in the quotation of an amending decision the amended law."""
        parts = self.parts(found.end())
        if not parts:
            return found.end()
        return self.emit_all(found.start(), parts, "self", self._self_base())

    def _self_base(self) -> Base:
        if self._quoted and self.amending:
            law = self.amending.law
            return Base(law, law) if law else Base(lost=True)
        return _OWN

    def mentioned(self, found: re.Match[str]) -> int:
        """该法第三条: the document of that kind that was named last."""
        parts = self.parts(found.end())
        if not parts:
            return found.end()
        kind = found.group()[1:]
        fitting = [base for base in self.named[-4:] if normal_title(base.title).endswith(kind)]
        base = (fitting or self.named or [Base(lost=True)])[-1]
        return self.emit_all(found.start(), parts, "mentioned", replace(base, lead=""))

    def clause(self, found: re.Match[str]) -> int:
        """第三条: of a name before it, of a list, or of the document itself."""
        start = found.start()
        parts = self.parts(start)
        if not parts:
            return start + 1
        named = start
        if self.text.startswith(("总则", "分则"), start - 2) and start >= 2:
            named = start - 2
        bare = bare_name(self.text, self.taken, named, self.known)
        if bare:
            parts = self.parts(named)
            base = self.name(Base(bare.name, self.expand(bare.name), lead=bare.lead))
            if self.amending and not self._quoted:
                self.amending.law = base.title
                self.amending.instruct(parts[0].path)
            return self.emit_all(bare.start, parts, "bare", base)
        if self.pending >= 0 and _CARRIED.fullmatch(self.text, self.pending, start):
            return self.emit_all(start, parts, "member", self.named[-1])
        if self._is_number(start, parts) or self._is_common(start, parts[-1]):
            return parts[-1].end
        unit = parts[0].path[0].unit
        form = "unit" if unit in ("款", "项", "目") else "clause"
        if self.amending:
            return self._of_amended(start, parts, form)
        if form == "unit":
            return self._unit(start, parts)
        spoken = self._spoken_of(start, parts[0])
        if spoken:
            return self.emit_all(start, parts, "clause", spoken)
        kept = len(self.found)
        end = self.emit_all(start, parts, form, _OWN)
        if unit in ("部分", "篇", "目") and self.found[kept].outcome != RESOLVED:
            del self.found[kept:]
        return end

    def _spoken_of(self, start: int, part: Part) -> Base | None:
        """Return the document that a clause without a name is of, if not the citing one.

        第六条：“…”和第十一条 goes on with the document quoted; so does the sentence that
        has named one, where the citing document has no such clause.
        """
        if self.last is None or not self.last[0].named or not self.taken:
            return None
        gap = self.text[self.taken : start]
        base = replace(self.last[0], lead="")
        if _QUOTED_BETWEEN.fullmatch(gap):
            return base
        if "。" in gap or self.tree.resolve(part.path, self.node):
            return None
        return base

    def _unit(self, start: int, parts: list[Part]) -> int:
        """第二款, 第（二）项 alone: of the own article, unless the text speaks of another."""
        if _OF_CONTRACT.search(self.text, max(0, start - 6), start):
            return parts[-1].end
        if _CUT_OFF.search(self.text, max(0, start - 1), start):
            return self.emit_all(start, parts, "unit", Base(lost=True))
        governing = self._governing(parts[0].path[0].unit)
        own = list(self.tree.resolve(parts[0].path, self.node))
        if governing and (len(own) != 1 or self._begins_item(start)):
            base, above = governing
            path = inherit(parts[0].path, above)
            if base.named or len(self._follow(path, base)) == 1:
                parts = [replace(p, path=inherit(p.path, above),
                                 last=inherit(p.last, above) if p.last else ()) for p in parts]
                return self.emit_all(start, parts, "unit", base)
        return self.emit_all(start, parts, "unit", _OWN)

    def _begins_item(self, start: int) -> bool:
        """Tell whether an item begins so: （一）违反第一项规定的, below 违反本条例第九条."""
        inside = self.tree.holding(self.node, [Kind.ITEM]) is not None
        return inside and self.text[:start] in ("违反", "有", "实施", "存在")

    def _governing(self, unit: str) -> tuple[Base, Path] | None:
        """Return the article cited last in the same article of the text, and whose it is."""
        if self.last is None:
            return None
        base, path = self.last
        above = tuple(step for step in path if RANK[step.unit] < RANK[unit])
        if base.anchor is not None or not any(step.unit == "条" for step in above):
            return None
        return replace(base, lead=""), above

    def _is_number(self, start: int, parts: list[Part]) -> bool:
        """Tell whether a quoted article begins here: its number is printed, not cited."""
        before, after = self.text[max(0, start - 1) : start], self.text[parts[-1].end :][:1]
        return before in ("“", "") and (after.isspace() or not after) and len(parts) == 1

    def _is_common(self, start: int, part: Part) -> bool:
        """Tell an ordinal from a clause: 第一项工作, 第一条，要…"""
        if len(part.path) > 1 or part.path[0].unit not in ("条", "款", "项"):
            return False
        if "）" in self.text[start : part.end] or ")" in self.text[start : part.end]:
            return False
        governed = _GOVERNED.search(self.text, max(0, start - 4), start)
        if governed and governed.group() not in ("的", "为", "有", "将"):
            return False
        after = _COMMON.match(self.text, part.end)
        if not after:
            return not governed and not _FOLLOWED.match(self.text, part.end)
        if after.group() in "，,：:。":
            return start == 0 or self.text[start - 1] in "。；：，"
        return True

    def _of_amended(self, start: int, parts: list[Part], form: str) -> int:
        assert self.amending
        base = self._amended()
        if self._quoted:
            path = parts[0].path
            if form == "unit":
                fitted = self.amending.seen_from("条", 0, path)
                if fitted is None:
                    return self.emit_all(start, parts, form, Base(lost=True))
                parts = [replace(parts[0], path=fitted), *parts[1:]]
            return self.emit_all(start, parts, form, base)
        path = self.amending.instruct(parts[0].path)
        return self.emit_all(start, [replace(parts[0], path=path), *parts[1:]], form, base)

    def _amended(self) -> Base:
        law = self.amending.law if self.amending else ""
        return Base(law, law) if law else Base(lost=True)

    def relative(self, found: re.Match[str]) -> int:
        """前款, 前两款, 前条第二款."""
        words = found.group()
        unit, count = words[-1], to_int(words[1:-1]) or 1
        start, end = found.span()
        parts = self.parts(end, unit) if count == 1 else []
        if start == self.taken and start and self.last and count > 1:
            return self._first_of_clause(start, end, unit, count)
        if self._quoted and self.amending:
            return self._relative_quoted(start, end, unit, count, parts)
        nodes = previous(self.tree, self.node, unit, count)
        if not nodes and unit == "项" and count > 1:
            return end  # 前三项污染物: things that are counted
        if count > 1 or not nodes:
            whole = Part(start, parts[-1].end if parts else end, parts[0].path if parts else ())
            self.emit(start, whole, "relative", Base(lost=True))
            self.found[-1] = self.settled(self.found[-1], nodes[:1], nodes[-1:] or None)
            if nodes:
                self.last = (Base(anchor=nodes[-1], unit=unit), ())
            return whole.end
        base = Base(anchor=nodes[0], unit=unit)
        return self.emit_all(start, parts or [Part(start, end, ())], "relative", base)

    def _first_of_clause(self, start: int, end: int, unit: str, count: int) -> int:
        """第三款前三项: the first ones of the clause that stands before."""
        assert self.last
        base, path = self.last
        part = Part(start, end, (*path, Step(unit, 1)), (*path, Step(unit, count)))
        return self.emit_all(start, [part], "relative", replace(base, lead=""))

    def _relative_quoted(
        self, start: int, end: int, unit: str, count: int, parts: list[Part]
    ) -> int:
        assert self.amending
        path = parts[0].path if parts else ()
        first = self.amending.seen_from(unit, count, path)
        last = self.amending.seen_from(unit, 1, ()) if count > 1 else ()
        whole = parts or [Part(start, end, ())]
        if first is None or last is None or not self.amending.law:
            return self.emit_all(start, whole, "relative", Base(lost=True))
        whole[0] = replace(whole[0], path=first, last=last)
        end = self.emit_all(start, whole, "relative", self._amended())
        return end

    def here(self, found: re.Match[str]) -> int:
        """本条, 本款第（一）项, 本章."""
        unit, (start, end) = found.group()[-1], found.span()
        parts = self.parts(end, unit)
        if self._quoted and self.amending:
            path = parts[0].path if parts else ()
            fitted = self.amending.seen_from(unit, 0, path) if unit in "条款" else path
            whole = parts or [Part(start, end, ())]
            base = self._amended() if fitted else Base(lost=True)
            whole[0] = replace(whole[0], path=fitted or path)
            return self.emit_all(start, whole, "here", base)
        anchor = here(self.tree, self.node, unit)
        if anchor is None:
            if unit in "章节编":  # 本节 may be a festival
                return end
            whole = parts or [Part(start, end, ())]
            self.emit(start, whole[0], "here", Base(lost=True))
            self.found[-1] = replace(self.found[-1], outcome=MISSING)
            return whole[0].end
        base = Base(anchor=anchor, unit=unit)
        return self.emit_all(start, parts or [Part(start, end, ())], "here", base)

    def same(self, found: re.Match[str]) -> int:
        """同条第二款: of the clause cited last."""
        unit, (start, end) = found.group()[-1], found.span()
        parts = self.parts(end, unit)
        if self.last is None:
            return end
        base, path = self.last
        above = tuple(step for step in path if RANK[step.unit] <= RANK[unit])
        if base.anchor is not None and RANK[base.unit] > RANK[unit]:
            anchor = here(self.tree, base.anchor, unit)
            base = Base(anchor=anchor, unit=unit) if anchor else Base(lost=True)
        whole = parts or [Part(start, end, ())]
        whole = [replace(part, path=above + part.path) for part in whole]
        return self.emit_all(start, whole, "same", replace(base, lead=""))

    def attachment(self, found: re.Match[str]) -> int:
        """附件2, 本办法附表."""
        words = found.group()
        words = words[words.rindex("附") :]
        start, end = found.span()
        value = to_int("".join(words[2:].split())) or 0
        parts = self.parts(end)
        path = (Step(words[:2], value), *(parts[0].path if parts else ()))
        whole = Part(start, parts[0].end if parts else end, path)
        kept = len(self.found)
        end = self.emit_all(start, [whole], "attachment", self._self_base())
        if not value and self.found[kept].outcome != RESOLVED:
            del self.found[kept:]
        return end

    def number(self, found: re.Match[str]) -> int:
        """国办发〔2018〕123号."""
        return self._numbered(found, number_start(self.text, self.taken, found.start()), "number")

    def order(self, found: re.Match[str]) -> int:
        """国务院令第588号, 公告2019年第5号."""
        return self._numbered(found, order_start(self.text, self.taken, found.start()), "order")

    def _numbered(self, found: re.Match[str], start: int | None, form: str) -> int:
        whole = self.text.strip()
        if start is None or (
            self.node.kind is Kind.NOTE and whole == self.text[start : found.end()]
        ):
            return found.end()  # the document's own number under its title
        words = self.text[start : found.end()]
        pending = self.pending
        self.emit(start, Part(start, found.end(), ()), form, Base(words, words))
        self.pending = pending
        return found.end()


_HANDLERS: dict[str, Callable[[Finder, re.Match[str]], int]] = {
    "titled": Finder.titled,
    "self": Finder.own,
    "attachment": Finder.attachment,
    "mentioned": Finder.mentioned,
    "relative": Finder.relative,
    "here": Finder.here,
    "same": Finder.same,
    "order": Finder.order,
    "number": Finder.number,
    "state": Finder.state,
    "clause": Finder.clause,
}


def find_mentions(
    source: SourceText, root: Node, ids: Mapping[int, str], title: str
) -> tuple[Mention, ...]:
    """Find the citations of a document, as far as it alone shows them.

    Args:
        source: The text.
        root: The tree.
        ids: Node key to eId.
        title: The document's title.

    Returns:
        Its mentions, in document order.
    """
    return Finder(Tree(source, root, ids), title).run()
