/** Calls: where they come from, and what is re-rated of them, as SQL. */
export { addCallSource } from './add-call-source.ts';
export { recordCalls } from './record-calls.ts';
export { concernedCalls, reratedCalls, superseding } from './rerated-calls.ts';
