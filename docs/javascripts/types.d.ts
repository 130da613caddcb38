/** What the scripts of the pages ask each other; they are classic scripts, so it is global. */

/** How the reader came to what the address names. */
interface TwArrival {
  /**
   * "link": from elsewhere, by a link that says no version; "site": from this site, or by a dated
   * address; "read": the reader has closed the notice.
   */
  kind: "link" | "site" | "read";
  /** Whether just now, and not by going back or reloading. */
  fresh: boolean;
  /** Remembers that the reader has closed the notice. */
  settle(): void;
}

interface TwSite {
  arrival?: TwArrival;
  permanent?: (hash: string, version?: string) => string;
  inside?: (address: string) => string;
  clauseOf?: (element: Element) => Element;
  labelOf?: (eid: string) => string;
  markOf?: (eid: string) => HTMLElement | null;
  nextBlock?: (block: Element) => Element | null;
  previousBlock?: (block: Element) => Element | null;
}

/** What a site keeps in the browser; early.js gives it to the theme's script, too. */
declare function __md_get(name: string, from?: Storage, scope?: URL): any;
declare function __md_set(name: string, value: unknown, to?: Storage, scope?: URL): void;
