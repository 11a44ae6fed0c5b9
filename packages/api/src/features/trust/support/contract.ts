import { z } from 'zod';
import { AREAS, type Area, AreaChoice } from '../../../kernel/area.ts';
import { oneOf } from '../../../kernel/input.ts';
import { allPermissions, type Permission } from '../../../kernel/permission.ts';
import type { SupportMode } from './support-grant.entity.ts';

/** Nobody is let in for longer. [S18] */
export const MOST_MINUTES = 60;
/** Undecided, or approved and not entered, a request lapses after so long. */
export const LAPSES_MS = 72 * 3_600_000;
/** Where those who are let in only look, whatever the mode: agreements, roles, factors and the like are set there. [S18] */
export const ONLY_LOOKED_AT: readonly Area[] = ['privacy', 'settings'];

/** The areas that are asked for, each once, in their usual order. */
export const areasInput = () =>
  z
    .array(oneOf(AreaChoice))
    .min(1, 'Must name an area at least.')
    .max(AREAS.length, `May name at most ${AREAS.length} areas.`)
    .transform((given): Area[] => AREAS.filter((area) => given.includes(area)));

const SPAN = `Must be a number of minutes from 1 to ${MOST_MINUTES}.`;
export const minutesInput = () => z.number().int(SPAN).min(1, SPAN).max(MOST_MINUTES, SPAN);

/** What the role of a grant may change. */
export const managedIn = (areas: readonly Area[], mode: SupportMode): Area[] =>
  mode === 'VIEW' ? [] : areas.filter((area) => !ONLY_LOOKED_AT.includes(area));

/**
 * What the role of a grant permits: of the company's own permissions those in its areas, to look or to manage there, without
 * what is held in one's own right only; and always to leave. [S18]
 */
export function permissionsOf(areas: readonly Area[], mode: SupportMode): Permission[] {
  const managed = managedIn(areas, mode);
  return [...allPermissions()]
    .filter(
      ([word, { area, levels, lent }]) =>
        lent !== false &&
        levels.includes('COMPANY') &&
        (word === 'SUPPORT_END' ||
          (areas.includes(area) && (managed.includes(area) || word.endsWith('_READ')))),
    )
    .map(([word]) => word)
    .sort();
}
