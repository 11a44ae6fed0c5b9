import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { signIn } from '../identity/index.ts';
import { AccessLink } from './access-link.entity.ts';
import { renewAccessLink } from './renew-access-link.ts';
import { requestAccess } from './request-access.ts';
import { requestCorrection } from './request-correction.ts';

const ASKING = [
  {
    firstName: 'Siobhán',
    lastName: 'O’Brien',
    email: 'siobhan.obrien@mail.example',
    phone: '020 7946 0311',
    reason: 'I start in accounts on Monday. Peter Marsh said that I need a mailbox and a telephone.',
  },
  {
    firstName: 'Łukasz',
    lastName: 'Wójcik',
    email: 'lukasz.wojcik@mail.example',
    reason: 'Contractor for the warehouse move until March; I need access to the shared files.',
  },
];

/**
 * Globex and Northwind have links by which people ask; two people have asked at Globex, one at Northwind. An end user of
 * Globex asks for a correction.
 */
async function playRequests({ setting, inScope, password }: Demonstration): Promise<void> {
  const anonymous = { ...setting, credentials: { kind: 'anonymous' } as const };
  const open = async (of: { companyId?: string | undefined; resellerId?: string | undefined }) => {
    const linkId = await perform(setting, renewAccessLink, of);
    return inScope(async (scope) => (await scope.load(AccessLink, linkId)).token);
  };
  const [globex] = await inScope((scope) =>
    scope.sql<{ id: string; resellerId: string }>(
      `select id, reseller_id as "resellerId" from company where name = 'Globex Ltd'`,
    ),
  );
  const token = await open({ companyId: globex?.id });
  for (const person of ASKING) await perform(anonymous, requestAccess, { token, ...person });
  await perform(anonymous, requestAccess, {
    token: await open({ resellerId: globex?.resellerId }),
    firstName: 'Priya',
    lastName: 'Raman',
    email: 'priya.raman@mail.example',
    reason: 'I join your service desk next week.',
  });
  const session = await perform(anonymous, signIn, {
    ...{ email: 'user@globex.example', password },
    ...{ address: '127.0.0.1', userAgent: 'Demonstration' },
  });
  if (!session) throw new Error('The end user of the demonstration cannot sign in.');
  const credentials = { kind: 'session', ...session } as const;
  await perform({ ...setting, credentials }, requestCorrection, {
    field: 'JOB_TITLE',
    wanted: 'Head of customer care',
    note: 'Since 1 October; my contract says so.',
  });
}

export const demo: DemoPart = { present: playRequests };
