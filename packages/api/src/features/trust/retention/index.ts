export type { Erasure } from './erasure-list.ts';
export { type Hold, holdsOf, holdsOnPerson } from './holds.ts';
export { erases, replayErasures } from './replay-erasures.ts';
export { LegalHold } from './retention.entity.ts';
