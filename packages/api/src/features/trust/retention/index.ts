export type { Erasure } from './erasure-list.ts';
export { type Hold, holdsOf, holdsOnPerson } from './holds.ts';
export { readTerms, type Tenant } from './matrix.ts';
export { erases, replayErasures } from './replay-erasures.ts';
export { LegalHold } from './retention.entity.ts';
