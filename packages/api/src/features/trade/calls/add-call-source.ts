import { line, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, nested, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { CallFormat, CallSource } from './call.entity.ts';
import { LocalTime } from './local-time.ts';

/** A zone such as Europe/London, as the clock of a source may hang in. */
export const timeZone = () =>
  line(60).refine((zone) => {
    try {
      return /\//.test(zone) || zone === 'UTC' ? Boolean(new LocalTime(zone)) : false;
    } catch {
      return false;
    }
  }, 'Must be a time zone such as Europe/London or UTC.');

/** The titles of the columns of a CSV file. */
export const callColumns = nested(
  'CallColumnsInput',
  z.object({ callId: line(80), from: line(80), to: line(80), startedAt: line(80), seconds: line(80) }),
);

/** Adds an exchange from which records of calls come. [B1] */
export const addCallSource = verb({
  name: 'addCallSource',
  permission: 'CALL_IMPORT',
  input: input('AddCallSourceInput', {
    name: line(80),
    format: oneOf(CallFormat),
    columns: optional(callColumns),
    timeZone: timeZone(),
  }),
  async run(scope, { name, format, columns, timeZone: zone }) {
    const { resellerId } = memberOf(scope.actor);
    if (format === 'CSV' && !columns)
      throw invalid('columns', 'Must be filled in: which column of the file is what.');
    if (format !== 'CSV' && columns)
      throw invalid('columns', 'Must be left out: this format says itself which column is what.');
    const id = newId();
    await scope.insert(CallSource, {
      id,
      resellerId,
      name,
      format,
      columns: columns ?? null,
      timeZone: zone,
      createdAt: scope.now,
    });
    return { result: id, subject: { type: 'CallSource', id, resellerId } };
  },
});
