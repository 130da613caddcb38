/** What the scripts of the search hand to each other. No script: it is read by the type checker. */

/** The lists that the whole search needs, written by `converter/search/base.py`. */
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
  /** The clauses, counted from 0 in the order of documents and clauses, with more than one slot: gaps, and how many more. */
  long: number[];
  /** The first clause of each block of texts: gaps. */
  blocks: number[];
  /** The first two characters of each file of lists, one after another. */
  lists: string;
  /** Frequent wordings, by the file that lists their clauses. */
  common: string[][];
  /** The first document of each file of outlines, `outlines-0` and so on: gaps. */
  outlines: number[];
  /** How many files of terms there are; 0 for none. */
  terms: number;
  /** Han characters that the texts have, after folding: a bit each from U+3400 to U+9FFF. */
  characters: string;
}

interface TwNames {
  /** Aliases by the place of the document. */
  aliases: Record<string, string[]>;
  /** Numbers (文号) by the place of the document. */
  numbers: Record<string, string[]>;
  /** Places of the documents whose like-named documents are versions of one. */
  versions: number[];
  /** The kinds of document that names end with, as alternatives of a pattern. */
  kinds: string;
}

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
  /** Of each clause its id, label, printed number, length of its heading in characters, text. */
  rows: [eid: string, label: string, num: string, heading: number, text: string][];
}

/** A clause, or a document where `eid` is empty, as a row of results. */
interface TwRow {
  /** The place of the document. */
  doc: number;
  title: string;
  date: string;
  kind: string;
  superseded: boolean;
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
}

interface TwDefinition {
  term: string;
  text: string;
  /** Who defines it, such as 《…》第三条; "" for the glossary. */
  source: string;
  url: string;
}

/** Where a citation or a name leads. */
interface TwAnswer {
  rows: TwRow[];
  /** What is to be said of it: 没有这一条, 可能指, 另有其他版本; "" where all is well. */
  note: string;
}

interface TwOutcome {
  query: string;
  /** The words to mark, folded. */
  words: string[];
  answer: TwAnswer;
  definitions: TwDefinition[];
  /**
   * What was counted: clauses that have all words; documents that have them, though no clause does;
   * clauses that have most of them; nothing.
   */
  scope: "clauses" | "documents" | "most" | "none";
  /** How many there are, with the filters. */
  total: number;
  /** In how many documents. */
  documents: number;
  /** Articles whose paragraphs and items together have all words, beside `total`. */
  apart: number;
  /** How many there are of each value of a filter, were it the only change; the most first. */
  facets: Record<"kind" | "issuer" | "year" | "status", [value: string, count: number][]>;
  /** How many of `total` are current. */
  current: number;
  /** Documents in the order of results from one on, each with its first clauses. */
  groups(start: number, count: number, rows: number): Promise<TwGroup[]>;
  /** Clauses of one document in the order of results. */
  rowsOf(doc: number, start: number, count: number): Promise<TwRow[]>;
}

/** What is at `tiaowen.search`. */
interface TwSearch {
  /** Loads what every search needs; call it as soon as a search is likely. */
  open(): Promise<TwBase>;
  /** Rejects with `TwStale` where the site has been rebuilt and with an Error where files are missing. */
  run(query: string, filters?: TwFilters): Promise<TwOutcome>;
  /** Where a citation or a name leads; `here` is the document that is open, its slug or place. */
  cite(query: string, base: TwBase, here?: string | number | null): Promise<TwPlaces>;
  /** The address that shows these results, from the root of the site. */
  address(query: string, filters?: TwFilters): string;
}
