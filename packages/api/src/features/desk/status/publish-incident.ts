import { line, newId, newReference, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { input, moment, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { affectedComponents, affectFrom } from './impacts.ts';
import { Incident, IncidentProgress } from './incident.entity.ts';
import { keeperOf } from './keeper.ts';
import { say, subjectOf } from './say.ts';

/** Says that something is wrong with components of one's own: which, how badly, since when, and what is known. [N4] */
export const publishIncident = verb({
  name: 'publishIncident',
  permission: 'STATUS_WRITE',
  input: input('PublishIncidentInput', {
    title: line(150),
    text: prose(5_000),
    progress: oneOf(IncidentProgress),
    affects: affectedComponents(),
    startsAt: optional(moment()),
    public: z.boolean(),
  }),
  async run(scope, { text, affects, ...given }) {
    if (given.progress === 'RESOLVED')
      throw invalid(
        'progress',
        'Must not be over yet: publish it, then say that it is resolved, and since when.',
      );
    const startsAt = given.startsAt ?? scope.now;
    if (startsAt > scope.now)
      throw invalid('startsAt', 'Must not be in the future: plan maintenance instead.');
    const incident = await scope.insert(Incident, {
      id: newId(),
      ...keeperOf(scope),
      ...given,
      startsAt,
      reference: newReference('S'),
      kind: 'INCIDENT',
      endsAt: null,
      cancelledAt: null,
      review: null,
      reviewedAt: null,
      createdAt: scope.now,
    });
    await affectFrom(scope, incident, affects, startsAt);
    await say(scope, incident, given.progress, text);
    return { result: incident.id, subject: subjectOf(incident) };
  },
});
