/**
 * The public pages: the official document to be read, a form that asks without JavaScript, and what the service
 * says of itself. Pure functions from data to HTML, in the order in which a page is built: `home.ts` and `shell.ts`
 * show what is on it, `template.ts` why nothing that a person wrote can become markup.
 *
 * The room knows no HTTP library: {@link registerPages} puts its routes on any server that keeps {@link Routes}.
 */
export { MEASURED } from './measured.ts';
export type {
  Asked,
  Contacts,
  PageParts,
  Question,
  Retention,
} from './parts.ts';
export { type RegisteredPages, registerPages } from './register.ts';
export { FormError, type PageRequest, type PageResponse, type Route, type Routes } from './routes.ts';
export { type Html, html, joined, type Renderable } from './template.ts';
