/** Files: a knowledge is written to a folder as a person would have edited it, all of it or nothing. */
export { applyChanges } from './apply.ts';
export { changesOf, type FileChange, type Source } from './write.ts';
export { editYaml, type YamlEdit } from './yaml-edit.ts';
