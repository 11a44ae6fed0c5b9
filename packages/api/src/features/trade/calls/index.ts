/** Calls: where they come from, that they have been charged, and what is re-rated of them, as SQL. */
export { addCallSource } from './add-call-source.ts';
export { callsCharged } from './events.ts';
export { holdsCallMonths } from './held-months.ts';
export { recordCalls } from './record-calls.ts';
export { concernedCalls, reratedCalls, superseding } from './rerated-calls.ts';
