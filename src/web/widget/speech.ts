import type { Language } from '../../language/index.ts';

/** A piece of text to be read aloud, in its language. */
export interface Spoken {
  readonly text: string;
  readonly lang: Language;
}

export interface Speech {
  /** Reads aloud; `done` when it has ended, also when something else is read instead. */
  speak(pieces: readonly Spoken[], done: () => void): void;
  stop(): void;
}

/**
 * The browser's speech. Only voices of the phone itself: others send the text to somebody else's server. `onVoices`
 * is told for which languages there is one, now and whenever that changes; never where the browser has no speech.
 */
export function createSpeech(onVoices: (languages: readonly Language[]) => void): Speech | null {
  const synthesis = globalThis.speechSynthesis;
  if (synthesis === undefined) return null;
  let voices = new Map<Language, SpeechSynthesisVoice>();
  let ended: (() => void) | null = null;

  function look(): void {
    const own = synthesis.getVoices().filter(({ localService }) => localService);
    const best = (lang: Language) =>
      own.find(voice => voice.lang.startsWith(lang) && /-(419|GT|MX|US)$/.test(voice.lang)) ??
      own.find(voice => voice.lang.startsWith(lang));
    voices = new Map();
    for (const lang of ['es', 'en'] as const) {
      const voice = best(lang);
      if (voice) voices.set(lang, voice);
    }
    onVoices([...voices.keys()]);
  }

  function stop(): void {
    const done = ended;
    ended = null;
    synthesis.cancel();
    done?.();
  }

  synthesis.addEventListener?.('voiceschanged', look);
  look();
  return {
    stop,
    speak(pieces, done) {
      stop();
      ended = done;
      const utterances = pieces.map(({ text, lang }) => {
        const utterance = new SpeechSynthesisUtterance(text);
        utterance.lang = lang;
        utterance.voice = voices.get(lang) ?? null;
        return utterance;
      });
      const last = utterances.at(-1);
      if (last) {
        last.onend = last.onerror = () => {
          if (ended === done) stop();
        };
      }
      for (const utterance of utterances) synthesis.speak(utterance);
    },
  };
}
