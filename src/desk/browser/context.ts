import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { AppData, AppText, AppValues } from '../app-texts.ts';

/** Says a sentence of `desk.app`. */
export type Say = (key: AppText, values?: AppValues) => string;

export interface App {
  readonly data: AppData;
  readonly say: Say;
}

export function createApp(data: AppData): App {
  return {
    data,
    say: (key, values = {}) =>
      Object.entries(values).reduce(
        (text, [name, value]) => text.replaceAll(`{{${name}}}`, () => String(value)),
        data.texts[key],
      ),
  };
}

const Context = createContext<App | null>(null);
export const AppProvider = Context.Provider;

export function useApp(): App {
  const app = useContext(Context);
  if (app === null) throw new Error('There is no desk around this part of it.');
  return app;
}
