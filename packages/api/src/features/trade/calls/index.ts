/** Calls: what is re-rated of them, as SQL. */
export { concernedCalls, reratedCalls, superseding } from './rerated-calls.ts';
