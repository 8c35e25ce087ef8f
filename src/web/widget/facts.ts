import type { ByLanguage, Language } from '../../language/index.ts';

/** What the server puts into the widget's script: all that must show before there is any connection. */
export interface Facts {
  /** Date of issue of the first document (ISO 8601). */
  readonly issued: string;
  /** Short titles of the documents by id. */
  readonly documents: Readonly<Record<string, ByLanguage<string>>>;
  /** The languages that there are, what each calls itself, and what a person says who wants it. */
  readonly languages: readonly { readonly code: Language; readonly name: string; readonly wish: string }[];
  /** Questions to begin with. */
  readonly questions: ByLanguage<readonly string[]>;
  /** What this assistant is, can, cannot, and keeps: one sentence each. */
  readonly intro: ByLanguage<readonly string[]>;
  /** `locales/<lang>/widget.json`. */
  readonly sentences: ByLanguage<Readonly<Record<string, object | string>>>;
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
