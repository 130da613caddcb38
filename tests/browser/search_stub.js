// Made-up outcomes of the search in place of its engine: what there is depends on the query.
(() => {
  "use strict";
  globalThis.tiaowen ??= {};
  const search = (tiaowen.search ??= {});
  globalThis.asked = [];

  const MEASURES = "documents/tuijin-quanmian-congyan-zhidang-gongzuo-cuoshi/";
  const leaf = location.protocol === "file:" ? "index.html" : "";
  const KINDS = ["意见", "通知", "办法"];

  const docOf = (doc) => ({
    doc,
    title: doc ? `关于第${doc}项工作的${KINDS[doc % 3]}` : "推进全面从严治党工作措施",
    date: doc ? `20${10 + (doc % 10)}-03-0${1 + (doc % 9)}` : "",
    kind: doc ? KINDS[doc % 3] : "措施",
    superseded: doc % 5 === 3,
    slug: doc ? `made-${doc}` : MEASURES.split("/")[1],
  });
  const rowOf = (doc, number, words) => ({
    ...docOf(doc),
    eid: doc ? `art_${number}` : `para_${number}`,
    label: doc ? `第${number}条` : `第${number}条`,
    heading: number % 2 ? "" : "加强监督检查",
    url: `${doc ? `documents/made-${doc}/` : MEASURES}${leaf}?h=${encodeURIComponent(words)}#${
      doc ? "art" : "para"
    }_${number}`,
    parts: [["各级党组织应当准确把握", false], [words, true], ["，让咬耳扯袖、红脸出汗成为常态。", false]],
    count: number % 3 ? 1 : 2,
  });

  const outcome = (query, sizes, more) => {
    const total = sizes.reduce((sum, [, size]) => sum + size, 0);
    const counted = (of) =>
      [...new Set(sizes.map(([doc]) => of(docOf(doc))))].map((value) => [
        value,
        sizes.filter(([doc]) => of(docOf(doc)) === value).reduce((sum, [, size]) => sum + size, 0),
      ]);
    const rows = (doc, size, start, count) =>
      Array.from({ length: Math.max(0, Math.min(count, size - start)) }, (_, at) =>
        rowOf(doc, doc ? start + at + 1 : 30 + start + at, query),
      );
    return {
      query,
      words: query.split(" "),
      answer: { rows: [], note: "" },
      definitions: [],
      notes: [],
      scope: total ? "clauses" : "none",
      total,
      documents: sizes.length,
      apart: async () => 0,
      facets: { kind: counted((d) => d.kind), issuer: [], year: counted((d) => d.date.slice(0, 4)), status: [] },
      current: sizes.filter(([d]) => !docOf(d).superseded).reduce((sum, [, size]) => sum + size, 0),
      groups: async (start, count, most) =>
        sizes.slice(start, start + count).map(([doc, size]) => ({
          ...docOf(doc),
          url: doc ? `documents/made-${doc}/${leaf}` : `${MEASURES}${leaf}`,
          count: size,
          rows: rows(doc, size, 0, most),
        })),
      rowsOf: async (doc, start, count) => {
        const size = sizes.find(([known]) => known === doc)?.[1] ?? 0;
        return rows(doc, size, start, count);
      },
      ...more,
    };
  };

  const many = Array.from({ length: 25 }, (_, at) => [at, at === 1 ? 120 : 1 + (at % 7)]);

  const run = async (query, filters = {}) => {
    globalThis.asked.push([query, filters]);
    if (query.startsWith("慢")) await new Promise((done) => (globalThis.goOn = done));
    if (query === "坏") throw new Error("missing");
    if (query === "旧") throw Object.assign(new Error("stale"), { name: "TwStale" });
    if (query === "没有") return outcome(query, []);
    if (query === "措施第20条") {
      const answer = { rows: [{ ...rowOf(0, 20, ""), parts: [], url: `${MEASURES}${leaf}#para_20` }], note: "" };
      return outcome(query, [], { answer });
    }
    if (query === "措施第99条") {
      const row = { ...rowOf(0, 20, ""), label: "", eid: "", heading: "", parts: [], count: 0, url: `${MEASURES}${leaf}` };
      return outcome(query, [], { answer: { rows: [row], note: "《推进全面从严治党工作措施》没有第99条。" } });
    }
    if (query === "散见") return outcome(query, [[1, 3], [2, 1]], { scope: "documents" });
    if (query === "大部") return outcome(query, [[1, 3], [2, 1]], { scope: "most" });
    if (query === "标题：办法") return outcome(query, [[2, 1], [5, 1]], { scope: "titles" });
    if (query === "“在引号中”") {
      const notes = [{ text: "另有 9 条含有该词语而不带引号", query: '"监督"' }];
      return outcome(query, [[2, 1]], { notes });
    }
    if (query === "四种形态" && filters.apart) return outcome(query, [[2, 2]], { scope: "articles" });
    if (query === "四种形态") {
      const definitions = [
        {
          term: "四种形态",
          text: "监督执纪的四种形态，即经常开展批评和自我批评、约谈函询，让“红红脸、出出汗”成为常态等。",
          source: "《中国共产党党内监督条例》第七条",
          url: `glossary/${leaf}`,
        },
      ];
      return outcome(query, [[0, 1], [1, 3]], { definitions, apart: async () => 2 });
    }
    const kept = many.filter(
      ([doc]) =>
        (!filters.kind || docOf(doc).kind === filters.kind) &&
        (!filters.year || docOf(doc).date.startsWith(filters.year)) &&
        (!filters.current || !docOf(doc).superseded),
    );
    return outcome(query, kept);
  };

  // The engine of the site does not take its place again.
  Object.defineProperty(search, "run", { get: () => run, set: () => undefined });
  Object.defineProperty(search, "open", { get: () => async () => ({}), set: () => undefined });
  search.fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[“”]/g, '"').replace(/\s+/g, "");
})();
