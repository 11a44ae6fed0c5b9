import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { isCurrent, isInDoubt } from './check-conditions.ts';
import { VatNumberAnswer, VatNumberCheck, VatRegister } from './vat-number-check.entity.ts';

export const vatNumberChecks = list(VatNumberCheck, {
  name: 'vatNumberChecks',
  permission: 'VAT_NUMBER_CHECK',
  filters: {
    answer: choice('answer', VatNumberAnswer),
    register: choice('register', VatRegister),
    current: yesOrNo(isCurrent),
    inDoubt: yesOrNo(isInDoubt),
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    number: equals('number', () => String, 'text'),
  },
  sorts: { ASKED_AT: [by('asked_at', 'timestamptz')] },
  order: ['ASKED_AT', 'DESC'],
});
