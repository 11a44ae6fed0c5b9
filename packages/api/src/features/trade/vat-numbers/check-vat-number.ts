import { formatVatNumber, id, newId, optional, vatRegisterOf } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { NotAnswered } from './ask-register.ts';

/** A customer whose number is asked about, and who sells to it. */
interface Customer {
  resellerId: string;
  companyId: string | null;
  issuerId: string;
  number: string | null;
  requesterNumber: string | null;
}

const NOTHING = { name: null, address: null, consultationNumber: null };

const CUSTOMERS = {
  company: `select c.reseller_id as "resellerId", c.id as "companyId", r.id as "issuerId", c.vat_number as number,
      r.vat_number as "requesterNumber" from company c join reseller r on r.id = c.reseller_id where c.id = $1`,
  reseller: `select r.id as "resellerId", null as "companyId", p.id as "issuerId", r.vat_number as number,
      p.vat_number as "requesterNumber" from reseller r join reseller p on p.is_platform where r.id = $1 and not r.is_platform`,
};

/**
 * Asks HMRC, or VIES, whether a customer's VAT number is registered, and keeps what it says, or that it did not. What the customer is
 * charged does not change by that: its seller decides (decision 67). [B5]
 */
export const checkVatNumber = outsideVerb({
  name: 'checkVatNumber',
  permission: 'VAT_NUMBER_CHECK',
  description: 'Of a company, or else of a reseller, which the staff of the platform ask for.',
  input: input('CheckVatNumberInput', { companyId: optional(id()), resellerId: optional(id()) }),
  async plan(scope, { companyId, resellerId }, { vatRegisters }) {
    const customer = await readCustomer(scope, companyId, resellerId);
    const { number } = customer;
    if (!number)
      throw conflict('Has no VAT number: fill it in first.', companyId ? 'companyId' : 'resellerId');
    const register = vatRegisterOf(number);
    const ask = register && vatRegisters[register];
    if (!register || !ask)
      throw conflict(
        register
          ? `${register} cannot be asked: the operator of this installation has not set that up.`
          : `Nobody can be asked about ${formatVatNumber(number)}: HMRC knows numbers of businesses in the United Kingdom, VIES those of the European Union.`,
      );
    return { ...customer, number, register, ask };
  },
  async call({ number, requesterNumber, ask }) {
    try {
      return { problem: null, ...(await ask(number, requesterNumber)) };
    } catch (error) {
      if (error instanceof NotAnswered)
        return { answer: 'NOT_ANSWERED' as const, problem: error.message, ...NOTHING };
      throw error;
    }
  },
  async settle(scope, { ask: _ask, ...asked }, answer) {
    const checkId = newId();
    const { resellerId, companyId, issuerId, number, register, requesterNumber } = asked;
    const { name, address, consultationNumber } = answer;
    await scope.sql(
      `insert into vat_number_check (id, reseller_id, company_id, issuer_id, number, register, answer, problem, name, address,
         requester_number, consultation_number, asked_at, asked_by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        ...[checkId, resellerId, companyId, issuerId, number, register, answer.answer, answer.problem],
        ...[name, address, requesterNumber, consultationNumber, scope.now, (await who(scope)).name],
      ],
    );
    scope.hint({ kind: 'VatNumberCheck', id: checkId, resellerId });
    return {
      result: checkId,
      subject: {
        type: 'VatNumberCheck',
        id: checkId,
        resellerId,
        companyId,
        reference: number,
        changed: { register: [null, register], answer: [null, answer.answer] },
      },
    };
  },
});

async function readCustomer(
  scope: Scope,
  companyId: string | null | undefined,
  resellerId: string | null | undefined,
): Promise<Customer> {
  if (!companyId === !resellerId)
    throw invalid('companyId', 'Must be filled in, or else the reseller: one of the two.');
  if (resellerId && scope.actor.kind === 'member' && scope.actor.level !== 'PLATFORM')
    throw new Problem('FORBIDDEN', 'Only staff of the platform ask about the VAT number of a reseller.');
  const [customer] = await scope.sql<Customer>(CUSTOMERS[companyId ? 'company' : 'reseller'], [
    companyId ?? resellerId,
  ]);
  if (!customer) throw notFound(companyId ? 'company' : 'reseller');
  return customer;
}
