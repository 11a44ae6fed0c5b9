/** Finds anything by a few letters of its name; features say what there is. */
export { SearchHit } from './search.ts';
