import { ID } from 'type-graphql';
import { by, choice, equals, type FilterField, list, yesOrNo } from '../../../kernel/read/list.ts';
import { isCurrent, isInDoubt } from './check-conditions.ts';
import { VatNumberAnswer, VatNumberCheck, VatRegister } from './vat-number-check.entity.ts';

/** Of the reseller itself, not of its companies. */
const ofReseller: FilterField = {
  type: () => ID,
  condition: (row, value, statement) =>
    `(${row}.reseller_id = ${statement.bind(value, 'uuid')} and ${row}.company_id is null)`,
};

export const vatNumberChecks = list(VatNumberCheck, {
  name: 'vatNumberChecks',
  permission: 'VAT_NUMBER_READ',
  filters: {
    answer: choice('answer', VatNumberAnswer),
    register: choice('register', VatRegister),
    current: yesOrNo(isCurrent),
    inDoubt: yesOrNo(isInDoubt),
    companyId: equals('company_id'),
    resellerId: ofReseller,
    number: equals('number', () => String, 'text'),
  },
  sorts: { ASKED_AT: [by('asked_at', 'timestamptz')] },
  order: ['ASKED_AT', 'DESC'],
});
