import { id, newId, type Severity } from '@steward/shared';
import { z } from 'zod';
import { nested, oneOf } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { ComponentImpact, OutageSeverity } from './component.entity.ts';
import type { Incident } from './incident.entity.ts';
import { assertOwn } from './keeper.ts';

const affected = nested(
  'AffectedComponentInput',
  z.object({ componentId: id(), severity: oneOf(OutageSeverity) }),
);
export type Affected = z.infer<typeof affected>;
type Impacted = Pick<ComponentImpact, 'componentId' | 'severity'>;

/** What an incident affects, each component once. */
export const affectedComponents = () =>
  z
    .array(affected)
    .min(1, 'Must name at least one component.')
    .max(50, 'May name at most 50 components.')
    .refine(
      (all) => new Set(all.map(({ componentId }) => componentId)).size === all.length,
      'May name each component once.',
    );

/**
 * Lets an incident affect these components, and no others, from a moment on: what goes on as it is goes on, what is otherwise ends there and
 * begins anew. What ends at the moment at which it began was never so.
 */
export async function affectFrom(
  scope: Scope,
  incident: Incident,
  affects: readonly Affected[],
  at: Date,
): Promise<void> {
  const open = await scope.sql<{ id: string; componentId: string; severity: Severity }>(
    `select id, component_id as "componentId", severity from component_impact where incident_id = $1 and until is null`,
    [incident.id],
  );
  const same = (one: Impacted) => (other: Impacted) =>
    one.componentId === other.componentId && one.severity === other.severity;
  const begun = affects.filter((each) => !open.some(same(each)));
  await assertOwn(
    scope,
    begun.map(({ componentId }) => componentId),
    (index) => `affects.${affects.indexOf(begun[index] as Affected)}.componentId`,
  );
  const over = open.filter((each) => !affects.some(same(each))).map(({ id }) => id);
  await scope.sql('delete from component_impact where id = any ($1) and since >= $2', [over, at]);
  await scope.sql('update component_impact set until = $2 where id = any ($1)', [over, at]);
  for (const { componentId, severity } of begun)
    await scope.insert(ComponentImpact, {
      ...partOf(incident),
      componentId,
      severity,
      since: at,
      until: null,
    });
}

/** What every row below an incident begins with. */
export const partOf = ({ id: incidentId, resellerId, byPlatform }: Incident) => ({
  id: newId(),
  resellerId,
  byPlatform,
  incidentId,
});
