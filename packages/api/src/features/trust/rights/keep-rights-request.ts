import { localDate, newId, regionOfPostcode } from '@steward/shared';
import type { Subject } from '../../../kernel/audit.ts';
import { emit } from '../../../kernel/jobs.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { noteEvent, rightsRequestOpened } from './change-rights-request.ts';
import { dueOnOf } from './rights-clock.ts';
import { RightsRequest } from './rights-request.entity.ts';

type Given = Pick<
  RightsRequest,
  | 'resellerId'
  | 'companyId'
  | 'endUserId'
  | 'kind'
  | 'channel'
  | 'receivedOn'
  | 'identityMethod'
  | 'personName'
  | 'personEmail'
  | 'facts'
> & { region?: RightsRequest['region'] | null; postcode: string };

/** Keeps a new request of a company, which is told of it, with the time that it has. */
export async function keepRightsRequest(
  scope: Scope,
  { postcode, ...given }: Given,
): Promise<{ id: string; subject: Subject }> {
  if (given.receivedOn > localDate(scope.now)) throw invalid('receivedOn', 'Must not lie in the future.');
  const { resellerId, companyId, endUserId } = given;
  const region = given.region ?? regionOfPostcode(postcode);
  const fresh = { ...given, region, extended: false, acknowledgedAt: null };
  const id = newId();
  const kept = await scope.insert(RightsRequest, {
    ...fresh,
    id,
    reference: '',
    status: 'RECEIVED',
    dueOn: dueOnOf(fresh, []),
    createdAt: scope.now,
  });
  await noteEvent(scope, kept, 'OPENED', null);
  await emit(scope, rightsRequestOpened, { resellerId, requestId: id });
  const [made] = await scope.sql<{ reference: string }>(
    'select reference from rights_request where id = $1',
    [id],
  );
  const reference = made?.reference ?? '';
  return { id, subject: { type: 'RightsRequest', id, reference, resellerId, companyId, endUserId } };
}
