import { date, email, id, line, localDate, optional, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { keepRightsRequest } from './keep-rights-request.ts';
import { UkRegion } from './region.ts';
import { RightsKind } from './rights-kinds.ts';
import { RightsChannel } from './rights-request.entity.ts';

/** Requests of one person that may be open at once. */
const MOST_OPEN = 20;

/**
 * Somebody asks about the data that is kept about them: they themselves, signed in, or whoever it reached by mail or telephone
 * enters it. The company is the controller: if it is not the one that enters it, its administrators are told. [D2] [S85]
 */
export const openRightsRequest = verb({
  name: 'openRightsRequest',
  description:
    'Opens a request about personal data: of oneself, or as it came by mail or telephone. Its company, the controller, is told.',
  permission: 'RIGHTS_OPEN',
  input: input('OpenRightsRequestInput', {
    kind: oneOf(RightsKind),
    /** Left out by an end user, and of whoever is not in the directory. */
    endUserId: optional(id()),
    /** Of whoever is not in the directory: whose data it is about. */
    companyId: optional(id()),
    /** Today, if it is left out. */
    receivedOn: optional(date()),
    channel: optional(oneOf(RightsChannel)),
    /** Otherwise that of the company's postcode. */
    region: optional(oneOf(UkRegion)),
    personName: optional(line(120)),
    personEmail: optional(email()),
    facts: optional(prose(4_000)),
  }),
  async run(scope, { endUserId, companyId, receivedOn, channel, personName, ...given }) {
    const member = memberOf(scope.actor);
    const own = member.level === 'END_USER';
    const today = localDate(scope.now);
    if (own && (channel ?? 'ACCOUNT') !== 'ACCOUNT')
      throw invalid('channel', 'Is ACCOUNT of what you ask here.');
    if (!own && (channel === 'ACCOUNT' || channel === 'FORM'))
      throw invalid('channel', 'Must be how it reached you: EMAIL, TELEPHONE, LETTER or IN_PERSON.');
    const personId = own ? (endUserId ?? member.endUserId) : endUserId;
    if (!personId && !personName)
      throw invalid('personName', 'Must be filled in for somebody who is not in the directory.');
    const controller = personId
      ? await personOf(scope, personId)
      : await companyOf(scope, companyId ?? member.companyId);
    if (companyId && companyId !== controller.companyId) throw notFound('company');
    await assertRoom(scope, controller.endUserId);
    const { id: requestId, subject } = await keepRightsRequest(scope, {
      ...controller,
      ...given,
      personName: personId ? null : personName,
      channel: own ? 'ACCOUNT' : (channel ?? 'EMAIL'),
      receivedOn: receivedOn ?? today,
      identityMethod: own ? 'SIGNED_IN' : null,
    });
    return { result: requestId, subject };
  },
});

interface Controller {
  resellerId: string;
  companyId: string;
  endUserId: string | null;
  postcode: string;
}

async function personOf(scope: Scope, endUserId: string): Promise<Controller> {
  const [found] = await scope.sql<Controller>(
    `select u.reseller_id as "resellerId", u.company_id as "companyId", u.id as "endUserId", c.address ->> 'postcode' as postcode
       from end_user u join company c on c.id = u.company_id where u.id = $1`,
    [endUserId],
  );
  if (!found) throw notFound('end user');
  return found;
}

/** The company that an input means; NOT_FOUND if it is not visible. */
export async function companyOf(scope: Scope, companyId: string | null): Promise<Controller> {
  if (!companyId) throw invalid('companyId', 'Must name the company whose data it is about.');
  const [found] = await scope.sql<Controller>(
    `select reseller_id as "resellerId", id as "companyId", null as "endUserId", address ->> 'postcode' as postcode
       from company where id = $1`,
    [companyId],
  );
  if (!found) throw notFound('company');
  return found;
}

async function assertRoom(scope: Scope, endUserId: string | null): Promise<void> {
  const [count] = await scope.sql<{ open: number }>(
    'select count(*)::int as open from rights_request where end_user_id = $1 and closed_at is null',
    [endUserId],
  );
  if ((count?.open ?? 0) >= MOST_OPEN)
    throw conflict(
      `${MOST_OPEN} requests of this person are open already. Wait for an answer to them first.`,
    );
}
