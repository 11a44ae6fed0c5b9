import { line } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** The origin of a web site, over https, or on this machine. */
const site = () =>
  line(200).transform((text, context) => {
    const url = URL.parse(text);
    const local = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
    if (url && (url.protocol === 'https:' || (local && url.protocol === 'http:')) && !url.username)
      return url.origin;
    context.addIssue({
      code: 'custom',
      message: 'Must be the address of a web site such as https://www.example.com.',
    });
    return z.NEVER;
  });
const page = () =>
  line(500).refine(
    (text) => URL.parse(text)?.protocol === 'https:',
    'Must be an address such as https://www.example.com/privacy.',
  );

/** What is said of a form. */
export const formShape = {
  name: line(120),
  sites: z.array(site()).min(1, 'Say at least one web site.').max(20),
  privacyUrl: page(),
};

/** Somebody of one's own tenant's, who is there. */
export async function assertColleague(scope: Scope, membershipId: string | null): Promise<void> {
  if (!membershipId) return;
  const { level, resellerId } = memberOf(scope.actor);
  const [found] = await scope.sql(
    `select from membership where id = $1 and level = $2 and reseller_id = $3 and status = 'ACTIVE' and lent_to is null`,
    [membershipId, level, resellerId],
  );
  if (!found) throw notFound('colleague');
}
