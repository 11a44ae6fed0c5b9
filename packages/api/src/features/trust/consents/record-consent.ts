import { date, id, line, localDate, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { ConsentDeed, ConsentVia } from './consent-entry.entity.ts';
import { mailReceipt } from './mail-receipt.ts';
import { ownPurpose } from './own-purpose.ts';
import { subjectOf, subjectShape } from './subject-of.ts';
import { writeEntry } from './write-entry.ts';

const SAID_BY_THEMSELVES: readonly ConsentVia[] = ['CONSOLE', 'LINK', 'WEB_FORM', 'IMPORT'];
const NO = ['WITHDRAWN', 'REFUSED', 'OBJECTED'];

/**
 * Puts down by hand what somebody said on paper, by telephone or face to face, with what shows it. Of a day gone by a no counts from
 * its end and a yes from its beginning: what else was said on it goes before a yes. [D7]
 */
export const recordConsent = verb({
  name: 'recordConsent',
  permission: 'CONSENT_RECORD',
  input: input('RecordConsentInput', {
    purposeId: id(),
    ...subjectShape,
    deed: oneOf(ConsentDeed),
    saidOn: date(),
    via: oneOf(ConsentVia),
    version: optional(z.number().int().min(1).max(100_000)),
    place: optional(line(200)),
    evidence: prose(2_000),
  }),
  async run(scope, { purposeId, deed, saidOn, via, version, place, evidence, ...person }, services) {
    const purpose = await ownPurpose(scope, purposeId);
    const subject = await subjectOf(scope, person, purpose.asks);
    if (deed === 'SOFT_OPT_IN') throw invalid('deed', 'Is no consent: record a soft opt-in instead.');
    if (SAID_BY_THEMSELVES.includes(via)) throw invalid('via', 'Is for what people say themselves.');
    if (saidOn > localDate(scope.now)) throw invalid('saidOn', 'May not be in the future.');
    const words = version === null ? null : await wordsOf(scope, purposeId, version, saidOn);
    if (deed === 'GIVEN' && !words) throw invalid('version', 'Say which words they agreed to.');
    if (deed === 'REFUSED' && !words) throw invalid('version', 'Say which words they refused.');
    const { name } = await who(scope);
    if (deed === 'GIVEN') await mailReceipt(scope, services, subject, purpose, deed);
    return writeEntry(scope, subject, purpose, {
      deed,
      at: await momentOf(scope, saidOn, NO.includes(deed)),
      via,
      version: words ? version : null,
      textHash: words,
      place,
      evidence: `${evidence}\nEntered by ${name}. Request ${scope.requestId}`,
    });
  },
});

/** The hash of the words of that version, which were published on that day or before. */
async function wordsOf(scope: Scope, purposeId: string, version: number, saidOn: string): Promise<string> {
  const [words] = await scope.sql<{ hash: string; publishedAt: Date }>(
    'select hash, published_at as "publishedAt" from consent_text where purpose_id = $1 and version = $2',
    [purposeId, version],
  );
  if (!words) throw notFound('version');
  if (localDate(words.publishedAt) > saidOn)
    throw invalid('saidOn', 'Is before the day on which these words were published.');
  return words.hash;
}

/** When it counts from. */
async function momentOf(scope: Scope, saidOn: string, ofEnd: boolean): Promise<Date> {
  if (saidOn === localDate(scope.now)) return scope.now;
  const [moment] = await scope.sql<{ at: Date }>(
    `select ($1::date + $2::int)::timestamp at time zone 'Europe/London' - $2::int * interval '1 second' as at`,
    [saidOn, ofEnd ? 1 : 0],
  );
  if (!moment) throw new Error('A day has a beginning.');
  return moment.at;
}
