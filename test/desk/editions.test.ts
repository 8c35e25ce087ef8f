import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { hashPassword } from '../../src/desk/index.ts';
import { openStore } from '../../src/store/index.ts';
import { quiet } from '../channel/doubles.ts';
import { CHROMIUM, launch } from '../chromium.ts';
import { FIXTURES } from '../knowledge/damaged.ts';
import { smallEdition, WHO } from '../knowledge/small.ts';
import { ROOT } from '../seed.ts';
import { PASSWORD } from './served.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A test's own translation of the entries of `changed.pdf` that are new or changed. */
const QUESTIONS = { es: 'pregunta en español', en: 'question in English' };

describe.skipIf(!CHROMIUM)('the editors’ pages in Chromium', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'igm-editions-'));
  const url = `file:${join(folder, 'igm.db')}`;
  let app: App;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];
  const first = smallEdition();

  beforeAll(async () => {
    const store = await openStore(url);
    await store.publishEdition(first);
    await store.addAccount({
      id: 'eva',
      name: 'Eva',
      roles: ['editor'],
      password: await hashPassword(PASSWORD),
    });
    await store.close();
    const config = readConfig({ PORT: '0', DATABASE_URL: url, RATE_LIMIT_PER_MINUTE: '0' });
    app = await openApp(config, { root: ROOT, log: quiet, banks: { measured: [], compared: [] } });
    browser = await launch();
    page = await (await browser.newContext({ locale: 'es-GT' })).newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', error => faults.push(error.message));
    page.on('console', message => {
      if (/Content Security Policy|Trusted/i.test(message.text())) faults.push(message.text());
    });
    await page.goto(`${app.url}/desk`);
    await page.fill('#user', 'eva');
    await page.fill('#password', PASSWORD);
    await Promise.all([page.waitForURL(`${app.url}/desk`), page.press('#password', 'Enter')]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const press = async (action: string, button = `form[action="/desk/editions/${action}"] button`) => {
    await Promise.all([page.waitForNavigation(), page.click(button)]);
  };
  const main = () => page.locator('main').innerText();
  async function axe(): Promise<void> {
    await page.evaluate(AXE).catch(() => page.addScriptTag({ content: AXE }));
    const found = await page.evaluate(async () => {
      const { axe: run } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await run.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(found).toEqual([]);
  }
  async function ask(q: string): Promise<{ name: string; date: string }> {
    const answer = await fetch(`${app.url}/es`, { method: 'POST', body: new URLSearchParams({ q }) });
    expect(answer.status).toBe(200);
    const text = (await answer.text()).match(/<section id="answer"[\s\S]*?<\/section>/)![0];
    return {
      name: /Edgar Leonel|María Fernanda/.exec(text)?.[0] ?? '',
      date: /15 de enero de 2024|3 de febrero de 2025/.exec(text)?.[0] ?? '',
    };
  }
  const OLD = { name: 'Edgar Leonel', date: '15 de enero de 2024' };
  const NEW = { name: 'María Fernanda', date: '3 de febrero de 2025' };

  it('say what is wrong with a file, and change nothing', async () => {
    await page.goto(`${app.url}/desk/editions`);
    await axe();
    await page.setInputFiles('#file', join(FIXTURES, 'password.pdf'));
    await press('import', 'form[action="/desk/editions/import"] button');
    expect(await page.locator('.error').innerText()).toContain('tiene contraseña');
    expect(await ask(WHO)).toEqual(OLD);
  });

  it('take an edition from the PDF to the public, and back', async () => {
    await page.goto(`${app.url}/desk/editions`);
    await page.setInputFiles('#file', join(FIXTURES, 'changed.pdf'));
    await press('import', 'form[action="/desk/editions/import"] button');
    expect(page.url()).toContain('/desk/editions/draft');
    const changes = await page.locator('.changes').innerText();
    for (const told of [
      'politica-migratoria.7',
      'control-migratorio.3',
      'documentos.2',
      'Punto que ya no está: politica-migratoria.4',
    ])
      expect(changes).toContain(told);
    expect(await page.locator('.changes del', { hasText: 'Edgar Leonel Leal Bolaños' }).count()).toBe(1);
    expect(await page.locator('.changes ins', { hasText: 'María Fernanda Coy Caal' }).count()).toBe(1);
    await axe();

    await press('publish');
    expect(await page.locator('.error').innerText()).toContain('falta terminar');

    await finishEveryEntry();
    const proposed = { kind: 'question', entry: 'ficha', lang: 'es', asked: 3, author: 'ana' } as const;
    const store = await openStore(url);
    await store.propose({ ...proposed, text: '¿a quién le toca poner esto al día?' });
    await store.propose({ ...proposed, text: 'no viene al caso' });
    await page.goto(`${app.url}/desk/editions/draft`);
    await axe();
    await press('proposal', 'li:has-text("poner esto al día") form:has(input[name=accept]) button');
    await press('proposal', 'li:has-text("no viene al caso") form:not(:has(input[name=accept])) button');
    expect((await store.proposals()).map(({ state }) => state).sort()).toEqual(['accepted', 'refused']);
    expect(await page.locator('.changes').innerText()).toContain(
      'Maneras de preguntar, ficha (es): 1 nuevas',
    );
    await store.close();
    expect(await main()).toContain('No falta nada por escribir.');

    await press('try-out');
    while ((await page.locator('[data-trial=done]').count()) === 0) {
      await page.waitForTimeout(500);
      await page.reload();
    }
    await axe();
    await page.fill('#q', WHO);
    await page.locator('[data-try-answer]', { hasText: 'María Fernanda Coy Caal' }).waitFor();
    expect(await ask(WHO)).toEqual(OLD);

    const stop = asking();
    await press('publish');
    expect(await main()).toContain('La edición nueva está publicada.');
    expect(await ask(WHO)).toEqual(NEW);
    await page.waitForTimeout(1_000);
    await press('rollback', 'form[action="/desk/editions/rollback"] button >> nth=0');
    expect(await main()).toContain('La edición anterior está publicada otra vez.');
    expect(await ask(WHO)).toEqual(OLD);
    const answers = await stop();
    expect(answers.length).toBeGreaterThan(10);
    const whole = [OLD, NEW].map(one => JSON.stringify(one));
    expect(answers.filter(answer => !whole.includes(JSON.stringify(answer)))).toEqual([]);
    expect(answers.map(({ name }) => name)).toContain(NEW.name);

    await page.click('a[href^="/desk/editions/of/"] >> nth=1');
    expect(await main()).toContain('María Fernanda Coy Caal');
    await axe();
    expect(faults).toEqual([]);
  });

  it('have left every step in the audit log', async () => {
    const store = await openStore(url);
    const steps = new Set(
      (await store.audit(0)).filter(({ actor }) => actor === 'eva').map(({ action }) => action),
    );
    await store.close();
    expect([...steps]).toEqual(
      expect.arrayContaining([
        'edition-imported',
        'edition-draft-edited',
        'edition-published',
        'edition-rolled-back',
      ]),
    );
  });

  /** Writes what is missing of each entry, as an editor would, on its page. */
  async function finishEveryEntry(): Promise<void> {
    await page.goto(`${app.url}/desk/editions/draft`);
    const links = await page
      .locator('section[aria-labelledby=unfinished] a')
      .evaluateAll(all => all.map(a => a.getAttribute('href')!));
    const looked = new Set<string>();
    for (const link of new Set(links)) {
      await page.goto(`${app.url}${link}`);
      if (looked.size === 0) await axe();
      looked.add(link);
      const id = link.split('/').at(-1)!;
      const fill = async (name: string, value: string) => {
        const field = page.locator(`[name=${name}]`);
        if ((await field.count()) > 0 && (await field.inputValue()) === '') await field.fill(value);
      };
      await fill('sectionEn', `Heading of ${id}`);
      await fill('textEn', `Translation of ${id}`);
      await fill('titleEn', `Title of ${id}`);
      await fill('labelEn', id.slice(0, 16));
      for (const lang of ['es', 'en'] as const) {
        const list = Array.from(
          { length: 5 },
          (_, i) => `${QUESTIONS[lang]} ${i} ${id.replaceAll(/[.-]/g, ' ')}`,
        );
        await fill(lang === 'es' ? 'questionsEs' : 'questionsEn', list.join('\n'));
      }
      await page.check('#reviewed');
      await press('', 'form.stacked button');
      expect(await page.locator('.notice').innerText()).toBe('Guardado.');
    }
    expect(looked.size).toBe(11);
    await page.goto(`${app.url}/desk/editions/draft`);
  }

  /** Asks twenty times a second until it is told to stop; then gives every answer. */
  function asking(): () => Promise<{ name: string; date: string }[]> {
    const answers: Promise<{ name: string; date: string }>[] = [];
    const timer = setInterval(() => answers.push(ask(WHO)), 50);
    return () => {
      clearInterval(timer);
      return Promise.all(answers);
    };
  }
});
