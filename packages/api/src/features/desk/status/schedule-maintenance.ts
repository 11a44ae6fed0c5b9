import { id, line, newId, newReference, prose } from '@steward/shared';
import { z } from 'zod';
import { input, moment } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { ComponentImpact } from './component.entity.ts';
import { partOf } from './impacts.ts';
import { Incident } from './incident.entity.ts';
import { assertOwn, keeperOf } from './keeper.ts';
import { say, subjectOf } from './say.ts';
import { assertWindow } from './window.ts';

/** Plans work on components of one's own: it begins and ends by itself, with its window. [N4] */
export const scheduleMaintenance = verb({
  name: 'scheduleMaintenance',
  permission: 'STATUS_WRITE',
  input: input('ScheduleMaintenanceInput', {
    title: line(150),
    text: prose(5_000),
    startsAt: moment(),
    endsAt: moment(),
    componentIds: z
      .array(id())
      .min(1, 'Must name at least one component.')
      .max(50, 'May name at most 50 components.')
      .transform((ids) => [...new Set(ids)]),
    public: z.boolean(),
  }),
  async run(scope, { text, componentIds, ...given }) {
    assertWindow(given, scope.now);
    await assertOwn(scope, componentIds, () => 'componentIds');
    const incident = await scope.insert(Incident, {
      id: newId(),
      ...keeperOf(scope),
      ...given,
      reference: newReference('S'),
      kind: 'MAINTENANCE',
      progress: null,
      cancelledAt: null,
      review: null,
      reviewedAt: null,
      createdAt: scope.now,
    });
    const { startsAt: since, endsAt: until } = given;
    for (const componentId of componentIds)
      await scope.insert(ComponentImpact, {
        ...partOf(incident),
        ...{ componentId, severity: 'UNDER_MAINTENANCE', since, until },
      });
    await say(scope, incident, 'SCHEDULED', text);
    return { result: incident.id, subject: subjectOf(incident) };
  },
});
