/** The desk in the browser. What it says comes with the page; what it shows comes from `/desk/api` and `/desk/live`. */
import { render } from 'preact';
import type { AppData } from '../app-texts.ts';
import { AppProvider, createApp } from './context.ts';
import { DeskApp } from './desk-app.tsx';
import { bindTryBox } from './try-box.ts';

const place = document.getElementById('desk');
if (place !== null) {
  const data = JSON.parse(place.dataset.app ?? '{}') as AppData;
  place.replaceChildren();
  render(
    <AppProvider value={createApp(data)}>
      <DeskApp />
    </AppProvider>,
    place,
  );
}
bindTryBox(document);
