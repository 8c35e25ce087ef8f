import type { Language } from '../../language/index.ts';

type Bilingual = Readonly<Record<Language, string>>;

/** What the server puts into the widget's script: all that must show before there is any connection. */
export interface Facts {
  /** Date of issue of the first document (ISO 8601). */
  readonly issued: string;
  /** Short titles of the documents by id. */
  readonly documents: Readonly<Record<string, Bilingual>>;
  /** Questions to begin with. */
  readonly questions: Readonly<Record<Language, readonly string[]>>;
  /** What this assistant is, can, cannot, and keeps: one sentence each. */
  readonly intro: Readonly<Record<Language, readonly string[]>>;
  /** `locales/<lang>/widget.json`. */
  readonly sentences: Readonly<Record<Language, Readonly<Record<string, object | string>>>>;
  readonly contacts: {
    readonly phone: string | null;
    readonly emergency: string | null;
    readonly url: string | null;
    readonly hours: string | null;
  };
  /** True where the document names no intermediaries, which then may be said. */
  readonly noIntermediaries: boolean;
  /** Path of the module that answers without a connection. */
  readonly offline: string;
}
