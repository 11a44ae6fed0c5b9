import type { Class } from '../../kernel/table.ts';

export const onboardingResolvers: Class[] = [];
