import type { Purpose } from '../../../kernel/personal-data.ts';
import { enumeration } from '../../../kernel/table.ts';

/** Between whom personal data passes: whoever sells, and whose people they are. */
export const ProcessingRelation = enumeration('ProcessingRelation', {
  PLATFORM_RESELLER: 'PLATFORM_RESELLER',
  PLATFORM_COMPANY: 'PLATFORM_COMPANY',
  RESELLER_COMPANY: 'RESELLER_COMPANY',
  COMPANY_END_USER: 'COMPANY_END_USER',
});
export type ProcessingRelation = keyof typeof ProcessingRelation;

export const ProcessingParty = enumeration('ProcessingParty', {
  PLATFORM: 'PLATFORM',
  RESELLER: 'RESELLER',
  COMPANY: 'COMPANY',
});
export type ProcessingParty = keyof typeof ProcessingParty;

/** Who decides, who acts for them, and who for those. */
export interface RolesOf {
  controller: ProcessingParty;
  processor: ProcessingParty | null;
  subProcessor: ProcessingParty | null;
  because: string;
}

/** Purposes for which the customer's word counts. */
const INSTRUCTED = {
  SERVING: 'decides which of its people have which service',
  SIGN_IN: 'decides which of its people are let in',
  SUPPORT: 'asks for help on behalf of its people',
  ACCOUNTABILITY: 'answers for what is done with its people’s data',
  RIGHTS: 'answers its people; the others help it to',
} as const;

/** Purposes of whoever sells. */
const OF_SELLER = {
  BILLING:
    'issues the invoices, for which it uses contacts, services and, of calls, who rang whom (PECR reg. 7)',
  ACCOUNTING: 'is obliged by law to keep the accounts of what it has invoiced',
  MARKETING: 'decides whom it tells of its offers, and needs their consent',
} as const;

const isInstructed = (purpose: Purpose): purpose is keyof typeof INSTRUCTED => purpose in INSTRUCTED;

/**
 * Who is controller and who processor between two parties for a purpose; null for what is not done there: nobody advertises to
 * end users. Whoever decides what for is controller: the customer of what is done for its people, the seller of its own
 * books and offers, the platform of keeping the whole secure. Everything runs on the platform, so it stands behind each reseller. [D1]
 *
 * @param seller of the company, where end users are concerned
 */
export function rolesOf(
  relation: ProcessingRelation,
  purpose: Purpose,
  seller: 'PLATFORM' | 'RESELLER',
): RolesOf | null {
  const sells =
    relation === 'RESELLER_COMPANY' ? 'RESELLER' : relation === 'COMPANY_END_USER' ? seller : 'PLATFORM';
  const customer = relation === 'PLATFORM_RESELLER' ? 'RESELLER' : 'COMPANY';
  const behind = sells === 'RESELLER' ? 'PLATFORM' : null;
  if (purpose === 'SECURITY')
    return {
      controller: 'PLATFORM',
      processor: null,
      subProcessor: null,
      because: 'keeps its network and everyone on it secure, and decides how (Art. 32)',
    };
  if (isInstructed(purpose))
    return { controller: customer, processor: sells, subProcessor: behind, because: INSTRUCTED[purpose] };
  if (purpose === 'MARKETING' && relation === 'COMPANY_END_USER') return null;
  return { controller: sells, processor: behind, subProcessor: null, because: OF_SELLER[purpose] };
}
