// What the benchmarks use of the packages in test/bench/package.json. Declared here, so that the types can be
// checked where those packages are not installed.
declare module 'minisearch' {
  interface Options {
    fields: string[];
    processTerm?: (term: string) => string | null;
    searchOptions?: {
      boost?: Record<string, number>;
      fuzzy?: number | ((term: string) => number | false);
      prefix?: boolean | ((term: string) => boolean);
      weights?: { fuzzy: number; prefix: number };
    };
  }
  export default class MiniSearch {
    constructor(options: Options);
    addAll(documents: readonly object[]): void;
    search(query: string): { id: number; score: number }[];
  }
}

declare module '@orama/orama' {
  export type Database = { readonly brand: unique symbol };
  export function create(options: {
    schema: Record<string, 'string'>;
    components?: {
      tokenizer?: {
        language: string;
        stemming: boolean;
        stemmer?: (word: string) => string;
        stopWords: string[];
      };
    };
  }): Database;
  export function insert(database: Database, document: object): unknown;
  export function search(
    database: Database,
    query: {
      term: string;
      limit: number;
      tolerance: number;
      threshold: number;
      boost?: Record<string, number>;
    },
  ): { hits: { score: number; document: Record<string, unknown> }[] };
}
declare module '@orama/stemmers/spanish' {
  export function stemmer(word: string): string;
}
declare module '@orama/stemmers/english' {
  export function stemmer(word: string): string;
}

declare module '@orama/stopwords/spanish' {
  export const stopwords: string[];
}
declare module '@orama/stopwords/english' {
  export const stopwords: string[];
}

declare module 'flexsearch' {
  interface Index {
    add(id: number, text: string): void;
    search(
      query: string,
      options: { limit: number; suggest: true; resolve: false },
    ): { result: (number[] | null)[] };
  }
  const flexsearch: {
    Charset: Record<'LatinBalance' | 'LatinAdvanced', object>;
    Encoder: new (...options: object[]) => object;
    Index: new (options: { tokenize: string; encoder: object }) => Index;
  };
  export default flexsearch;
}

declare module 'lunr' {
  interface Token {
    toString(): string;
    update(change: (text: string) => string): Token;
  }
  interface Query {
    term(
      terms: string | object[],
      options: { boost?: number; editDistance?: number; usePipeline?: boolean },
    ): void;
  }
  interface Builder {
    ref(name: string): void;
    field(name: string, options?: { boost: number }): void;
    add(document: object): void;
    use(plugin: (builder: Builder) => void): void;
    pipeline: { before(existing: unknown, added: unknown): void };
  }
  interface Index {
    query(ask: (query: Query) => void): { ref: string; score: number }[];
  }
  interface Lunr {
    (configure: (this: Builder) => void): Index;
    multiLanguage(...languages: string[]): (builder: Builder) => void;
  }
  const lunr: Lunr;
  export default lunr;
}
declare module 'lunr-languages/lunr.stemmer.support.js' {
  const plugin: (lunr: object) => void;
  export default plugin;
}
declare module 'lunr-languages/lunr.es.js' {
  const plugin: (lunr: object) => void;
  export default plugin;
}
declare module 'lunr-languages/lunr.multi.js' {
  const plugin: (lunr: object) => void;
  export default plugin;
}

declare module '@nlpjs/core' {
  export interface Container {
    use(plugin: unknown): void;
    registerConfiguration(tag: string, configuration: object, overwrite: boolean): void;
  }
  export function containerBootstrap(): Promise<Container>;
}
declare module '@nlpjs/nlp' {
  export class Nlp {
    constructor(settings: object);
    addDocument(locale: string, utterance: string, intent: string): void;
    train(): Promise<void>;
    process(
      locale: string,
      utterance: string,
    ): Promise<{ classifications: { intent: string; score: number }[] }>;
  }
}
declare module '@nlpjs/lang-es' {
  export const LangEs: unknown;
}
declare module '@nlpjs/lang-en' {
  export const LangEn: unknown;
}

declare module 'autocannon' {
  interface Request {
    method: string;
    headers: Record<string, string>;
    body?: string;
    setupRequest?(request: Request, context: { conversation?: string }): Request;
    onResponse?(status: number, body: string): void;
  }
  interface Result {
    duration: number;
    latency: { p50: number; p99: number };
    '2xx': number;
    non2xx: number;
    errors: number;
    timeouts: number;
  }
  export default function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    requests: Request[];
  }): Promise<Result>;
}
