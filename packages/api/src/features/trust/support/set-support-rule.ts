import { newId } from '@steward/shared';
import { type Member, memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { enumeration } from '../../../kernel/table.ts';
import { verb } from '../../../kernel/verb.ts';
import { areasInput, minutesInput } from './contract.ts';
import { SupportMode } from './support-grant.entity.ts';
import { SupportRule } from './support-rule.entity.ts';

export const SupportSide = enumeration('SupportSide', { PLATFORM: 'PLATFORM', RESELLER: 'RESELLER' });

/** The company that whoever acts belongs to. */
export const companyOf = (member: Member): string => {
  if (!member.companyId) throw new Error('Only a company allows this.');
  return member.companyId;
};

/** Allows, for requests to come, what need not be asked each time: to the reseller's people or the platform's, at most so much. [T4] */
export const setSupportRule = verb({
  name: 'setSupportRule',
  description:
    'Allows at most this without being asked each time; it takes the place of what was allowed before.',
  permission: 'SUPPORT_DECIDE',
  input: input('SetSupportRuleInput', {
    side: oneOf(SupportSide),
    areas: areasInput(),
    mode: oneOf(SupportMode),
    minutes: minutesInput(),
  }),
  async run(scope, { side, ...most }) {
    const member = memberOf(scope.actor);
    const companyId = companyOf(member);
    const { resellerId, membershipId } = member;
    const ground = { ...most, setAt: scope.now, setBy: membershipId };
    // Two who set the first one at the same moment: one after the other.
    await scope.sql('select from company where id = $1 for no key update', [companyId]);
    const [there] = await scope.sql<{ id: string }>(
      'select id from support_rule where company_id = $1 and asker_level = $2 for update',
      [companyId, side],
    );
    if (!there) {
      const rule = { id: newId(), resellerId, companyId, askerLevel: side, ...ground };
      await scope.insert(SupportRule, rule);
      const changed = {
        mode: [null, most.mode],
        minutes: [null, most.minutes],
        areas: [null, most.areas],
      } as const;
      return {
        result: rule.id,
        subject: { type: 'SupportRule', id: rule.id, resellerId, companyId, changed },
      };
    }
    const row = await scope.load(SupportRule, there.id);
    const changed = {
      ...(row.mode !== most.mode && { mode: [row.mode, most.mode] as const }),
      ...(row.minutes !== most.minutes && { minutes: [row.minutes, most.minutes] as const }),
      ...(row.areas.join() !== most.areas.join() && { areas: [row.areas, most.areas] as const }),
    };
    if (!Object.keys(changed).length) return { result: row.id, subject: null };
    Object.assign(row, ground);
    return { result: row.id, subject: { type: 'SupportRule', id: row.id, resellerId, companyId, changed } };
  },
});
