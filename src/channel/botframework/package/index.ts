/**
 * The app package for Teams: a zip with the manifest, its strings in every language, and two icons, made from
 * the configuration. Used at the command line only (`npm run teams:package`).
 */
import type { Json } from '../../../store/index.ts';
import { icons } from './icons.ts';
import { localization, manifest, type PackageParts } from './manifest.ts';
import { zip } from './zip.ts';

export { ManifestError, type PackageParts } from './manifest.ts';

/** The archive's bytes. The same parts always give the same bytes. @throws ManifestError */
export function teamsPackage(parts: PackageParts): Buffer {
  const { colour, outline } = icons();
  const text = (value: Json) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  return zip([
    { name: 'manifest.json', bytes: text(manifest(parts)) },
    ...parts.sentences.languages.map(lang => ({
      name: `${lang}.json`,
      bytes: text(localization(parts, lang)),
    })),
    { name: 'color.png', bytes: colour },
    { name: 'outline.png', bytes: outline },
  ]);
}
