import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
export const demo: DemoPart = { present: async (_: Demonstration) => {} };
