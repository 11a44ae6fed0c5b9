/** What people ask of their company: to come in, and to have corrected what is kept about them. */
export { correctEntry } from './correct-entry.ts';
export { CorrectionField } from './correction.entity.ts';
export { CORRECTIONS } from './correction-rules.ts';
