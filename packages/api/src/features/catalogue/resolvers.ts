import type { Class } from '../../kernel/table.ts';

export const catalogueResolvers: Class[] = [];
