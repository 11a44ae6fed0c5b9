import { email, line, name, optional, phone, prose } from '@steward/shared';
import { oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { type Contact, PecrStatus } from './contact.entity.ts';

/** What is said of a contact. */
export const contactShape = {
  name: name(),
  email: optional(email()),
  phone: optional(phone()),
  organisation: optional(line(200)),
  pecrStatus: oneOf(PecrStatus),
  statusReason: optional(prose(1_000)),
};

type Said = Pick<Contact, 'email' | 'phone' | 'pecrStatus' | 'statusReason'>;

/** Somebody who can be reached somehow, and of whom it is said why they are what they are. INVALID_INPUT otherwise. */
export function assertContact({ email: address, phone: number, pecrStatus, statusReason }: Said): void {
  if (!address && !number) throw invalid('email', 'Say an e-mail address or a telephone number.');
  if (pecrStatus !== 'UNKNOWN' && !statusReason)
    throw invalid('statusReason', 'Say why: what shows that they are a company, or a person for themselves.');
}
