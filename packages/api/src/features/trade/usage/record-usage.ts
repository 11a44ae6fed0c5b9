import { line, optional } from '@steward/shared';
import { z } from 'zod';
import { decimal, input, moment, nested } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { LONGEST_KEY, MOST_USED } from './read-usage.ts';
import { beginImport, endReading, stageUsage, Tally } from './stage-usage.ts';
import { UsageImport } from './usage.entity.ts';

const MOST = 1_000;
const event = nested(
  'UsageEventInput',
  z.object({
    subscription: line(40),
    at: moment(),
    quantity: decimal(MOST_USED),
    key: line(LONGEST_KEY),
    replaces: optional(line(LONGEST_KEY)),
  }),
);

/**
 * Records what was used of metered subscriptions, and charges it at both sides at once: each event once by its key, however often it is sent.
 * What is not taken stands among the refusals, with its place in the batch as line. [B1] [B3]
 */
export const recordUsage = verb({
  name: 'recordUsage',
  description:
    'Records at most 1,000 events. `subscription` is its reference; an event whose key is there already is left as it is. What was wrong is put right by an event that `replaces` the key of the wrong one, or, where a month is added up, by a negative quantity.',
  permission: 'USAGE_RECORD',
  input: input('RecordUsageInput', {
    events: z
      .array(event)
      .min(1, 'Must have at least one event.')
      .max(MOST, 'May have at most 1,000 events.'),
  }),
  async run(scope, { events }) {
    const taken = await beginImport(scope, 'API');
    const tally = new Tally();
    const read = events.flatMap(
      ({ at, ...given }, i) => tally.count({ ...given, at: at.toISOString(), line: i + 1 }) ?? [],
    );
    await stageUsage(scope, taken, read);
    await endReading(scope, taken.id, tally);
    await scope.sql('select book_usage($1)', [taken.id]);
    return { result: taken.id, subject: { type: UsageImport.name, ...taken } };
  },
});
