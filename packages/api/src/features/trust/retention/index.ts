export { type Hold, holdsOf, holdsOnPerson } from './holds.ts';
export { LegalHold } from './retention.entity.ts';
