/** Broadband lines: where they are installed, and at which addresses they are reached. */
export { BroadbandLine } from './line.entity.ts';
