/** Calls: taken in, rated, charged. */
export { callsCharged } from './events.ts';
