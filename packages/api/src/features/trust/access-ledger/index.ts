/** Who opened what about a person. */
export { AccessEntry } from './access-entry.entity.ts';
