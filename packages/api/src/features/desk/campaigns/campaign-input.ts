import { line, optional, prose } from '@steward/shared';
import { loadLocked } from '../../../kernel/assign.ts';
import { oneOf } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { ContactPurposeChoice, ContactSource } from '../contacts/index.ts';
import { Campaign } from './campaign.entity.ts';

/** What is said of a campaign. */
export const campaignShape = {
  name: line(120),
  about: oneOf(ContactPurposeChoice),
  source: optional(oneOf(ContactSource)),
  subject: line(150),
  body: prose(20_000),
};

/** A campaign that has not begun, locked. */
export async function draft(scope: Scope, id: string): Promise<Campaign> {
  const campaign = await loadLocked(scope, Campaign, id);
  if (campaign.state !== 'DRAFT') throw conflict('It has been sent, and is not changed any more.', 'id');
  return campaign;
}
