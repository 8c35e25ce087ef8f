/**
 * The kinds of personal data that are taken out of a text.
 *
 * - `cui`       Guatemala's 13-digit identification code (DPI), also mistyped
 * - `phone`     telephone number
 * - `passport`  passport or travel document number
 * - `email`     e-mail address, also written in words
 * - `a-number`  alien registration number of the United States
 * - `card`      payment card
 * - `account`   bank account, IBAN
 * - `number`    any other number long enough to point at one person
 * - `handle`    name of an account on a social network, link to a profile or a chat
 * - `link`      value of a personal parameter in an address of the web
 * - `name`      name in a self-introduction
 * - `address`   street address
 * - `birth`     date of birth
 */
export const PERSONAL_DATA_KINDS = [
  'birth',
  'email',
  'address',
  'name',
  'account',
  'passport',
  'a-number',
  'card',
  'cui',
  'phone',
  'handle',
  'link',
  'number',
] as const;
export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];

/** What stands in the text instead of an identifier. No words, so that it belongs to no language. */
export const MARKS = {
  birth: '⟦birth⟧',
  email: '⟦email⟧',
  address: '⟦address⟧',
  name: '⟦name⟧',
  account: '⟦account⟧',
  'a-number': '⟦a-number⟧',
  passport: '⟦passport⟧',
  card: '⟦card⟧',
  cui: '⟦cui⟧',
  phone: '⟦phone⟧',
  handle: '⟦handle⟧',
  link: '⟦link⟧',
  number: '⟦number⟧',
} as const satisfies Record<PersonalDataKind, string>;

/** Finds the marks in a redacted text. Stateful (`g`): use it with `replace`, `match` or `matchAll`. */
export const MARK_PATTERN =
  /⟦(?:birth|email|address|name|account|a-number|passport|card|cui|phone|handle|link|number)⟧/g;

/** Length of the longest mark, in UTF-16 units. */
export const LONGEST_MARK = Math.max(...Object.values(MARKS).map(mark => mark.length));
