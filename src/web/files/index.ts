/**
 * What browsers fetch beside the pages: the widget's one script, and the files with which it answers without a
 * connection. Bundled by esbuild, compressed ahead of time; what never changes has its hash in its name.
 *
 * The room knows no HTTP library: {@link registerWidget} puts its routes on any server that keeps the pages' Routes.
 */
export { type BrowserCode, bundleBrowserCode } from './browser-code.ts';
export { type Compressor, createCompressor } from './compressed.ts';
export { registerWidget, type WidgetParts } from './register.ts';
