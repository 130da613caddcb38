// @ts-check
/**
 * Loads the files of the search index.
 *
 * Each file is a script that hands over its bytes, as a page that is opened from a folder may load
 * scripts and nothing else. All but `manifest.js` lie in a folder named by their content, so that a
 * browser never mixes the files of two builds.
 */
(() => {
  "use strict";

  globalThis.tiaowen ??= {};
  const search = /** @type {TwSearch} */ (tiaowen.search ??= {});

  /** The characters of the files hold 15 bits each, from this one on. */
  const FIRST_CHARACTER = 0x3400;
  /** Bytes behind the last one that may be looked at. */
  const SPARE = 8;
  /** As in `converter/search/files.py`: what the files hold, and how. */
  const FORMAT = 1;
  /** So many files of JSON are kept; they are those of the last results. */
  const KEPT = 120;
  /** Files that every search needs. */
  const ALWAYS = new Set(["base", "sample"]);

  const script = document.currentScript;
  const root = new URL("..", script instanceof HTMLScriptElement ? script.src : location.href).href;

  /** The site has been built anew since this page was opened. */
  class TwStale extends Error {
    constructor() {
      super("the site has been built anew since this page was opened");
      this.name = "TwStale";
    }
  }

  /**
   * Who waits for the bytes of a file.
   * @type {Map<string, (bytes: Uint8Array) => void>}
   */
  const awaited = new Map();

  /**
   * Adds a script to the page and waits until it has run.
   * @param {string} address
   * @returns {Promise<void>}
   */
  const run = (address) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = () => {
        element.remove();
        resolve();
      };
      element.onerror = () => {
        element.remove();
        reject(new Error(`cannot be loaded: ${address}`));
      };
      document.head.append(element);
    });

  /**
   * Reads characters of 15 bits.
   * @param {number} size in bytes
   * @param {string} packed
   */
  const unpack = (size, packed) => {
    const bytes = new Uint8Array(size + SPARE);
    let held = 0;
    let bits = 0;
    let at = 0;
    for (let i = 0; i < packed.length; i += 1) {
      held = (held << 15) | (packed.charCodeAt(i) - FIRST_CHARACTER);
      bits += 15;
      while (bits >= 8 && at < size) {
        bits -= 8;
        bytes[at] = held >>> bits;
        at += 1;
      }
      held &= (1 << bits) - 1;
    }
    return bytes;
  };

  let announced = "";
  let format = FORMAT;
  /** @type {Promise<string> | undefined} */
  let version;

  const loadVersion = async () => {
    // The one name that does not change with the content, so that no copy may answer for it.
    await run(`${root}search/manifest.js?${Date.now()}`);
    // A browser may have kept this script from before, or the file that was just loaded.
    if (format !== FORMAT) throw new TwStale();
    return announced;
  };

  /** The folder of the index: asked for once, and kept as long as the page is open. */
  const opened = () => {
    version ??= loadVersion().catch((error) => {
      version = undefined;
      throw error;
    });
    return version;
  };

  /**
   * Loads a file. One that is missing because another build has taken the place of this one is
   * `TwStale`.
   * @param {string} name
   * @returns {Promise<Uint8Array>}
   */
  const loadAnew = async (name) => {
    const known = await opened();
    /** @type {Promise<Uint8Array>} */
    const taken = new Promise((resolve) => awaited.set(name, resolve));
    try {
      await run(`${root}search/${known}/${name}.js`);
    } catch (error) {
      awaited.delete(name);
      if ((await loadVersion()) !== known) throw new TwStale();
      throw error;
    }
    return taken;
  };

  /** @type {Map<string, Promise<Uint8Array>>} */
  const underWay = new Map();

  /**
   * Loads a file, once for all that ask for it at the same time.
   * @param {string} name
   * @returns {Promise<Uint8Array>} its bytes, and some zeros behind them
   */
  const load = (name) => {
    const known = underWay.get(name);
    if (known) return known;
    const loading = loadAnew(name).finally(() => underWay.delete(name));
    underWay.set(name, loading);
    return loading;
  };

  /** @param {BlobPart[]} parts of a stream as RFC 1950 describes it */
  const inflate = (parts) => {
    const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).arrayBuffer();
  };

  /** @param {ArrayBuffer} bytes @param {number} [from] */
  const parse = (bytes, from = 0) => JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, from)));

  /** @param {Uint8Array} bytes with the spare ones */
  const whole = (bytes) => bytes.subarray(0, bytes.length - SPARE);

  /** @param {string} name */
  const readJson = async (name) => parse(await inflate([whole(await load(name))]));

  /**
   * Reads a file that was compressed as what follows a sample (`Files.add_like`): the sample goes
   * before it, in a block that is not compressed.
   * @param {string} name
   */
  const readLike = async (name) => {
    const [bytes, text] = await Promise.all([load(name), json("sample")]);
    const sample = new TextEncoder().encode(text);
    const low = sample.length & 0xff;
    const high = sample.length >> 8;
    const head = new Uint8Array([0x78, 0x9c, 0, low, high, low ^ 0xff, high ^ 0xff]);
    return parse(await inflate([head, sample, whole(bytes)]), sample.length);
  };

  /** @type {Map<string, Promise<any>>} the ones asked for last come last */
  const values = new Map();

  /**
   * Takes what was read before, or reads it.
   * @param {string} name
   * @param {(name: string) => Promise<any>} read
   * @returns {Promise<any>}
   */
  const remember = (name, read) => {
    const value =
      values.get(name) ??
      read(name).catch((error) => {
        values.delete(name);
        throw error;
      });
    values.delete(name);
    values.set(name, value);
    for (const old of values.keys()) {
      if (values.size <= KEPT) break;
      if (!ALWAYS.has(old)) values.delete(old);
    }
    return value;
  };

  /** @param {string} name */
  const json = (name) => remember(name, readJson);
  /** @param {string} name */
  const like = (name) => remember(name, readLike);

  search.root = root;
  search.store = { load, json, like };
  search.TwStale = TwStale;
  /**
   * Called by `manifest.js`.
   * @param {string} name
   * @param {number} number of the format
   */
  search.begin = (name, number) => {
    announced = name;
    format = number;
  };
  /**
   * Called by every file.
   * @param {string} name
   * @param {number} size
   * @param {string} packed
   */
  search.take = (name, size, packed) => {
    awaited.get(name)?.(unpack(size, packed));
    awaited.delete(name);
  };
})();
