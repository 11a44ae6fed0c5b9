import type { Class } from '../../kernel/table.ts';

export const subscriptionsResolvers: Class[] = [];
