import { id, newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { RetentionRuleChoice } from '../../../kernel/personal-data.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import type { Tenant } from './matrix.ts';
import { LegalHold, LegalHoldKind } from './retention.entity.ts';

interface Held {
  kind: LegalHoldKind;
  companyId?: string | null | undefined;
  endUserId?: string | null | undefined;
}

/** Stops all forgetting of a person, of a company, or of what a matter needs, until it is lifted. [D4] */
export const placeLegalHold = verb({
  name: 'placeLegalHold',
  description:
    'Stops all forgetting of a person, of a company, or of what a matter needs, until it is lifted.',
  permission: 'LEGAL_HOLD',
  input: input('PlaceLegalHoldInput', {
    kind: oneOf(LegalHoldKind),
    companyId: id().nullish(),
    endUserId: id().nullish(),
    rules: z.array(oneOf(RetentionRuleChoice)).max(11).default([]),
    reference: z
      .string()
      .trim()
      .min(1, 'Say what it is called, such as the number of a claim.')
      .max(100, 'May be at most 100 characters.'),
    reason: z
      .string()
      .trim()
      .min(1, 'Say why it must be kept.')
      .max(2000, 'May be at most 2,000 characters.'),
  }),
  async run(scope, { rules, reference, reason, ...held }) {
    const { level, membershipId } = memberOf(scope.actor);
    const tenant = await heldTenant(scope, held);
    if ((held.kind === 'MATTER') !== rules.length > 0)
      throw invalid(
        'rules',
        held.kind === 'MATTER' ? 'Say which lines of the matrix the matter needs.' : 'Are for a matter only.',
      );
    const [placed] = await scope.sql<{ name: string }>(
      `select first_name || ' ' || last_name as name from membership where id = $1`,
      [membershipId],
    );
    const hold = await scope.insert(LegalHold, {
      id: newId(),
      ...tenant,
      kind: held.kind,
      endUserId: held.kind === 'PERSON' ? (held.endUserId ?? null) : null,
      rules: [...new Set(rules)],
      reference,
      reason,
      level,
      placedAt: scope.now,
      placedBy: membershipId,
      placedByName: placed?.name ?? '',
      liftedAt: null,
      liftedByName: null,
    });
    const changed = { kind: [null, held.kind] } as const;
    return { result: hold.id, subject: { type: 'LegalHold', id: hold.id, ...tenant, reference, changed } };
  },
});

/** Whose data is held: the company that is named, or of the person, or one's own; NOT_FOUND if it is none of one's own. */
async function heldTenant(scope: Scope, { kind, companyId, endUserId }: Held): Promise<Tenant> {
  const member = memberOf(scope.actor);
  const of = companyId ?? member.companyId;
  const company = of ? await scope.load(Company, of) : undefined;
  if (kind === 'PERSON') {
    if (!endUserId) throw invalid('endUserId', 'Say whom it is about.');
    const { resellerId, companyId: theirs } = await scope.load(EndUser, endUserId);
    return { resellerId, companyId: theirs };
  }
  if (endUserId) throw invalid('endUserId', 'Is for a hold on a person only.');
  if (company) return { resellerId: company.resellerId, companyId: company.id };
  if (kind === 'COMPANY') throw invalid('companyId', 'Say which company it is about.');
  return { resellerId: member.resellerId, companyId: null };
}
