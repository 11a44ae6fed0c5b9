import { id, line } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { enqueue, job } from '../../../../kernel/jobs.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { perform, verb } from '../../../../kernel/verb.ts';
import { mailOwnChange } from '../mail-own-change.ts';

/** Tells whoever acts by mail that their second factors have changed, lest it was not them. [S48] */
export async function tellOfFactors(scope: Scope, what: string): Promise<void> {
  const { membershipId, resellerId } = memberOf(scope.actor);
  await enqueue(scope, mailFactorChangeJob, { resellerId, membershipId, what });
}

export const mailFactorChange = verb({
  name: 'mailFactorChange',
  permission: 'system',
  input: input('MailFactorChangeInput', { membershipId: id(), what: line(200) }),
  run: (scope, { membershipId, what }) =>
    mailOwnChange(scope, membershipId, {
      subject: 'Your sign-in has changed',
      cause: 'factorChange',
      happened: (email) => `The sign-in with which ${email} uses Steward has changed. ${what}`,
    }),
});

export const mailFactorChangeJob = job({
  name: 'mail-factor-change',
  for: 'tenant',
  does: [mailFactorChange],
  payload: z.object({ resellerId: z.string(), membershipId: z.string(), what: z.string() }),
  async run(setting, { membershipId, what }) {
    await perform(setting, mailFactorChange, { membershipId, what });
  },
});
