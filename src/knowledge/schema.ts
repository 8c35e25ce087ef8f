import { z } from 'zod';
import { FACETS } from '../answer/reply.ts';
import { type ByLanguage, languageOf } from '../language/index.ts';

/**
 * The form of the files in `knowledge/`. What a file may hold beyond this is refused, so that a misspelt key
 * does not silently lose a text.
 */
const line = z.string().trim().min(1).max(4000);
/** A translation may be missing in a draft: left out or left empty, it is read as ''. */
const translation = (inner: z.ZodType<string>) =>
  z.union([inner, z.null(), z.undefined()]).transform(text => text ?? '');
/** Spanish and English, and any other language by its code. */
const inEach = (inner: z.ZodType<string>) =>
  byLanguage(z.object({ es: inner, en: translation(inner) }), translation(inner));
const translated = inEach(line);
const each = <T extends z.ZodType>(inner: T) => byLanguage(z.object({ es: inner, en: inner }), inner);
/** Only Spanish and English: what the trained judgement knows words by. */
const both = <T extends z.ZodType>(inner: T) => z.strictObject({ es: inner, en: inner });
/** A list that may be left empty: `es:` with nothing behind it. */
const lines = (inner: z.ZodType<string>) => z.union([z.array(inner), z.null()]).transform(list => list ?? []);
const entryId = z.string().regex(/^[a-z]+(-[a-z]+)*(\.[1-9][0-9]{0,3})?$/);
export const LABEL_LENGTH = 20;

export const entryFile = z.strictObject({
  id: entryId,
  section: translated,
  title: inEach(line.max(60)),
  label: inEach(line.max(LABEL_LENGTH)),
  facets: z.array(z.enum(FACETS)),
  text: translated.optional(),
  children: z.array(entryId).min(1).optional(),
  questions: each(lines(line.max(300))),
  /** Written by the import where the official text has changed; the line is taken out when the translation is right. */
  translation: z.literal('pending').optional(),
});

export const documentFile = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: translated,
  short_title: translated,
  issuer: translated,
  issued: z.iso.date(),
  legal_basis: translated,
  /** The official text as it was published: a file beside this one. */
  source: z.string().regex(/^[\w-][\w.-]*$/),
  precedence: z.int().min(0).max(1000).optional(),
  valid_from: z.iso.date().optional(),
  valid_until: z.iso.date().optional(),
  entries: z.array(entryId).min(1),
  retired: z.array(entryId).min(1).optional(),
});

export const glossaryFile = z.strictObject({
  concepts: z.array(
    z.strictObject({
      id: z.string().min(1),
      es: z.array(line),
      en: z.array(line),
      entries: z.array(entryId),
    }),
  ),
});

export const institutionsFile = z.array(
  z.strictObject({
    id: z.string().min(1),
    names: both(z.array(line)),
    title: translated,
    exact: z.boolean().optional(),
  }),
);

const questionsByEntry = z.record(entryId, z.array(line));
export const facetsFile = z.strictObject(
  Object.fromEntries(FACETS.map(facet => [facet, each(questionsByEntry)])) as Record<
    (typeof FACETS)[number],
    ReturnType<typeof each<typeof questionsByEntry>>
  >,
);
export const facetWordsFile = z.strictObject(
  Object.fromEntries(FACETS.map(facet => [facet, both(z.array(line))])) as Record<
    (typeof FACETS)[number],
    ReturnType<typeof both<z.ZodArray<typeof line>>>
  >,
);

/** What is said around a question. */
export const aroundFile = z.strictObject({
  before: both(z.array(line)),
  after: both(z.array(line)),
  opening: both(z.array(line)),
});

/** Lists of sentences by topic or intent: `elsewhere.yaml`, `intents.yaml`, `danger.yaml`. */
export const sentencesFile = z.record(z.string(), each(z.array(line)));

/** Words that give away what world a message is of. */
export const topicsFile = z.record(z.string(), both(z.array(line)));

/** `known`: Spanish and English, as they have to be; every other key is the code of a language. */
function byLanguage<T extends z.ZodRawShape, U extends z.ZodType>(known: z.ZodObject<T>, inner: U) {
  return known.catchall(inner).superRefine((value, context) => {
    for (const key of Object.keys(value))
      if (languageOf(key) === null)
        context.addIssue({ code: 'unrecognized_keys', keys: [key], input: value });
  }) as unknown as z.ZodType<ByLanguage<z.output<U>>>;
}
