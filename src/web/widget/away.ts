import type { Language } from '../../language/index.ts';
import type { Assistant, Dialogue, Pack } from '../offline/index.ts';
import type { Answer } from './wire.ts';

/** The core that answers on the phone itself. It stays in this browser: what is asked of it goes nowhere. */
export interface Away {
  /** Fetches what is needed, unless it is there; safe to call often. */
  prepare(): void;
  /** True once it can answer. */
  ready(): boolean;
  /** The answer, or null when the phone cannot give one (yet). */
  answer(text: string, id: string, lang: Language): Promise<Answer | null>;
  /** Remembers what the server answered, so that the conversation can go on here. */
  note(answer: Answer): void;
  /** The texts of the edition in both languages. Fails when they cannot be fetched. */
  pack(): Promise<Pack>;
}

export interface AwayParts {
  /** Of our server. */
  readonly origin: string;
  /** Path of the module. */
  readonly module: string;
  /** It can answer from now on. */
  onReady(): void;
}

/** Answers that are remembered until the module is there to take them in. */
const MOST_NOTED = 20;

export function createAway({ origin, module, onReady }: AwayParts): Away {
  let opened: Opened | null = null;
  let opening: Promise<Opened> | null = null;
  let packed: Promise<Pack> | null = null;
  let dialogue: Dialogue | null = null;
  let noted: Answer[] = [];

  function pack(): Promise<Pack> {
    packed ??= get(`${origin}/widget/edition.json`)
      .then(response => response.json() as Promise<Pack>)
      .catch((error: unknown) => {
        packed = null;
        throw error;
      });
    return packed;
  }

  async function fetched(): Promise<Opened> {
    const [core, texts] = await Promise.all([
      import(origin + module) as Promise<typeof import('../offline/index.ts')>,
      pack(),
    ]);
    const index = await (await get(origin + texts.index)).arrayBuffer();
    return { core, assistant: core.openPack(texts, new Uint8Array(index)) };
  }

  function open(): Promise<Opened> {
    opening ??= fetched().then(
      made => {
        opened = made;
        onReady();
        return made;
      },
      (error: unknown) => {
        opening = null;
        packed = null; // a new edition may have come in between
        throw error;
      },
    );
    return opening;
  }

  return {
    prepare() {
      open().catch(() => {}); // the next loss of the connection, or a tap, tries again
    },
    ready: () => opened !== null,
    async answer(text, id, lang) {
      const here = opened;
      if (here === null) return null;
      const before = here.core.continued(dialogue, noted);
      noted = [];
      const turn = here.assistant.turn({ text, hint: lang }, before);
      dialogue = turn.dialogue;
      return { ...here.core.answerJson(id, turn.reply), before: turn.reply.before, after: turn.reply.after };
    },
    note(answer) {
      noted = [...noted, answer].slice(-MOST_NOTED);
    },
    pack,
  };
}

interface Opened {
  readonly core: typeof import('../offline/index.ts');
  readonly assistant: Assistant;
}

async function get(address: string): Promise<Response> {
  const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}

/** Whether the phone asks pages to be sparing, or its connection does (Network Information API, where there is one). */
export function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; effectiveType?: string } };
  return connection?.saveData === true || /2g$/.test(connection?.effectiveType ?? '');
}
