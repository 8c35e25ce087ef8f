import type { Json } from '../../store/index.ts';
import { asObject } from '../intake/index.ts';

/** What a message says: its words, and whether something came that we cannot read. */
export interface Content {
  readonly text: string;
  readonly media: boolean;
}

type Fields = { readonly [key: string]: Json | undefined };

/** They say what the person or WhatsApp did, not what the person wants to know. */
const SILENT: ReadonlySet<string> = new Set(['reaction', 'system', 'edit', 'revoke', 'request_welcome']);

/** How each type is read; all others (voice, stickers, places, orders, what WhatsApp does not hand on) are media. */
const READERS: Readonly<Record<string, (message: Fields) => Content>> = {
  text: ({ text }) => said(asObject(text).body),
  // A button of a template: its own words, as the person sees them.
  button: ({ button }) => said(asObject(button).text, asObject(button).payload),
  interactive: ({ interactive }) => readInteractive(asObject(interactive)),
  image: ({ image }) => captioned(image),
  video: ({ video }) => captioned(video),
  document: ({ document }) => captioned(document),
};

/** What a message of Meta's says; null for one that asks for no answer. */
export function readContent(message: Fields): Content | null {
  const { type } = message;
  if (typeof type !== 'string' || SILENT.has(type)) return null;
  const read = Object.hasOwn(READERS, type) ? READERS[type]! : () => ({ text: '', media: true });
  return read(message);
}

/**
 * A tapped button or row. Its title is what the person reads on it, and the turn knows every title, also of a
 * button that was shown long ago; the id stands in for it.
 */
function readInteractive({ type, button_reply, list_reply }: Fields): Content {
  const chosen = type === 'button_reply' ? button_reply : type === 'list_reply' ? list_reply : undefined;
  const { id, title } = asObject(chosen);
  if (typeof title !== 'string' && typeof id !== 'string') return { text: '', media: true };
  return said(title, id);
}

/** A picture or file: what is written under it can be a question. */
function captioned(media: Json | undefined): Content {
  const { caption } = asObject(media);
  return { text: typeof caption === 'string' ? caption : '', media: true };
}

function said(...candidates: readonly (Json | undefined)[]): Content {
  const text = candidates.find(candidate => typeof candidate === 'string' && candidate.trim() !== '');
  return { text: typeof text === 'string' ? text : '', media: false };
}
