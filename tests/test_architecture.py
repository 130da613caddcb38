"""The structure of the package, checked so that it does not erode."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from converter.findings import FINDINGS
from converter.readers import READERS
from tests.helpers import ROOT

PACKAGE = ROOT / "converter"

#: The layers, lowest first: a module imports only from rows above its own in this table.
LAYERS = (
    ("discards", "numerals", "slugs", "title_names", "cache", "terms.automaton", "pictures.layout"),
    ("another_day", "atomic", "failures", "shipping"),
    ("normal", "page_files", "compress", "site_files"),
    ("copies",),
    # The search of the site: its script, and the files of its index as bytes.
    ("search.bits", "search.fold", "search.scripts"),
    ("search.files",),
    ("span",),
    ("beside",),
    ("source",),
    ("diagnostics",),
    ("comparison", "finding_table.row", "mention"),
    (
        "finding_table.files",
        "finding_table.links",
        "finding_table.reading",
        "finding_table.site",
        "finding_table.texts",
    ),
    ("definition", "entry", "fact", "quote", "tree"),
    ("citation", "findings", "model", "term"),
    ("parallel",),
    ("batches", "pile"),
    ("keeping", "spare"),
    ("columns",),
    ("card",),
    ("yamlfile",),
    ("settings",),
    ("ledger.decisions",),
    # The clauses of all documents weighed against each other, and what is near to each.
    ("related.coarse", "related.rows", "related.store", "related.units"),
    ("related.pairs", "related.words"),
    ("related.weights",),
    ("related.titles",),
    ("related.index",),
    ("related.near",),
    ("related.choose",),
    ("related.search",),
    ("related.earlier",),
    ("bundle", "document_view", "terms.names"),
    # Two versions of a document, from words to clauses to whole documents.
    ("versions.likeness", "versions.path"),
    ("versions.candidates", "versions.choose", "versions.parts", "versions.units"),
    ("versions.align", "versions.lines", "versions.runs", "versions.side"),
    ("versions.diff",),
    ("versions.counterparts",),
    ("versions.pair",),
    # All versions of a document: what became of each clause, and what rests on old texts.
    ("history.lineage",),
    ("history.fates",),
    ("aside",),
    ("packs",),
    ("stored",),
    ("versions.pairs",),
    ("view",),
    ("extract",),
    ("history.affected", "history.descent", "history.senses"),
    # The old ids of pages.
    ("old_ids.decided", "old_ids.standing"),
    ("old_ids.kept",),
    ("terms.sentences", "terms.number_phrases", "definition_forms"),
    ("terms.wordings", "terms.leads", "terms.lead_words", "terms.scopes"),
    ("terms.antecedents", "terms.counted_lists"),
    ("pictures.tally",),
    ("levels", "citation_forms", "metadata.facts", "metadata.dates"),
    ("metadata.note_lines", "metadata.effects", "metadata.elements"),
    ("metadata.notes",),
    ("readers.advice", "readers.page_furniture", "readers.wrapping"),
    ("readers.wrapped_text",),
    ("readers.text",),
    ("readers.pdf_pages",),
    ("readers.pdf",),
    # Word files: small tables, then what reads a file, from the part to the whole.
    ("readers.docx.xml", "readers.docx.formats", "readers.docx.symbols", "readers.docx.sheet"),
    ("readers.docx.tally",),
    (
        "readers.docx.drawings",
        "readers.docx.fields",
        "readers.docx.math",
        "readers.docx.package",
        "readers.docx.styles",
    ),
    ("readers.docx.numbering", "readers.docx.table"),
    ("readers.docx.inline",),
    ("readers.docx.body", "readers.docx.notes"),
    ("readers.docx.read",),
    ("readers.html.elements", "readers.pictures", "readers.companions"),
    ("readers.html.tree",),
    ("readers.html.decode", "readers.html.lists", "readers.html.weights"),
    ("readers.html.boilerplate", "readers.html.line_rules"),
    ("readers.html.tables",),
    ("readers.html.flow",),
    ("readers.html.assemble", "readers.html.body", "readers.html.metadata"),
    ("readers.html.read",),
    ("readers",),
    # The passes over one document, in their order.
    ("traits",),
    ("scan",),
    ("titles", "points", "headings", "formulas"),
    ("front", "inner"),
    ("back",),
    ("divide", "drafts"),
    ("overview",),
    ("body",),
    ("build",),
    ("anchors",),
    ("labels",),
    ("metadata.find",),
    # Citations in one document, from names and numbers to whole sentences.
    ("citations.base", "citations.dated", "citations.names", "citations.surroundings"),
    ("citations.numbers", "citations.clauses", "citations.units"),
    ("citations.places",),
    ("citations.amending", "citations.relative", "citations.typed", "citations.versions"),
    ("citations.finder", "citations.index"),
    ("citations.named", "citations.placed", "citations.unnamed"),
    ("citations.find",),
    ("terms.quotations", "terms.traps", "terms.authorities"),
    ("terms.meanings",),
    ("terms.definitions",),
    ("checks.pairs", "checks.printed", "checks.headings"),
    ("checks.quotes",),
    (
        "checks.characters",
        "checks.citations",
        "checks.numbering",
        "checks.claims",
        "checks.contents",
        "checks.definitions",
        "checks.images",
        "checks.statements",
    ),
    # What is built, as far as it can be told without the site as a whole.
    ("checks.page",),
    ("checks.links",),
    # What is known beside the documents, and what needs all of them.
    # The ledger of published addresses: its lines, what clauses say, what became of them.
    ("ledger.records", "ledger.fingerprint"),
    ("ledger.lines", "ledger.texts"),
    ("ledger.outcomes", "ledger.present", "ledger.rivals"),
    ("ledger.follow",),
    ("ledger.trace",),
    ("ledger.wording",),
    ("ledger.check", "ledger.table", "ledger.update"),
    ("ledger.names",),
    ("ledger.settle", "ledger.file"),
    ("silence",),
    ("catalog", "glossary", "citations"),
    ("entries",),
    ("named",),
    # What is published, looked up by hand.
    ("lookup.line_files", "lookup.names", "lookup.outline"),
    ("lookup.published",),
    ("lookup.places", "lookup.find_addresses", "lookup.pages", "lookup.todo"),
    ("lookup.lineage",),
    ("lookup.cite",),
    ("lookup.answers",),
    ("terms.holding", "terms.sought"),
    ("pipeline", "terms.senses", "terms.uses", "terms.candidates"),
    ("ledger.new_version",),
    ("terms.revised",),
    ("works",),
    ("related.comparison", "related.find"),
    ("lookup.realigned",),
    ("lookup.addresses",),
    ("lookup.address_report",),
    ("second_look", "conversions"),
    ("corpus",),
    # What the search of the site looks in: the clauses, their texts, and the places of words.
    ("search.clauses", "search.outlines", "search.spread"),
    ("search.part", "search.stream"),
    ("search.blocks", "search.groups", "search.heads", "search.wordings"),
    ("search.filing",),
    ("search.common", "search.postings", "search.segments"),
    ("search.base", "search.lists"),
    # By what documents and clauses are called, and what results are narrowed by.
    ("search.lineage",),
    ("search.facets", "search.names"),
    # How readers go through the documents.
    ("listing",),
    # From the documents to files.
    ("writers.clause_lines", "writers.history", "writers.escape", "writers.large"),
    ("writers.marks",),
    ("writers.paging", "writers.parts"),
    ("writers.images", "writers.metadata"),
    ("writers.excerpts", "writers.naming", "writers.page"),
    ("writers.fates", "writers.links"),
    ("writers.tombstones",),
    ("writers.versions",),
    # Documents side by side, from what is said of a row to the page.
    ("writers.compare_text", "writers.compare_words"),
    ("writers.compare_cells", "writers.compare_heads", "writers.compare_index"),
    ("writers.compare_rows",),
    (
        "writers.cited_by",
        "writers.compare",
        "writers.lists",
        "writers.references",
        "writers.related",
        "writers.revisions",
        "writers.used_terms",
    ),
    ("writers.apparatus", "writers.browse", "writers.cited_names", "writers.inline"),
    ("writers.place", "writers.tables", "writers.term_plan", "writers.unresolved"),
    (
        "writers.citations",
        "writers.charts",
        "writers.data",
        "writers.findings",
        "writers.markdown",
        "writers.pages",
        "writers.search_page",
        "writers.stubs",
        "writers.terms",
    ),
    ("writers.data_files", "writers.term_index"),
    # All of the index; what terms mean is said there in the writers' words.
    ("search.terms",),
    ("search.write",),
    ("checks.addresses",),
    # Pages stamped into a shell: Markdown to HTML, the frame, and how it is learned.
    ("shell.refusal", "shell.slots", "mkdocs_run"),
    ("shell.attributes", "shell.links", "shell.raw", "shell.sitemap"),
    ("shell.inline",),
    ("shell.render",),
    ("shell.outline",),
    ("shell.stamp",),
    ("shell.probes",),
    ("apart",),
    ("other_pages",),
    ("checks.pages", "mkdocs_build", "report", "proposal"),
    ("kept_frame", "page_task"),
    ("other_jobs",),
    ("page_jobs",),
    ("found_pages",),
    ("plain_pages",),
    ("project",),
    ("assemble",),
    ("exports", "inputs", "rerun", "site"),
    # What a run has changed, for people.
    ("summary.past",),
    ("summary.changes",),
    ("summary.page",),
    # Packages of a site.
    ("delivery.tree",),
    ("delivery.manifest",),
    ("delivery.unpack",),
    ("delivery.pack",),
    ("cluster", "options"),
    ("verify", "work"),
    ("cli.shared",),
    ("cli.questions", "cli.summing", "cli.verifying"),
    ("cli.ask", "cli.deliver", "cli.links", "cli.make", "cli.revised"),
    ("cli",),
    ("cli.__main__",),
)

#: Modules that may import only these of ours, wherever they stand in the table.
ONLY = {
    "pictures.layout": set[str](),
    "writers.escape": {"discards"},
    "writers.data": {
        "bundle",
        "card",
        "citation",
        "fact",
        "history.affected",
        "history.fates",
        "model",
        "span",
        "term",
        "view",
        "writers.clause_lines",
    },
    "writers.data_files": {
        "model",
        "parallel",
        "view",
        "writers.clause_lines",
        "writers.data",
        "writers.history",
        "writers.large",
    },
    "writers.large": {"bundle", "card", "compress", "settings"},
    "writers.clause_lines": {"model", "tree"},
    "writers.history": {"ledger.decisions", "view"},
    "writers.excerpts": {"document_view", "quote", "tree", "writers.escape"},
    "writers.findings": {"diagnostics", "finding_table.row", "findings", "writers.escape"},
    "writers.markdown": {
        "listing",
        "model",
        "span",
        "tree",
        "view",
        "writers.apparatus",
        "writers.escape",
        "writers.images",
        "writers.inline",
        "writers.marks",
        "writers.metadata",
        "writers.naming",
        "writers.parts",
        "writers.place",
        "writers.tables",
    },
    "writers.metadata": {
        "discards",
        "fact",
        "metadata.facts",
        "model",
        "span",
        "writers.escape",
    },
    "writers.page": {"writers.escape"},
    "writers.naming": {
        "citation",
        "citations.versions",
        "model",
        "title_names",
        "view",
        "writers.escape",
    },
    "writers.pages": {
        "bundle",
        "citation",
        "listing",
        "view",
        "writers.browse",
        "writers.escape",
        "writers.lists",
        "writers.page",
    },
    "writers.paging": {"writers.escape"},
    "writers.parts": set[str](),
    "exports": {"diagnostics", "finding_table.row", "findings", "report", "span"},
    "checks.page": {"diagnostics", "discards", "findings", "model", "source", "span"},
    "checks.links": {"checks.page", "diagnostics"},
    "checks.pages": {
        "checks.addresses",
        "checks.links",
        "checks.page",
        "diagnostics",
        "findings",
        "model",
    },
    "cache": set[str](),
    "inputs": {"cache"},
    "mkdocs_build": {
        "failures",
        "mkdocs_run",
        *(f"shell.{name}" for name in ("probes", "refusal", "sitemap", "slots", "stamp")),
    },
    "mkdocs_run": {"failures"},
    # What renders a page must be quick to load in any process.
    "shell.stamp": {
        *(f"shell.{name}" for name in ("outline", "refusal", "render", "slots")),
    },
    "compress": set[str](),
    "page_files": set[str](),
    "search.scripts": set[str](),
    "rerun": {"cache", "report"},
}

#: Modules that look at the XML of Word files.
WORD = "body drawings fields inline math notes numbering package read styles table xml".split()

#: Modules that look for related clauses in arrays.
RELATED = "choose coarse earlier find index near pairs rows titles weights words".split()

#: Libraries, and the only modules of ours that know them.
LIBRARIES = {
    "ahocorasick": {"terms.automaton"},
    "brotli": {"compress"},
    "click": {
        "cli",
        *(f"cli.{name}" for name in "ask deliver links make questions revised".split()),
        *(f"cli.{name}" for name in "shared summing verifying".split()),
        *("cluster", "inputs", "options"),
    },
    "dask": {"cluster"},
    "distributed": {"cluster"},
    "docx": {"readers.docx.package"},
    "lxml": {"checks.page"} | {f"readers.docx.{name}" for name in WORD},
    "mkdocs": {"mkdocs_build", "mkdocs_run"},
    "watchdog": {"mkdocs_run"},
    "numpy": {
        "ledger.fingerprint",
        *(f"search.{name}" for name in ("base", "bits", "blocks", "clauses", "common")),
        *(f"search.{name}" for name in ("filing", "groups", "lists", "part", "postings")),
        *(f"search.{name}" for name in ("segments", "stream", "wordings")),
        *(f"related.{name}" for name in RELATED),
    },
    "opencc": {"search.fold"},
    "pypdfium2": {"readers.pdf_pages"},
    "pypinyin": {"slugs"},
    "rapidfuzz": {"versions.diff", "versions.likeness", "yamlfile"},
    "ruamel": {"entries"},
    "yaml": {"yamlfile"},
}


@cache
def modules() -> dict[str, ast.Module]:
    """Parse the package; `converter/checks/pages.py` is `checks.pages`."""
    parsed = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        name = name.removesuffix(".__init__")
        parsed[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return parsed


#: Packages that hold nothing themselves.
EMPTY = (
    "shell",
    "__init__",
    "checks",
    "delivery",
    "finding_table",
    "history",
    "ledger",
    "lookup",
    "metadata",
    "old_ids",
    "pictures",
    "readers.docx",
    "readers.html",
    "related",
    "search",
    "summary",
    "terms",
    "versions",
    "writers",
)


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the full names of what a module imports, at its top or in a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where a name comes from"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def our_imports(name: str) -> set[str]:
    """Return the modules of ours that a module imports."""
    found = set()
    for full in imports(modules()[name]):
        parts = full.split(".")
        if parts[0] != "converter":
            continue
        # The longest part of the name that is a module; the rest is a name in it.
        known = (".".join(parts[1:end]) for end in range(len(parts), 1, -1))
        found.add(next((module for module in known if module in modules()), "__init__"))
    return found - set(EMPTY)


def strings(tree: ast.Module) -> Iterator[str]:
    """Yield the strings of a module that are no docstrings."""
    docs = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                docs.add(id(first.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_every_module_has_its_layer() -> None:
    listed = [name for row in LAYERS for name in row]
    assert len(listed) == len(set(listed))
    assert sorted(listed) == sorted(set(modules()) - set(EMPTY))
    for name in EMPTY:
        assert our_imports(name) == set()


@pytest.mark.parametrize("name", [name for row in LAYERS for name in row])
def test_imports_point_down(name: str) -> None:
    row = next(number for number, names in enumerate(LAYERS) if name in names)
    below = {other for names in LAYERS[:row] for other in names}
    assert our_imports(name) - below == set()


@pytest.mark.parametrize("name", ONLY)
def test_what_needs_little_imports_little(name: str) -> None:
    assert our_imports(name) - ONLY[name] == set()


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_known_in_one_place(library: str) -> None:
    users = {
        name
        for name, tree in modules().items()
        if any(full.split(".")[0] == library for full in imports(tree))
    }
    assert users == LIBRARIES[library]


def test_only_the_command_line_prints() -> None:
    for name, tree in modules().items():
        if name.partition(".")[0] == "cli":
            continue
        for node in ast.walk(tree):
            printed = isinstance(node, ast.Name) and node.id == "print"
            streamed = isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr", "echo")
            assert not (printed or streamed), f"{name}:{getattr(node, 'lineno', 0)}"


#: Suffixes of raw texts; that of the site's own pages is no secret.
SUFFIX = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, {*READERS, '.doc', '.docx', '.pdf'}))})\b"
)


def test_only_the_readers_know_suffixes() -> None:
    for name, tree in modules().items():
        if name in ("readers", "readers.advice", "readers.companions"):
            continue
        for node in ast.walk(tree):
            asked = isinstance(node, ast.Attribute) and node.attr in ("suffix", "suffixes")
            assert not asked, f"{name}:{getattr(node, 'lineno', 0)}"
        named = [text for text in strings(tree) if SUFFIX.search(text.replace("*.html", ""))]
        assert named == [], name


MARKUP = re.compile(
    r"<(?:a|p|div|span|table|t[rhd]|d[ltd]|[ou]l|li|mark|small|strong|em|details|summary|h[1-6])"
    r"(?:\s|>)|</[a-z]|\{\s*[#.][a-z]|data-editorial="
)


def test_only_writers_emit_markup() -> None:
    for name, tree in modules().items():
        # The shell turns the writers' Markdown into HTML.
        if not name.startswith(("writers.", "shell.")):
            assert [text for text in strings(tree) if MARKUP.search(text)] == [], name
    assert any(MARKUP.search(text) for text in strings(modules()["writers.markdown"]))


def public(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.AST]]:
    """Yield the public functions, classes and methods."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield f"{prefix}.{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{prefix}.{node.name}")


def test_everything_public_says_what_it_does() -> None:
    silent = [name for name, tree in modules().items() if not ast.get_docstring(tree)]
    for module, tree in modules().items():
        for name, node in public(tree.body, module):
            assert isinstance(node, ast.FunctionDef | ast.ClassDef)
            if not ast.get_docstring(node):
                silent.append(name)
    assert silent == []


def test_every_kind_of_finding_is_used() -> None:
    used = {
        text
        for name, tree in modules().items()
        if not name.startswith("finding_table.")
        for text in strings(tree)
    }
    assert set(FINDINGS) - used == set()


def value_of(node: ast.expr, tree: ast.Module) -> str | None:
    """Return a string written at a place, or named there and written at the module's top."""
    if isinstance(node, ast.Name):
        for statement in tree.body:
            if isinstance(statement, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id == node.id
                for target in statement.targets
            ):
                return value_of(statement.value, tree)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


#: Which argument of a call is the code of a finding.
CODES = {"report": 0, "report_file": 0, "Fault": 0, "Rule": 0, "Problems": 1, "Diagnostic": 0}


def test_every_code_that_is_reported_exists() -> None:
    codes = set()
    for tree in modules().values():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            place = CODES.get(node.func.id)
            if place is not None and len(node.args) > place:
                codes.add(value_of(node.args[place], tree))
    codes.discard(None)
    assert len(codes) > 15
    assert codes <= set(FINDINGS)


def test_findings_are_told_apart_and_explained() -> None:
    for code, row in FINDINGS.items():
        assert code == row.code and re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
        assert row.meaning.endswith(".") and row.advice.endswith(".")
        assert not row.input or row.severity == "error"


#: Names that belong to one machine, and must not be in what is published.
MACHINE = re.compile(r"/(?:home|root|Users|work)/\w")


def test_no_paths_of_one_machine() -> None:
    for name, tree in modules().items():
        assert [text for text in strings(tree) if MACHINE.search(text)] == [], name
