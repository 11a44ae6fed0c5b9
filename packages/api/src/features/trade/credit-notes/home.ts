import { Int } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';
import { setting } from '../../../kernel/protection.ts';

const waiting = `(select count(*) from credit_note n where n.state = 'AWAITING_APPROVAL' and n.issuer_id = ${setting('reseller_id')}
  and n.requested_by <> ${setting('membership_id')})`;
const unused = `(select count(*) from credit_note n where n.state = 'ISSUED' and n.used_minor < n.total_minor
  and n.issuer_id = ${setting('reseller_id')})`;
const overpaid = `(select count(*) from overpayment o where o.used_minor < o.total_minor and o.issuer_id = ${setting('reseller_id')})`;
const figures = { creditNotesToApprove: waiting, unusedCreditNotes: unused, unusedOverpayments: overpaid };

/** What waits of one's own notes. */
export const creditNotesAtHome: HomePart = {
  figures: {
    creditNotesToApprove: {
      type: () => Int,
      description: 'Credit notes that somebody else has asked for, and that take a second person.',
    },
    unusedCreditNotes: { type: () => Int, description: 'Credit notes of which something is left.' },
    unusedOverpayments: { type: () => Int, description: 'Overpayments of which something is left.' },
  },
  at: { PLATFORM: { figures }, RESELLER: { figures } },
};
