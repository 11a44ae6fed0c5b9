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
    const [company] = await scope.sql<{ resellerId: string }>(
      'select reseller_id as "resellerId" from company where id = $1',
      [companyId],
    );
    if (!company) throw notFound('company');
    const people = await peopleOf(scope, companyId, endUserIds);
    assertDays(scope, given);
    assertSecrecy(given);
    const disclosure = await scope.insert(AuthorityDisclosure, {
      id: newId(),
      resellerId: company.resellerId,
      companyId,
      keeper,
      ...given,
      dataClasses: [...new Set(given.dataClasses)],
      givenClasses: [],
      state: 'RECEIVED',
      recordedBy: memberOf(scope.actor).membershipId,
      recordedAt: scope.now,
    });
    await addPeople(scope, disclosure, people);
    return { result: disclosure.id, subject: subjectOf(scope, disclosure, { state: [null, 'RECEIVED'] }) };
  },
});

interface Days {
  receivedOn: string;
  dueOn?: string | null | undefined;
  fromOn?: string | null | undefined;
  toOn?: string | null | undefined;
}

function assertDays(scope: Scope, { receivedOn, dueOn, fromOn, toOn }: Days): void {
  if (receivedOn > localDate(scope.now)) throw invalid('receivedOn', 'May not be in the future.');
  if (dueOn && dueOn < receivedOn) throw invalid('dueOn', 'May not be before it was received.');
  if (fromOn && toOn && toOn < fromOn) throw invalid('toOn', 'May not be before the first day.');
}

/** The people with these ids, each once; NOT_FOUND unless all of them are of the company. */
async function peopleOf(scope: Scope, companyId: string, endUserIds: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(endUserIds)];
  const found = await scope.sql<{ id: string }>(
    'select id from end_user where company_id = $1 and id = any ($2::uuid[])',
    [companyId, wanted],
  );
  if (found.length !== wanted.length) throw notFound('end user');
  return wanted;
}

/** Notes whom it is about. */
async function addPeople(
  scope: Scope,
  { id: disclosureId, companyId, resellerId, keeper, secret, secretUntil }: AuthorityDisclosure,
  people: readonly string[],
): Promise<void> {
  await scope.sql(
    `insert into authority_disclosure_person (id, reseller_id, company_id, end_user_id, disclosure_id, keeper, secret, secret_until)
       select p.id, $1, $2, p.end_user_id, $3, $4, $5, $6 from unnest($7::uuid[], $8::uuid[]) p (id, end_user_id)`,
    [
      ...[resellerId, companyId, disclosureId, keeper, secret, secretUntil ?? null],
      people.map(() => newId()),
      people,
    ],
  );
}
