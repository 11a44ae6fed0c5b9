import { invoicePrefix, line } from '@steward/shared';
import type { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, type Setting, verb } from '../../../kernel/verb.ts';
import {
  type AdministratorRecord,
  administratorInput,
  appointAdministrator,
  ensureAgreement,
  invite,
  Membership,
} from '../../people/identity/index.ts';
import { AGREEMENT } from '../../trust/agreements/index.ts';
import { addressInput } from '../tenancy/index.ts';
import { addReseller } from './add-reseller.ts';

/** Held while setting up, so that of two processes starting at once only one does it. */
const LOCK = 7_283_490_113;
/** Until staff write down the real one. */
const NO_ADDRESS = {
  line1: 'To be completed',
  line2: null,
  city: 'To be completed',
  county: null,
  postcode: '-',
  country: 'GB',
};

export const bootstrapPlatform = verb({
  name: 'bootstrapPlatform',
  permission: 'system',
  input: input('BootstrapPlatformInput', {
    name: line(120).default('Xe2'),
    invoicePrefix: invoicePrefix().default('XE2'),
    address: addressInput.default(NO_ADDRESS),
    administrator: administratorInput,
  }),
  async run(scope, { administrator, ...channel }, { publicUrl }) {
    await scope.sql('select pg_advisory_xact_lock($1)', [LOCK]);
    await ensureAgreement(scope, AGREEMENT);
    const [platform] = await scope.sql<{ id: string; staffed: boolean }>(
      `select r.id, exists (select from membership m where m.reseller_id = r.id and m.level = 'PLATFORM'
           and m.status <> 'INVITED') as staffed
         from reseller r where r.is_platform`,
    );
    if (platform?.staffed) return { result: null, subject: null };
    const unbranded = {
      isPlatform: true,
      vatNumber: null,
      vatTreatment: 'STANDARD',
      currency: 'GBP',
      bank: null,
      accentColour: null,
      logo: null,
    } as const;
    const resellerId = platform?.id ?? (await addReseller(scope, { ...unbranded, ...channel }));
    const link = await inviteFirstStaff(scope, resellerId, administrator, publicUrl);
    return { result: link, subject: { type: 'Reseller', id: resellerId, resellerId } };
  },
});

/** A new invitation for whoever has one already, else a membership and its first. */
async function inviteFirstStaff(
  scope: Scope,
  resellerId: string,
  record: AdministratorRecord,
  publicUrl: string,
): Promise<string> {
  const [invited] = await scope.sql<{ id: string }>(
    `select id from membership where reseller_id = $1 and level = 'PLATFORM' and email_key = lower($2)`,
    [resellerId, record.email],
  );
  if (invited) return invite(scope, await scope.load(Membership, invited.id), publicUrl);
  const tenancy = { resellerId, companyId: null, endUserId: null };
  return (await appointAdministrator(scope, 'PLATFORM', tenancy, record, publicUrl)).link;
}

/**
 * Sets up a database that has no platform yet: the platform's own channel, the data processing
 * agreement, and an invitation for the first member of staff, whose link it returns. As long as nobody of the platform
 * has accepted an invitation, each further call makes a fresh link; after that it only publishes an agreement that is
 * new in this version, and returns null. [T1] [D1]
 */
export const setUpPlatform = (
  product: Omit<Setting, 'credentials' | 'requestId'>,
  given: z.input<typeof bootstrapPlatform.input.rule>,
): Promise<string | null> =>
  perform(
    {
      ...product,
      credentials: { kind: 'system', task: 'bootstrap', resellerId: null, does: [bootstrapPlatform.name] },
      requestId: 'bootstrap',
    },
    bootstrapPlatform,
    given,
  );
