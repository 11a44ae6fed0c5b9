import type { Class } from '../../kernel/table.ts';

export const noticesResolvers: Class[] = [];
