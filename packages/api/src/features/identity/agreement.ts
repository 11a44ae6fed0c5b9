import { newId } from '@steward/shared';
import type { Scope } from '../../kernel/scope.ts';
import type { AgreementText } from './agreement-text.ts';

/** Publishes a version of the data processing agreement; one that is published already stays as it was. [D1] */
export async function publishAgreement(scope: Scope, agreement: AgreementText): Promise<void> {
  const { version, title, text, publishedOn } = agreement;
  await scope.sql(
    `insert into agreement (id, version, title, text, published_on) values ($1, $2, $3, $4, $5)
     on conflict (version) do nothing`,
    [newId(), version, title, text, publishedOn],
  );
}

/** The version that new companies have to accept: the one published last. */
export async function newestAgreement(scope: Scope): Promise<string> {
  const [newest] = await scope.sql<{ version: string }>(
    'select version from agreement order by published_on desc, id desc limit 1',
  );
  if (!newest) throw new Error('No data processing agreement has been published.');
  return newest.version;
}
