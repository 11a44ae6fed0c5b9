/** Who opened what about a person, and what they ask about it. */
export { AccessEntry } from './access-entry.entity.ts';
