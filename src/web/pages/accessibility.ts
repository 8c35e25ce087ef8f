import type { Assets } from './assets.ts';
import { contactBlock } from './contacts.ts';
import { list, prosePage, section } from './prose.ts';
import { html } from './template.ts';
import type { View } from './view.ts';

/** The accessibility statement: the goal, what was checked and how, what is known to fall short. */
export function accessibilityPage(view: View, assets: Assets): string {
  return prosePage(view, assets, 'accessibility', [
    section(view, 'accessibility.goalHeading', html`<p>${view.say('accessibility.goal')}</p>`),
    section(
      view,
      'accessibility.doneHeading',
      list(view, 'accessibility.done', ['keyboard', 'reader', 'zoom', 'contrast', 'script', 'print']),
    ),
    section(view, 'accessibility.checkHeading', list(view, 'accessibility.check', ['automatic', 'audit'])),
    section(
      view,
      'accessibility.knownHeading',
      list(view, 'accessibility.known', ['wording', 'translation']),
    ),
    section(view, 'accessibility.contactHeading', contactBlock(view)),
  ]);
}
