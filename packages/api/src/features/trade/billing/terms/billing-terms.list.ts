import { by, equals, list, yesOrNo } from '../../../../kernel/read/list.ts';
import { isIssuedByReader } from '../invoice-conditions.ts';
import { BillingTerms, isForEveryone } from './billing-terms.entity.ts';

/** What is agreed with everyone, and otherwise with single customers. */
export const billingTermsList = list(BillingTerms, {
  name: 'billingTerms',
  permission: 'BILLING_RUN',
  filters: {
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    forEveryone: yesOrNo(isForEveryone),
    issuedByMe: yesOrNo(isIssuedByReader),
  },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
