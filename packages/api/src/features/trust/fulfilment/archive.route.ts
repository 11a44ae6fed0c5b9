import { isId } from '@steward/shared';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { notFound } from '../../../kernel/problem.ts';
import { tableOf } from '../../../kernel/table.ts';
import { RightsArchive } from './rights-receipt.entity.ts';

/**
 * `GET /rights-archives/<id>`: the archive, to the person whose it is, signed in, or to their company which hands it over; until
 * it expires. And the keys by which archives are verified, for anybody. [D3]
 */
export const archiveRoutes: Routes = (server) => {
  server.get<{ Params: { id: string } }>(
    '/rights-archives/:id',
    { config: { context: true } },
    async ({ context, params }, reply) => {
      const { scopes, credentials, requestId } = context;
      if (!isId(params.id)) throw notFound('archive');
      const bytes = await scopes.run(credentials, { requestId, readOnly: true }, async (scope) => {
        assertAllowed(scope.actor, 'HELD_DATA_READ');
        const { content, expiresAt } = await scope.load(RightsArchive, params.id);
        if (expiresAt <= scope.now) throw notFound('archive');
        return Buffer.from(content, 'base64');
      });
      await context.noteOpening({ what: 'rightsArchive', table: tableOf(RightsArchive), id: params.id });
      return reply
        .type('application/zip')
        .header('content-disposition', 'attachment; filename="personal-data.zip"')
        .header('cache-control', 'no-store')
        .send(bytes);
    },
  );
  server.get('/.well-known/archive-keys.json', { config: { context: true } }, async ({ context }, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .send({ keys: await context.services.archives.publicKeys() }),
  );
};
