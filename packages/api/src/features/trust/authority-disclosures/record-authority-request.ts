import { date, id, line, localDate, newId, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { DataClass } from '../../../kernel/personal-data.ts';
import { invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import {
  AuthorityDisclosure,
  DisclosureBasis,
  DisclosureCapacity,
  type Keeper,
} from './authority-disclosure.entity.ts';
import { assertSecrecy, subjectOf } from './own-disclosure.ts';

/** People that one request may be about. */
const MOST_PEOPLE = 200;

/**
 * Enters that an authority asks for data about people of a company: by which law, what, of which days. Nothing is given until
 * somebody else has decided. [D7]
 */
export const recordAuthorityRequest = verb({
  name: 'recordAuthorityRequest',
  permission: 'AUTHORITY_DISCLOSURE_RECORD',
  input: input('RecordAuthorityRequestInput', {
    companyId: id(),
    capacity: oneOf(DisclosureCapacity),
    authority: line(150),
    reference: optional(line(100)),
    basis: oneOf(DisclosureBasis),
    receivedOn: date(),
    dueOn: optional(date()),
    asked: prose(5_000),
    dataClasses: z.array(oneOf(DataClass)).min(1, 'Say at least one.').max(20),
    fromOn: optional(date()),
    toOn: optional(date()),
    endUserIds: z.array(id()).max(MOST_PEOPLE, `May be at most ${MOST_PEOPLE}.`),
    secret: z.boolean(),
    secretUntil: optional(date()),
  }),
  async run(scope, { companyId, endUserIds, ...given }) {
    const keeper = memberOf(scope.actor).level as Keeper;
    if (given.receivedOn > localDate(scope.now)) throw invalid('receivedOn', 'May not be in the future.');
    if (given.dueOn && given.dueOn < given.receivedOn)
      throw invalid('dueOn', 'May not be before it was received.');
    if (given.fromOn && given.toOn && given.toOn < given.fromOn)
      throw invalid('toOn', 'May not be before the first day.');
    assertSecrecy(given);
    const [company] = await scope.sql<{ resellerId: string }>(
      'select reseller_id as "resellerId" from company where id = $1',
      [companyId],
    );
    if (!company) throw notFound('company');
    const { resellerId } = company;
    const disclosure = await scope.insert(AuthorityDisclosure, {
      id: newId(),
      resellerId,
      companyId,
      keeper,
      ...given,
      dataClasses: [...new Set(given.dataClasses)],
      givenClasses: [],
      state: 'RECEIVED',
      recordedBy: memberOf(scope.actor).membershipId,
      recordedAt: scope.now,
    });
    await addPeople(scope, disclosure, endUserIds);
    return { result: disclosure.id, subject: subjectOf(scope, disclosure, { state: [null, 'RECEIVED'] }) };
  },
});

/** Notes whom it is about; all of them are of its company. */
async function addPeople(
  scope: Scope,
  { id: disclosureId, companyId, resellerId, keeper, secret, secretUntil }: AuthorityDisclosure,
  endUserIds: readonly string[],
): Promise<void> {
  const wanted = [...new Set(endUserIds)];
  const found = await scope.sql<{ id: string }>(
    'select id from end_user where company_id = $1 and id = any ($2::uuid[])',
    [companyId, wanted],
  );
  if (found.length !== wanted.length) throw notFound('end user');
  await scope.sql(
    `insert into authority_disclosure_person (id, reseller_id, company_id, end_user_id, disclosure_id, keeper, secret, secret_until)
       select p.id, $1, $2, p.end_user_id, $3, $4, $5, $6 from unnest($7::uuid[], $8::uuid[]) p (id, end_user_id)`,
    [
      ...[resellerId, companyId, disclosureId, keeper, secret, secretUntil ?? null],
      wanted.map(() => newId()),
      wanted,
    ],
  );
}
