import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';

/**
 * `GET /audit/heads`: every published end of one's own tenants' chains, a line of JSON each, oldest first, as `verify-audit
 * --against` and the check of a copy take them. [S81]
 */
export const publishedHeadsRoute: Routes = (server) => {
  server.get('/audit/heads', { config: { context: true } }, async ({ context }, reply) => {
    const { scopes, credentials, requestId } = context;
    const heads = await scopes.run(credentials, { requestId, readOnly: true }, (scope) => {
      assertAllowed(scope.actor, 'AUDIT_READ');
      return scope.sql<object>(
        `select reseller_id as "resellerId", day::text as day, position::float8 as position, hash
           from published_head order by day, id`,
      );
    });
    return reply
      .type('application/jsonl; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit-heads.jsonl"')
      .header('cache-control', 'no-store')
      .send(heads.map((head) => `${JSON.stringify(head)}\n`).join(''));
  });
};
