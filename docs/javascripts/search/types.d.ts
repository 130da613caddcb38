/** What the scripts of the search hand to each other. No script: it is read by the type checker. */

/** The file `base`, which every search needs, written by `converter/search/write.py`. */
interface TwBase {
  /** Titles, in the order of the documents; all other lists of documents are in this order. */
  titles: string[];
  /** Dates in ISO 8601, or "". */
  dates: string[];
  /** How the documents may be called, written by `converter/search/names.py`. */
  names: TwNames;
  /** What documents are filtered by, written by `converter/search/facets.py`. */
  facets: TwFacets;
  /** How many clauses each document has. */
  clauses: number[];
  /**
   * The clauses, counted from 0 in the order of documents and clauses, with more than one slot: how
   * many lie between each and the one before it, then how many slots it has beside the first.
   */
  long: number[];
  /** The first clause of each file of texts: what each adds to the one before. */
  blocks: number[];
  /**
   * The first pair of each file of lists, its units counted in the alphabet: what the first one adds
   * to that of the file before, then the second one.
   */
  lists: number[];
  /** Frequent wordings; each has a file that lists its clauses. */
  common: string[];
  /** The first document of each file of outlines: what each adds to the one before. */
  outlines: number[];
  /** How many files of terms there are; 0 for none. */
  terms: number;
  /** 1 where there is a file `moved`. */
  moved?: number;
  /** The different UTF-16 units of the folded texts: what each adds to the one before; 0 is first. */
  alphabet: number[];
}

interface TwNames {
  /** Aliases by the place of the document. */
  aliases: Record<string, string[]>;
  /** Numbers (文号) by the place of the document. */
  numbers: Record<string, string[]>;
  /** The documents that are versions of one, by their places, the oldest first. */
  versions: number[][];
  /** The kinds of document that names end with, as alternatives of a pattern. */
  kinds: string;
}

/**
 * The file `vN` of the versions of one document, written by `converter/search/lineage.py`: what the
 * clauses of each, by their places in it, became in the next; null where that is not known. `runs`
 * is, for one run of clauses after another, how many there are, and the place of what the first
 * became, or -1 for a run of clauses that did not last. `several` are clauses that became several:
 * each its place and theirs.
 */
type TwLineage = ([runs: number[], several: number[][]] | null)[];

/**
 * The file `moved`, written by `converter/search/lineage.py`: addresses that the ledger knows and
 * that lead nowhere by themselves, as `slug#eid`, or `slug#` for a document as a whole. Each with the
 * place of the document that it leads to, or -1; the clause there, "" for the document; 1 where what
 * was there was removed, so that this is its successor; its first words, or the title. Ids of a
 * document with another name are left out where they are found there.
 */
type TwMoved = Record<string, [doc: number, eid: string, removed: number, words: string]>;

/** A step of the way to a clause, as in `converter/mention.py`. */
interface TwStep {
  unit: string;
  /** 0 for none. */
  value: number;
  /** What follows 之, else 0. */
  sub: number;
  arabic: boolean;
  /** As it is said: 第二十条. */
  words: string;
}

/** A citation that somebody types. */
interface TwTyped {
  /** The document; may be empty. */
  name: string;
  path: TwStep[];
  /** The end of a range, else empty. */
  last: TwStep[];
  /** Whether it can only be a citation: 第二十条, 《监察法》. */
  sure: boolean;
}

/** A document or a clause of it. */
interface TwPlace {
  doc: number;
  /** Its place among the clauses of the document; null for the document. */
  clause: number | null;
  /** "" for the document. */
  eid: string;
  /** The last clause of a range. */
  last?: string;
  /** What is to be said of it beside the others: 原第十二条（2018年3月20日文本）. */
  said?: string;
}

/** What `search.cite` answers. */
interface TwPlaces {
  places: TwPlace[];
  /** What is to be said of it, as in `TwAnswer`. */
  note: string;
  /** Whether the one place is meant without doubt. */
  exact: boolean;
}

/** The file `pinyin`, written by `converter/search/names.py`: how titles and aliases are read. */
interface TwSpelling {
  /** Syllables, each with the characters that are read so. */
  syllables: string[];
  /** Words in which a character is read otherwise: the word, its place there, its syllable. */
  words: [word: string, at: number, syllable: string][];
  /** Slugs that do not follow from the title, by the place of the document. */
  slugs: Record<string, string>;
}

interface TwFacets {
  /** The values of each filter; a document has the value at the place that its list names. */
  kind: { values: string[]; of: number[] };
  issuer: { values: string[]; of: number[] };
  year: { values: string[]; of: number[] };
  status: { values: string[]; of: number[] };
  /** Places of documents of which the collection has a later version. */
  superseded: number[];
}

/** A file of texts: clauses one after another. */
interface TwBlock {
  /** The slug of each document in it, by its place. */
  slugs: Record<string, string>;
  /**
   * The ids of the clauses, a line each: how many characters it shares with the one before, as the
   * character so far behind "0", then the rest.
   */
  eids: string;
  /** Their labels, likewise. */
  labels: string;
  /** Of clauses with a heading the place among them and the length of the heading. */
  headings: number[];
  texts: string[];
}

/** A clause, or a document where `eid` is empty, as a row of results. */
interface TwRow {
  /** The place of the document. */
  doc: number;
  title: string;
  date: string;
  kind: string;
  superseded: boolean;
  slug: string;
  eid: string;
  /** Such as 第二章第二十条第二款; "" for a document. */
  label: string;
  heading: string;
  /** From the root of the site: `documents/…/#…`, completed for `file://`, with the words to mark. */
  url: string;
  /** The sentence, or several, in pieces: each with whether it is marked. */
  parts: [text: string, marked: boolean][];
  /** How many places the words have in it. */
  count: number;
  /** As in `TwPlace`. */
  said?: string;
}

interface TwGroup {
  doc: number;
  title: string;
  date: string;
  kind: string;
  superseded: boolean;
  url: string;
  /** How many of its clauses have the words. */
  count: number;
  /** The first ones of them. */
  rows: TwRow[];
}

interface TwFilters {
  kind?: string;
  issuer?: string;
  year?: string;
  status?: string;
  /** Leaves out what has a later version. */
  current?: boolean;
  /** Shows the articles that have the words in several of their paragraphs and items only. */
  apart?: boolean;
}

interface TwDefinition {
  term: string;
  text: string;
  /** Who defines it, such as 《…》第三条 or 某准则（2016年10月27日）; "" where nobody is known to. */
  source: string;
  /** The sense on the page of the term, from the root of the site. */
  url: string;
  /** The place of the document that defines it; null where none of the collection does. */
  doc: number | null;
  /** The defining clause, by its place among the clauses of the document; null likewise. */
  clause: number | null;
}

/** Where a citation or a name leads. */
interface TwAnswer {
  rows: TwRow[];
  /** What is to be said of it: 没有这一条, 可能指, 另有其他版本; "" where all is well. */
  note: string;
  /** Whether Enter goes to the first row; where it is not said, without a note. */
  exact?: boolean;
}

interface TwOutcome {
  query: string;
  /** The words to mark, folded. */
  words: string[];
  answer: TwAnswer;
  definitions: TwDefinition[];
  /** Sentences above the results; each with a query that shows what it tells of, or null. */
  notes: { text: string; query: string | null }[];
  /**
   * What was counted: clauses that have all words; documents whose titles have them, where the query
   * asks for titles only; articles that have them in several of their paragraphs and items; clauses
   * with some of the words, of documents that have all, though no clause or article does; clauses
   * with most of them; nothing.
   */
  scope: "clauses" | "titles" | "articles" | "documents" | "most" | "none";
  /** How many there are, with the filters. */
  total: number;
  /** In how many documents. */
  documents: number;
  /** Articles whose paragraphs and items together have all words, beside `total`. */
  apart(): Promise<number>;
  /** How many there are of each value of a filter, were it the only change; the most first. */
  facets: Record<"kind" | "issuer" | "year" | "status", [value: string, count: number][]>;
  /** How many of `total` are current. */
  current: number;
  /** Documents in the order of results from one on, each with its first clauses. */
  groups(start: number, count: number, rows: number): Promise<TwGroup[]>;
  /** Clauses of one document in the order of results. */
  rowsOf(doc: number, start: number, count: number): Promise<TwRow[]>;
}

/** What has a wording. */
interface TwHits {
  /** The clauses, counted among all, in order. */
  clauses: Int32Array;
  /** How often each has it. */
  counts: Uint16Array;
  /** 1 where a heading has it. */
  headed: Uint8Array;
  /** Where it begins, in order; null where the places are not known. */
  places: Int32Array | null;
}

/** Clauses in order, each with what it weighs among results. */
interface TwFound {
  clauses: Int32Array;
  scores: Float64Array;
  /** For each clause of all the first one of its article, where articles were looked for. */
  articleOf?: Int32Array;
  /** What to mark, where that is not the words of the query. */
  words?: string[];
}

/** What was found, and what was counted; `apart` are articles beside it. */
interface TwLooked {
  scope: TwOutcome["scope"];
  found: TwFound;
  apart: (() => Promise<TwFound>) | null;
}

/** The lists of the base, worked out. */
interface TwTables {
  documents: number;
  clauses: number;
  /** For each document its first clause and place; one more number tells where the last one ends. */
  firstClause: Int32Array;
  firstPlace: Int32Array;
  /** For each clause its document and its first slot. */
  documentOf: Int32Array;
  slotOf: Int32Array;
  /** For each slot its clause. */
  clauseOf: Int32Array;
  /** The first pair of each file of lists. */
  files: number[];
  alphabet: number[];
  known: Set<string>;
  /** Frequent wordings, with the number of their file. */
  common: Map<string, number>;
  /** For each clause the first one of its article; loaded when somebody asks. */
  articleOf?: Promise<Int32Array>;
}

/** A query, its words folded. */
interface TwQuery {
  /** What a clause has to have. */
  words: string[];
  /** What it must not have. */
  without: string[];
  /** What the title of its document has to have, and what it must not have. */
  title: string[];
  untitled: string[];
}

/** What is shown of a clause. */
interface TwClause {
  slugs: Record<string, string>;
  eid: string;
  label: string;
  heading: string;
  text: string;
}

/** What is at `tiaowen.search`: each script adds its part. */
interface TwSearch {
  // store.js
  /** Where the site is. */
  root: string;
  /**
   * Files of the index: `load` gives the bytes with some zeros behind them, `json` what they hold,
   * `like` what those hold that are compressed behind the file `sample`.
   */
  store: {
    load(name: string): Promise<Uint8Array>;
    json(name: string): Promise<any>;
    like(name: string): Promise<any>;
  };
  TwStale: new () => Error;
  /** Called by `manifest.js`. */
  begin(version: string, format: number): void;
  take(name: string, size: number, packed: string): void;
  // text.js
  /** Folds width, case, quotation marks and traditional characters; removes white space. */
  fold(text: string): string;
  /** Where words stand in a text, joined where they overlap. */
  findAll(text: string, words: string[]): [start: number, end: number][];
  read(text: string): TwQuery;
  loadTraditional(): Promise<void>;
  // codes.js
  codes: {
    readFile(
      bytes: Uint8Array, first: number, tables: TwTables, wanted: (pair: number) => boolean,
    ): Map<number, Int32Array>;
    readCommon(tables: TwTables, bytes: Uint8Array): TwHits;
  };
  // lists.js
  SLOT: number;
  lists: {
    makeTables(base: TwBase): TwTables;
    find(tables: TwTables, wording: string, placed?: boolean): Promise<TwHits>;
    toHits(tables: TwTables, list: Int32Array, length: number): TwHits;
  };
  // texts.js
  texts: {
    loadClause(base: TwBase, clause: number): Promise<TwClause>;
    row(base: TwBase, doc: number, clause: number, words: string[]): Promise<TwRow>;
    documentRow(base: TwBase, doc: number, clause: number): Promise<TwRow>;
    excerpt(text: string, words: string[]): TwRow["parts"];
    about(base: TwBase, doc: number): Pick<TwRow, "doc" | "title" | "date" | "kind" | "superseded">;
    addressOf(slug: string, eid: string, words: string[]): string;
  };
  scan(tables: TwTables, wording: string): Promise<TwHits>;
  needsTable(text: string): boolean;
  // passages.js
  inArticles(all: TwHits[], tables: TwTables, whole: TwFound): Promise<TwFound>;
  articleExcerpt(base: TwBase, tables: TwTables, found: TwFound, first: number, words: string[]): Promise<TwRow["parts"]>;
  across(wording: string, tables: TwTables): Promise<TwFound | null>;
  // engine.js
  /** Loads what every search needs; call it as soon as a search is likely. */
  open(): Promise<TwBase>;
  ready(): { base: TwBase; tables: TwTables };
  lookUp(
    query: TwQuery, filters: TwFilters, tables: TwTables, answered?: Promise<boolean>,
  ): Promise<TwLooked>;
  /** What a document weighs where a clause of it defines the term that is searched for. */
  DEFINED: number;
  // terms.js
  /** What a wording means, folded as by `fold`; current documents first. */
  definitions(folded: string, base: TwBase): Promise<TwDefinition[]>;
  // dated.js, lineage.js
  dated: {
    BEFORE: string;
    split(name: string): [rest: string, version: string][];
    leading(text: string): string;
    trailing(text: string): string;
    /** 2018年3月20日 for a date in ISO 8601; what is none as it is. */
    day(date: string): string;
  };
  lineage: { family(doc: number, base: TwBase): number[] };
  // cite.js, answer.js
  /**
   * Where a citation or a name leads.
   * @param here the document that is open, its slug or place
   * @param slips whether a name may have a slip
   */
  cite(
    query: string, base: TwBase, here?: string | number | null, slips?: boolean,
  ): Promise<TwPlaces>;
  answer(text: string, base: TwBase, tables: TwTables, slips?: boolean): Promise<TwAnswer>;
  // results.js
  /** Rejects with `TwStale` where the site has been rebuilt and with an Error where files are missing. */
  run(query: string, filters?: TwFilters): Promise<TwOutcome>;
  // address.js, rows.js, filters.js, view.js
  addresses: TwAddresses;
  rows: TwRows;
  filters(change: (filters: TwFilters) => void): TwFilterBox;
  view(options: TwViewOptions): TwView;
}

/** What is searched for, as the address of the page `search/` states it. */
interface TwState {
  query: string;
  filters: TwFilters;
  /** The page of results, from 1 on. */
  page: number;
}

/** Writes and reads the addresses of results. */
interface TwAddresses {
  write(root: string, state: TwState): string;
  /** What the address of the page that is open says. */
  read(): TwState;
}

/** Parts of results as elements; `root` leads to the root of the site. */
interface TwRows {
  make<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    css?: string,
    ...inside: (Node | string)[]
  ): HTMLElementTagNameMap[K];
  button(css: string, words: string, act: () => void): HTMLButtonElement;
  answer(answer: TwAnswer, root: string): HTMLElement;
  definitions(definitions: TwDefinition[], root: string): HTMLElement;
  group(group: TwGroup, outcome: TwOutcome, root: string): HTMLElement;
}

/** The choices by which results are narrowed. */
interface TwFilterBox {
  element: HTMLDetailsElement;
  /** Shows what there is to choose and what is chosen; nothing to choose hides the box. */
  update(outcome: TwOutcome | null, filters: TwFilters): void;
}

interface TwViewOptions {
  root: string;
  /** How many documents a page of results has, and how many clauses of each. */
  documents: number;
  rows: number;
  /** Whether the choices are open at first. */
  open: boolean;
  address(state: TwState): string;
  /** What to show where there is nothing to search for. */
  help: HTMLElement;
  /** Called when the reader has chosen a filter or turned a page. */
  turned(state: TwState): void;
  /** Called when the reader wants another query. */
  ask(query: string): void;
}

/** A place for results; there is one on a page. */
interface TwView {
  element: HTMLElement;
  state: TwState;
  /** What is shown; null while that is not the state. */
  outcome: TwOutcome | null;
  /** Resolves when the state is shown, or that it cannot be. */
  ready: Promise<void>;
  show(state: TwState): Promise<void>;
  /** Puts the focus before the results. */
  focus(): void;
}

/** The scripts that are loaded add to it; what others may use of it is in `TwSearch`. */
declare var tiaowen: TwSite & { search?: { [part: string]: any } };

/** What the checker's own description of browsers does not have yet. */
interface Highlight {
  priority: number;
}
declare var Highlight: { new (...ranges: Range[]): Highlight };
declare var DecompressionStream: { new (format: string): ReadableWritablePair<Uint8Array, Uint8Array> };
declare namespace CSS {
  var highlights: Map<string, Highlight> | undefined;
}
