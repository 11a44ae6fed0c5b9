import type { Scope } from '../../../kernel/scope.ts';
import { type RunOut, type Since, sinceRunOut } from '../../trade/subscriptions/index.ts';
import { type BatchRow, changedSince, peopleOf } from './batch.ts';
import { type Known, PERSON_FIELDS, RESTRICTED } from './compare.ts';

/** What has been built upon a row since it was applied, which therefore cannot be taken back; undefined if nothing. */
export type BuiltUpon = (row: BatchRow) => string | undefined;

/** Looks at what has become of the people of these rows since. [U2] */
export async function builtUpon(
  scope: Scope,
  rows: readonly BatchRow[],
): Promise<{ people: Map<string, Known>; reason: BuiltUpon }> {
  const ids = rows.map(({ endUserId }) => endUserId);
  const people = await peopleOf(scope, ids);
  const added = rows.filter(({ kind }) => kind === 'ADD').map(({ endUserId }) => endUserId);
  const signIns = await scope.sql<{ id: string }>(
    'select distinct end_user_id as id from membership where end_user_id = any ($1)',
    [added],
  );
  const aliases = await scope.sql<{ id: string }>(
    'select distinct end_user_id as id from email_address where end_user_id = any ($1) and not "primary"',
    [added],
  );
  const services = await scope.sql<{ id: string; name: string }>(
    `select distinct s.end_user_id as id, p.name from subscription s join product p on p.id = s.product_id
      where s.end_user_id = any ($1) and s.id <> all ($2) and s.part_of_id is null`,
    [added, rows.flatMap(({ subscriptionIds }) => subscriptionIds)],
  );
  const photos = await scope.sql<{ id: string }>(
    'select end_user_id as id from photo where end_user_id = any ($1)',
    [added],
  );
  const endings = await sinceRunOut(
    scope,
    rows.flatMap(({ ended }) => ended.map(({ id }) => id)),
  );
  const withPhoto = new Set(photos.map(({ id }) => id));
  const withSignIn = new Set(signIns.map(({ id }) => id));
  const withAlias = new Set(aliases.map(({ id }) => id));
  const withService = new Map(services.map(({ id, name }) => [id, name]));
  return {
    people,
    reason({ kind, endUserId, changed, values, ended }) {
      const person = people.get(endUserId);
      if (!person) return kind === 'ADD' ? undefined : 'This end user is not in the directory any more.';
      if (person.restricted) return RESTRICTED;
      const fields = kind === 'ADD' ? PERSON_FIELDS : changed;
      const others = fields.filter((field) => person[field] !== values[field]);
      if (others.length) return changedSince(others, 'this file');
      if (withSignIn.has(endUserId)) return 'Has been invited to sign in since.';
      if (withAlias.has(endUserId)) return 'Has been given another address since.';
      if (withPhoto.has(endUserId)) return 'Has been given a photo since.';
      const service = withService.get(endUserId);
      if (service) return `Has been given ${service} since.`;
      return firstOf(ended, (one) => staysEnded(one, endings.get(one.id), person));
    },
  };
}

function firstOf<T>(all: readonly T[], why: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const reason = why(one);
    if (reason) return reason;
  }
  return undefined;
}

/** Why a service that the row has ended cannot go on; undefined if it can. */
function staysEnded({ to }: RunOut, since: Since | undefined, person: Known): string | undefined {
  if (!since) return 'A service that it has ended is not there any more.';
  const { product, gone, endsOn, again, active, needsAddress } = since;
  if (again) return `Has been given ${product} again since.`;
  if (!gone) return endsOn === to ? undefined : `The last day of ${product} has been changed since.`;
  if (!active) return `${product} has been taken away since, and is not sold any more.`;
  if (person.status === 'SUSPENDED')
    return `Has been suspended since: ${product}, which was taken away, cannot be ordered again.`;
  return needsAddress && !person.email
    ? `${product} needs an e-mail address to be ordered again.`
    : undefined;
}
