import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { ownPurpose } from './own-purpose.ts';

/** Asks nobody any more. What was said stays, and can still be withdrawn. [D7] */
export const retireConsentPurpose = verb({
  name: 'retireConsentPurpose',
  permission: 'CONSENT_PUBLISH',
  input: input('RetireConsentPurposeInput', { purposeId: id() }),
  async run(scope, { purposeId }) {
    await ownPurpose(scope, purposeId);
    await scope.sql('update consent_purpose set retired_at = $2 where id = $1', [purposeId, scope.now]);
    const { resellerId, companyId } = memberOf(scope.actor);
    return {
      result: purposeId,
      subject: { type: 'ConsentPurpose', id: purposeId, resellerId, companyId, changed: ['retiredAt'] },
    };
  },
});
