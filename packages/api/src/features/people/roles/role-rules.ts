import { line } from '@steward/shared';
import { z } from 'zod';
import { permissionWord } from '../../../kernel/input.ts';
import type { Permission } from '../../../kernel/permission.ts';

export const roleName = () => line(60);

/** The permissions a role is made of, each once, in one order. */
export const permissionWords = () =>
  z
    .array(permissionWord())
    .max(200, 'May name at most 200.')
    .transform((words): Permission[] => [...new Set(words)].sort());
