import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Sentences } from '../../../answer/index.ts';
import { type Language, OFFICIAL_LANGUAGE } from '../../../language/index.ts';
import type { Json } from '../../../store/index.ts';
import { SEARCH_COMMAND, SEARCH_PARAMETER } from '../search-extension.ts';
import { ACCENT } from './icons.ts';
import localizationSchema from './localization.schema.json' with { type: 'json' };
import manifestSchema from './manifest.schema.json' with { type: 'json' };

/** What the package is made from. */
export interface PackageParts {
  readonly sentences: Sentences;
  /** `MicrosoftAppId`: a GUID. */
  readonly appId: string;
  /** `PUBLIC_URL`: https, without a slash at the end. */
  readonly publicUrl: string;
  /** `1.2.3`; Teams takes a package as an update only when it is higher. */
  readonly version: string;
}

/** The manifest or its strings break a rule of the schema (`teams-manifest-invalid`). */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly code = 'teams-manifest-invalid';
}

/** The version of the schemas beside this file, which are Microsoft's own (MIT licence, @microsoft/app-manifest). */
const MANIFEST_VERSION = '1.16';
const COMMANDS = ['mission', 'vision', 'objectives', 'help'] as const;

/**
 * The app's manifest. Spanish stands in it; every other language is in a file of its own. The app's id is derived from the
 * bot's, so that the same bot always gives the same app.
 * https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema
 */
export function manifest({ sentences, appId, publicUrl, version }: PackageParts): Json {
  const say = sayIn(sentences, 'es');
  const host = new URL(publicUrl).hostname;
  return checked(manifestSchema, 'manifest.json', {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: MANIFEST_VERSION,
    version,
    id: appGuid(appId),
    developer: {
      name: say('developer'),
      websiteUrl: `${publicUrl}/es`,
      privacyUrl: `${publicUrl}/es/privacidad`,
      termsOfUseUrl: `${publicUrl}/es/como-funciona`,
    },
    name: { short: say('name'), full: say('fullName') },
    description: { short: say('summary'), full: say('about') },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: `#${Buffer.from(ACCENT.slice(0, 3)).toString('hex')}`,
    localizationInfo: {
      defaultLanguageTag: 'es',
      additionalLanguages: [
        { languageTag: 'es-419', file: 'es.json' },
        ...sentences.languages
          .filter(lang => lang !== OFFICIAL_LANGUAGE)
          .map(lang => ({ languageTag: lang, file: `${lang}.json` })),
      ],
    },
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupchat'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [
          {
            scopes: ['personal', 'team', 'groupchat'],
            commands: COMMANDS.map(name => ({ title: say(name), description: say(`${name}About`) })),
          },
        ],
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: [
          {
            id: SEARCH_COMMAND,
            type: 'query',
            context: ['compose', 'commandBox'],
            title: say('search'),
            description: say('searchAbout'),
            initialRun: true,
            parameters: [
              {
                name: SEARCH_PARAMETER,
                title: say('query'),
                description: say('queryAbout'),
                inputType: 'text',
              },
            ],
          },
        ],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [host],
  });
}

/** The strings of a language, under their paths in the manifest. */
export function localization({ sentences }: Pick<PackageParts, 'sentences'>, lang: Language): Json {
  const say = sayIn(sentences, lang);
  const commands = COMMANDS.flatMap((name, i) => {
    const path = `bots[0].commandLists[0].commands[${i}]`;
    return [
      [`${path}.title`, say(name)],
      [`${path}.description`, say(`${name}About`)],
    ];
  });
  const search = 'composeExtensions[0].commands[0]';
  return checked(localizationSchema, `${lang}.json`, {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.Localization.schema.json`,
    'name.short': say('name'),
    'name.full': say('fullName'),
    'description.short': say('summary'),
    'description.full': say('about'),
    ...Object.fromEntries(commands),
    [`${search}.title`]: say('search'),
    [`${search}.description`]: say('searchAbout'),
    [`${search}.parameters[0].title`]: say('query'),
    [`${search}.parameters[0].description`]: say('queryAbout'),
  });
}

/** Sentences of `locales/<lang>/teams.json`; they may name the languages in which one may ask. */
function sayIn(sentences: Sentences, lang: Language): (key: string) => string {
  const languages = sentences.list(lang, 'disjunction');
  return key => sentences(lang, `teams:app.${key}`, { languages });
}

/** @throws ManifestError */
function checked(schema: object, file: string, value: { readonly [key: string]: Json }): Json {
  const result = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value);
  if (result.success) return value;
  const faults = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new ManifestError(
    `${file} breaks the rules of Teams' schema ${MANIFEST_VERSION}: correct locales/*/teams.json or the configuration.\n${faults.join('\n')}`,
  );
}

/** A GUID of version 8 (RFC 9562) from the bot's id. */
function appGuid(appId: string): string {
  const hex = hash('sha256', `asistente-igm teams app ${appId.toLowerCase()}`);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
